import { type Field, type Form, lines, optional, ticked } from '../../http/form.ts'
import { type Choice, choicePattern, type Question, type Row } from '../question.ts'
import { makeups, pasted } from './question-fields.ts'

/** A question under its form. */
export interface Editing {
  question: Question
  /** The one it is written in here: the survey's first. */
  language: string
  /** After the launch: words only. */
  frozen: boolean
  /** Codes that other questions and pages have. */
  taken: Set<string>
  fresh: (prefix: string) => string
}

export type Parts = 'rows' | 'choices'
type Part = Choice & Row

/** What a list of parts is called in names of fields. */
const fieldOf: Record<Parts, string> = { choices: 'choice', rows: 'row' }

export const partLists = ({ kind }: Question): Parts[] =>
  (['rows', 'choices'] as const).filter(list => makeups[kind][list])

const listed = (question: Question, list: Parts): Part[] =>
  (question as unknown as Record<Parts, Part[]>)[list]

/** The codes of a list that names of fields hold, in their order. */
const codesIn = (names: string[], list: Parts): string[] =>
  names
    .filter(name => name.startsWith(`${fieldOf[list]}.`))
    .map(name => name.slice(fieldOf[list].length + 1))
    .filter(code => choicePattern.test(code))

/** What the form shows of rows and choices before anything is typed. */
export const partValues = ({ question, language }: Editing): Record<string, string> =>
  Object.fromEntries(
    partLists(question).flatMap(list =>
      listed(question, list).flatMap(({ code, text, exclusive }) => [
        [`${fieldOf[list]}.${code}`, text[language] ?? ''],
        [`exclusive.${code}`, exclusive ? 'yes' : ''],
      ]),
    ),
  )

/** The codes of its rows and choices as a form has them: the order of the fields is theirs. */
export function partCodes(question: Question, form: Form): Record<Parts, string[]> {
  const of = (list: Parts) =>
    partLists(question).includes(list) ? codesIn(Object.keys(form.values), list) : []
  return { rows: of('rows'), choices: of('choices') }
}

const said = lines(4_000)

/** @param sent the names of all fields that came */
export function partFields({ question, frozen }: Editing, sent: string[]): Record<string, Field<unknown>> {
  const fields: Record<string, Field<unknown>> = {}
  for (const list of partLists(question)) {
    const codes = frozen ? listed(question, list).map(({ code }) => code) : codesIn(sent, list)
    for (const code of codes) fields[`${fieldOf[list]}.${code}`] = frozen ? said : optional(said)
    if (frozen) continue
    if (question.kind === 'multiple') for (const code of codes) fields[`exclusive.${code}`] = ticked
    fields[`new_${list}`] = pasted
  }
  return fields
}

/** A list with one of it, where it is there, moved up or down by one. */
function moved(codes: string[], code: string, by: number): string[] {
  const at = codes.indexOf(code)
  const to = at + by
  if (at < 0 || to < 0 || to >= codes.length) return codes
  return codes.with(at, codes[to] as string).with(to, codes[at] as string)
}

/** Rows or choices as they were sent: those with words, in their order, then the new ones. */
export function readParts(
  { question, language, frozen, fresh }: Editing,
  list: Parts,
  clean: Record<string, unknown>,
  press: string,
): { code: string; text: Record<string, string> }[] {
  const known = new Map(listed(question, list).map(part => [part.code, part]))
  const filled = codesIn(Object.keys(clean), list).filter(code => clean[`${fieldOf[list]}.${code}`] !== '')
  const [act, target = ''] = press.split(' ')
  const [code = ''] = codesIn([target], list)
  const parts = moved(filled, code, act === 'up' ? -1 : act === 'down' ? 1 : 0).map(code => {
    const { exclusive, ...part } = known.get(code) ?? { code, text: {} }
    const alone = frozen ? exclusive : clean[`exclusive.${code}`]
    const text = { ...part.text, [language]: String(clean[`${fieldOf[list]}.${code}`]) }
    return { ...part, text, ...(alone ? { exclusive: true } : {}) }
  })
  const added = ((clean[`new_${list}`] ?? []) as string[]).map(words => ({
    code: fresh(list === 'rows' ? 'r' : 'c'),
    text: { [language]: words },
  }))
  return [...parts, ...added]
}
