import { type Static, Type } from 'typebox'
import type { Condition } from './condition.ts'

const closed = { additionalProperties: false }

/** What a page or question is called in conditions, reports and files; unique in a survey. */
export const codePattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/
/** What a choice or row is called, unique in its question. */
export const choicePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
export const languagePattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/

const Code = Type.String({ pattern: codePattern.source })
const ChoiceCode = Type.String({ pattern: choicePattern.source })
export const Language = Type.String({ pattern: languagePattern.source })

const words = (maxLength: number) => Type.Record(Language, Type.String({ minLength: 1, maxLength }), closed)

/** The same line in each language. `{code}` stands for the answer to an earlier question. */
export const Line = words(4_000)
/** The same text, Markdown, in each language. */
export const Text = words(20_000)
export type Words = Static<typeof Line>

const Comparison = Type.Union(['equal', 'less', 'most', 'more', 'least'].map(is => Type.Literal(is)))
const Key = Type.String({ minLength: 1, maxLength: 129 })
const Operand = Type.Union([
  Type.String({ maxLength: 1_000 }),
  Type.Number(),
  Type.Object({ answer: Key }, closed),
])
const some = Type.Array(Type.Ref('Condition'), { maxItems: 200 })

export const Shown = Type.Unsafe<Condition>(
  Type.Cyclic(
    {
      Condition: Type.Union([
        Type.Object({ all: some }, closed),
        Type.Object({ any: some }, closed),
        Type.Object({ not: Type.Ref('Condition') }, closed),
        Type.Object({ answer: Key, is: Type.Literal('answered') }, closed),
        Type.Object({ answer: Key, is: Comparison, value: Operand }, closed),
        Type.Object({ count: some, is: Comparison, value: Operand }, closed),
      ]),
    },
    'Condition',
  ),
)

const Choice = Type.Object(
  {
    code: ChoiceCode,
    text: Line,
    /** Of several choices: this one stands alone. */
    exclusive: Type.Optional(Type.Literal(true)),
    shown: Type.Optional(Shown),
  },
  closed,
)
const Row = Type.Object({ code: ChoiceCode, text: Line, shown: Type.Optional(Shown) }, closed)

const choices = Type.Array(Choice, { maxItems: 2_000 })
const rows = Type.Array(Row, { maxItems: 500 })
const flag = Type.Optional(Type.Literal(true))
const count = Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000 }))
const length = Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 }))
const day = Type.String({ pattern: /^\d{4}-\d{2}-\d{2}$/.source })
/** The first value of each bracket but the lowest, ascending: [20, 40] makes below 20, 20 to 40, from 40. */
const brackets = <T extends typeof day | ReturnType<typeof Type.Number>>(value: T) =>
  Type.Optional(Type.Array(value, { minItems: 1, maxItems: 50 }))

const asked = {
  code: Code,
  text: Line,
  help: Type.Optional(Text),
  /** An answer is asked for once more (soft) or insisted on (hard). */
  required: Type.Optional(Type.Union([Type.Literal('soft'), Type.Literal('hard')])),
  /** Reported for larger groups only, as privacy asks for health, pay or opinions. */
  sensitive: flag,
  shown: Type.Optional(Shown),
  /** For officers: what an import could not say in our terms. */
  note: Type.Optional(Type.String({ maxLength: 10_000 })),
}
/** *Other*, and the line beside it. */
const other = Type.Optional(Line)

const single = Type.Object(
  { kind: Type.Literal('single'), ...asked, choices, other, list: flag, shuffled: flag },
  closed,
)
const multiple = Type.Object(
  { kind: Type.Literal('multiple'), ...asked, choices, other, least: count, most: count, shuffled: flag },
  closed,
)
const yesNo = Type.Object({ kind: Type.Literal('yes-no'), ...asked }, closed)
const scale = Type.Object(
  {
    kind: Type.Literal('scale'),
    ...asked,
    from: Type.Integer({ minimum: -100, maximum: 100 }),
    to: Type.Integer({ minimum: -100, maximum: 100 }),
    low: Type.Optional(Line),
    high: Type.Optional(Line),
    /** *I do not know*, a choice of its own. */
    unknown: Type.Optional(Line),
    stars: flag,
  },
  closed,
)
const matrix = Type.Object(
  { kind: Type.Literal('matrix'), ...asked, rows, choices, multiple: flag, shuffled: flag },
  closed,
)
const ranking = Type.Object(
  { kind: Type.Literal('ranking'), ...asked, choices, least: count, most: count, shuffled: flag },
  closed,
)
const number = Type.Object(
  {
    kind: Type.Literal('number'),
    ...asked,
    least: Type.Optional(Type.Number()),
    most: Type.Optional(Type.Number()),
    whole: flag,
    unit: Type.Optional(Line),
    brackets: brackets(Type.Number()),
  },
  closed,
)
const shortText = Type.Object({ kind: Type.Literal('short-text'), ...asked, most: length }, closed)
const longText = Type.Object({ kind: Type.Literal('long-text'), ...asked, most: length }, closed)
const date = Type.Object(
  {
    kind: Type.Literal('date'),
    ...asked,
    least: Type.Optional(day),
    most: Type.Optional(day),
    brackets: brackets(day),
  },
  closed,
)
const section = Type.Object({ kind: Type.Literal('section'), ...asked }, closed)
const { code, shown, note } = asked
const text = Type.Object({ kind: Type.Literal('text'), code, text: Text, shown, note }, closed)

export const Question = Type.Union([
  single,
  multiple,
  yesNo,
  scale,
  matrix,
  ranking,
  number,
  shortText,
  longText,
  date,
  section,
  text,
])

export type Question = Static<typeof Question>
export type Kind = Question['kind']
export type QuestionOf<K extends Kind> = Extract<Question, { kind: K }>
export type Choice = Static<typeof Choice>
export type Row = Static<typeof Row>

/** The keys under which its answers stand, without the words of *other*. A text block has none. */
export function keysOf(question: Question): string[] {
  if (question.kind === 'text') return []
  return question.kind === 'matrix'
    ? question.rows.map(row => `${question.code}.${row.code}`)
    : [question.code]
}

/** Its rows and choices: what may be hidden on its own. */
export const partsOf = (question: Question): (Choice | Row)[] => [
  ...('rows' in question ? question.rows : []),
  ...('choices' in question ? question.choices : []),
]

/** The values of a scale, from its low end. */
export const stepsOf = ({ from, to }: QuestionOf<'scale'>): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
