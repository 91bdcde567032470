import { type Static, Type } from 'typebox'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import type { Cell, SheetFormat } from '../../print/sheet.ts'
import type { ReadingLine } from '../place/reading-list.ts'
import type { ComparedQuestion, ComparedRow, EditionComparison } from '../survey/edition-comparison.ts'
import { compareLines, noteEditions } from '../survey/edition-table.ts'
import { silencesIn } from '../survey/reading.ts'
import type { Fact } from './facts.ts'
import { orNull, Reading } from './json.ts'
import type { Printed } from './pdf.ts'
import { noteRow, writeSpreadsheet } from './spreadsheet.ts'

/** Two editions of a survey, and whose they are. */
export interface EditionFile {
  id: string
  title: string
  language: string
  owner: string
  frozen_on: string
  comparison: EditionComparison & { other: ReadingLine }
}

const Said = Type.Union([Type.Omit(Reading, ['counts', 'shares']), Type.Null()], {
  description: 'What one edition says to the row; null where too few are in its scope.',
})

export const EditionsJson = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  language: Type.String(),
  frozen_on: Type.String({ format: 'date' }),
  other: Type.Object({
    id: Type.String({ format: 'uuid' }),
    title: Type.String(),
    day: Type.String({ format: 'date', description: 'The day it began.' }),
  }),
  scope: Type.Object({ code: Type.String(), kind: Type.String(), name: Type.String() }),
  k: Type.Object(
    { ordinary: Type.Integer(), sensitive: Type.Integer() },
    { description: 'The least respondents of any group a figure of either edition adds up.' },
  ),
  questions: Type.Array(
    Type.Object({
      code: Type.String(),
      kind: Type.String(),
      text: Type.String(),
      sensitive: Type.Boolean(),
      rows: Type.Array(
        Type.Object({
          code: Type.String(),
          text: Type.String(),
          answers: Type.Array(
            Type.Object({
              code: Type.String(),
              text: Type.String(),
              now: orNull(Type.Number({ description: 'Of those who answered, 0 to 1.' })),
              before: orNull(Type.Number()),
            }),
          ),
          now: Said,
          before: Said,
        }),
      ),
    }),
  ),
})

export function editionsJson({ comparison, ...file }: EditionFile): Static<typeof EditionsJson> {
  const { other, scope, k, questions } = comparison
  return {
    ...file,
    other: { id: other.id, title: other.title, day: other.day },
    scope: { code: scope.code, kind: scope.kind, name: scope.name },
    k,
    questions: questions.map(({ part, ...question }) => ({ ...question, sensitive: part === 'sensitive' })),
  }
}

const titles = [
  'question_code',
  'question',
  'row_code',
  'row',
  'answer_code',
  'answer',
  'now',
  'before',
  'gap',
] as const

const round = (value: number | null | undefined): Cell =>
  typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : null

/** Shares, a scale's mean, and of how many; what is held back is empty. */
function* rowLines(
  { t }: ReturnType<typeof voice>,
  { answers, now, before }: ComparedRow,
): Generator<Cell[]> {
  const gap = (one: number | null | undefined, other: number | null | undefined) =>
    round(typeof one === 'number' && typeof other === 'number' ? one - other : null)
  for (const { code, text, ...said } of answers)
    yield [code, text, round(said.now), round(said.before), gap(said.now, said.before)]
  const [mean, earlier] = [now?.mean, before?.mean]
  if (typeof mean === 'number' || typeof earlier === 'number')
    yield [':mean', t('report.mean'), round(mean), round(earlier), gap(mean, earlier)]
  for (const name of ['base', 'answered', ...silencesIn([now, before])] as const)
    yield [
      `:${name.replace('_', '-')}`,
      t(`report.file.${name}`),
      now?.[name] ?? null,
      before?.[name] ?? null,
      null,
    ]
}

const dated = ({ month }: ReturnType<typeof voice>, { title, day }: ReadingLine) => `${title} (${month(day)})`

/** Two editions as a spreadsheet, a line a figure. */
export function writeEditions(file: EditionFile, format: SheetFormat, locale: Locale) {
  const spoken = voice(locale)
  const { t, date } = spoken
  const { comparison, title, frozen_on } = file
  const { other, scope, questions } = comparison
  const facts: Fact[] = [
    [t('report.file.survey'), title],
    [t('report.comparison.with'), dated(spoken, other)],
    [t('report.scope'), scope.name || t('report.whole')],
    [t('report.frozen_on'), date(frozen_on)],
  ]
  const linesOf = (question: ComparedQuestion): Cell[][] => [
    ...question.rows.flatMap(row =>
      [...rowLines(spoken, row)].map(line => [question.code, question.text, row.code, row.text, ...line]),
    ),
    noteRow(titles, noteEditions(spoken, comparison, question).join(' '), question),
  ]
  const widths = [16, 48, 14, 32, 14, 32, 10, 10, 10]
  return writeSpreadsheet({ title, facts, titles, rows: questions.flatMap(linesOf), widths }, format, locale)
}

/** Two editions as a document: the tables of the page. */
export function drawEditions(file: EditionFile, locale: Locale): Omit<Printed, 'accent'> {
  const spoken = voice(locale)
  const { t, date, month } = spoken
  const { comparison, owner, title, frozen_on } = file
  const { other, scope, questions } = comparison
  const head = [t('report.answer'), t('report.comparison.now'), month(other.day), t('report.comparison.gap')]
  const drawRow = (question: ComparedQuestion, row: ComparedRow) => ({
    chart: 'heat',
    text: [question.text, row.text].filter(Boolean).join(' · '),
    note: noteEditions(spoken, comparison, question).join(' '),
    cells: 30,
    head,
    rows: compareLines(spoken, row).map(([label, ...cells]) => ({
      label,
      cells: cells.map(words => ({ words, heat: 0 })),
    })),
  })
  return {
    owner,
    title,
    place: scope.name || t('report.whole'),
    day: date(frozen_on),
    findings: [],
    facts: [],
    notes: [t('report.comparison.text', { title, other: dated(spoken, other), count: questions.length })],
    pages: [
      {
        title: '',
        questions: questions.flatMap(question => question.rows.map(row => drawRow(question, row))),
      },
    ],
  }
}
