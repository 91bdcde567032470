import { type Static, Type } from 'typebox'
import type { QuestionReport } from '../survey/question-report.ts'
import type { SurveyReport } from '../survey/survey-report.ts'

export const orNull = <T extends ReturnType<typeof Type.Object | typeof Type.Number>>(schema: T) =>
  Type.Union([schema, Type.Null()])

const Label = Type.Object({ code: Type.String(), text: Type.String() })

export const Reading = Type.Object(
  {
    base: Type.Integer({ description: 'Respondents of the column, for this question.' }),
    answered: Type.Integer({ description: 'Asked, and answered, whether how is shown or not.' }),
    counts: Type.Array(orNull(Type.Number()), {
      description: 'In the order of the question’s answers; null where it is held back.',
    }),
    shares: Type.Array(orNull(Type.Number()), { description: 'Of those who answered, 0 to 1.' }),
    none: Type.Integer({ description: 'Asked, and not answered.' }),
    not_asked: Type.Integer(),
    withheld: Type.Integer({ description: 'In groups of which too few answered.' }),
    not_shown: Type.Integer({
      description: 'Held back of a group that all but agreed on a sensitive question.',
    }),
    mean: orNull(Type.Number()),
    spread: orNull(Type.Number({ description: 'Standard deviation.' })),
    net: orNull(Type.Number({ description: 'Of 0 to 10: 9 and 10 less 0 to 6, in points.' })),
    score: orNull(Type.Number({ description: 'Of a ranked choice: 1 where all put it first.' })),
  },
  { description: 'What one column says to one row.' },
)

const Row = Type.Object({
  code: Type.String({ description: 'Empty where the question is asked once.' }),
  text: Type.String(),
  readings: Type.Array(Type.Union([Reading, Type.Null()]), {
    description: 'In the order of the columns; null where too few are in one.',
  }),
})

export const Question = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  text: Type.String(),
  sensitive: Type.Boolean(),
  several: Type.Boolean({ description: 'Several may be chosen: shares add up to more than 1.' }),
  answers: Type.Array(Label),
  rows: Type.Array(Row),
  texts: Type.Array(Row, {
    description: 'How many wrote, the one count of each reading; what they wrote is read on pages only.',
  }),
})

/** A survey's report as a program reads it. */
export const ReportJson = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  language: Type.String(),
  kind: Type.String({ description: 'sealed or named' }),
  audience: Type.String({ description: 'invited, codes, or link: not one response per person' }),
  k: Type.Object(
    { ordinary: Type.Integer(), sensitive: Type.Integer() },
    { description: 'The least respondents of any group a figure adds up.' },
  ),
  section_least: Type.Integer({
    description: 'The fewest responses of a section that has figures of its own.',
  }),
  recent_additions: Type.Integer({
    description:
      'Invitations of members added in the fortnight before the launch or since, or printed as codes.',
  }),
  pooled: Type.Array(Type.Object({ section_name: Type.String(), region_name: Type.String() }), {
    description: 'Sections with fewer responses: counted with their region, or with all.',
  }),
  period: Type.Integer(),
  frozen_on: Type.String({ format: 'date' }),
  corrections: Type.Array(
    Type.Object({
      code: Type.String({ description: 'Of the question.' }),
      on: Type.String({ format: 'date' }),
      before: Type.Array(Type.String(), {
        description: 'The lines that changed, as they stood at the launch.',
      }),
    }),
    { description: 'Questions that read otherwise than when the survey was launched.' },
  ),
  responses: Type.Object({
    all: Type.Union([Type.Integer(), Type.Null()], {
      description: 'null: fewer than k are in no figure, and how many is not told.',
    }),
    shown: Type.Integer(),
  }),
  rate: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Of those invited in the first column’s scope, in percent; null where it is not told.',
  }),
  scopes: Type.Array(Type.Object({ code: Type.String(), kind: Type.String(), name: Type.String() })),
  breakdown: Type.Union([Type.Object({ text: Type.String(), categories: Type.Array(Label) }), Type.Null()]),
  columns: Type.Array(
    Type.Object({
      scope: Type.String({ description: 'A code of the scopes.' }),
      category: Type.Union([Label, Type.Null()]),
      base: Type.Object({ ordinary: Type.Integer(), sensitive: Type.Integer() }),
    }),
  ),
  pages: Type.Array(Type.Object({ title: Type.String(), questions: Type.Array(Question) })),
})

export const questionJson = ({ part, bins, ...question }: QuestionReport): Static<typeof Question> => ({
  ...question,
  sensitive: part === 'sensitive',
  answers: bins,
})

/** The same figures as the page's, without its words. */
export function reportJson(report: SurveyReport): Static<typeof ReportJson> {
  const { scopes, columns, pages, ...rest } = report
  return {
    ...rest,
    scopes: scopes.map(({ code, kind, name }) => ({ code, kind, name })),
    columns: columns.map(({ scope, category, base }) => ({ scope: scope.code, category, base })),
    pages: pages.map(({ title, questions }) => ({ title, questions: questions.map(questionJson) })),
  }
}
