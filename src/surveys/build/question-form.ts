import { blankForm, type Field, type Form, line, lines, optional, readForm, ticked } from '../../http/form.ts'
import { bracketsOf, suggestBrackets } from '../bracket.ts'
import { type Choice, codePattern, type Question, type Row, type Words } from '../question.ts'
import { reworded } from './edit.ts'
import { makeups, pasted, required, thresholds } from './question-fields.ts'

/** A question's form, read. */
export interface QuestionChange {
  code: string
  mark: string
  breakdown: boolean
  /** The question as the form has it, under the code it had. */
  question: Question
}

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

type Parts = 'choices' | 'rows'
type Part = Choice & Row

const partsOf = (question: Question, kind: Parts): Part[] =>
  kind in question ? (question as unknown as Record<Parts, Part[]>)[kind] : []
/** What a list of parts is called in names of fields and in codes. */
const fieldOf: Record<Parts, string> = { choices: 'choice', rows: 'row' }
const partLists = ({ kind }: Question): Parts[] => [
  ...(makeups[kind].rows ? (['rows'] as const) : []),
  ...(makeups[kind].choices ? (['choices'] as const) : []),
]

const own = (question: Question) =>
  question as unknown as Record<string, Words | number | string | boolean | undefined>

/** What the form shows before anything is typed. */
export function questionValues({ question, language }: Editing, mark: string, breakdown: boolean): Form {
  const { words, flags, bounds } = makeups[question.kind]
  const values: Record<string, string> = { mark, code: question.code, breakdown: breakdown ? 'yes' : '' }
  for (const name of ['text', 'help', ...words])
    values[name] = (own(question)[name] as Words | undefined)?.[language] ?? ''
  for (const name of ['sensitive', ...flags]) values[name] = own(question)[name] ? 'yes' : ''
  for (const [name] of bounds) values[name] = String(own(question)[name] ?? '').replace('.', ',')
  values.required = String(own(question).required ?? 'no')
  if ('brackets' in question) values.brackets = (question.brackets ?? []).join(' ; ').replaceAll('.', ',')
  for (const list of partLists(question)) {
    for (const part of partsOf(question, list)) {
      values[`${fieldOf[list]}.${part.code}`] = part.text[language] ?? ''
      values[`exclusive.${part.code}`] = part.exclusive ? 'yes' : ''
    }
  }
  return blankForm(values)
}

/** The names of its rows or choices as they were sent, in that order; before anything was, as they stand. */
export function partFields(question: Question, form: Form): Record<Parts, string[]> {
  const among = (list: Parts) =>
    Object.keys(form.values)
      .filter(name => name.startsWith(`${fieldOf[list]}.`))
      .map(name => name.slice(fieldOf[list].length + 1))
  const of = (list: Parts) => (partLists(question).includes(list) ? among(list) : [])
  return { rows: of('rows'), choices: of('choices') }
}

const named =
  ({ taken, question }: Editing): Field<string> =>
  typed => {
    const code = typed.trim()
    if (!codePattern.test(code)) return { fault: 'named' }
    return code !== question.code && taken.has(code) ? { fault: 'taken' } : { value: code }
  }

const text: Field<unknown> = lines(4_000)

function fieldsOf(editing: Editing, sent: string[]): Record<string, Field<unknown>> {
  const { question, frozen } = editing
  const { words, flags, bounds, brackets } = makeups[question.kind]
  const fields: Record<string, Field<unknown>> = {
    mark: line(40),
    text: question.kind === 'text' ? lines(20_000) : text,
  }
  if (question.kind !== 'text') fields.help = optional(lines(20_000))
  for (const name of words) {
    const kept = frozen && own(question)[name] !== undefined && (name === 'other' || name === 'unknown')
    const gone = frozen && own(question)[name] === undefined && (name === 'other' || name === 'unknown')
    if (!gone) fields[name] = kept ? text : optional(text)
  }
  for (const list of partLists(question)) {
    const codes = frozen
      ? partsOf(question, list).map(({ code }) => code)
      : sent.filter(isPart(list)).map(codeIn)
    for (const code of codes) {
      fields[`${fieldOf[list]}.${code}`] = frozen ? text : optional(text)
      if (!frozen && question.kind === 'multiple') fields[`exclusive.${code}`] = ticked
    }
    if (!frozen) fields[`new_${list}`] = pasted
  }
  if (frozen) return fields
  for (const name of flags) fields[name] = ticked
  for (const [name, field] of bounds) fields[name] = field
  if (brackets) fields.brackets = thresholds(question.kind)
  if (question.kind !== 'text') Object.assign(fields, { required, sensitive: ticked })
  if (question.kind === 'single') fields.breakdown = ticked
  return { ...fields, code: named(editing) }
}

const isPart = (list: Parts) => (name: string) =>
  name.startsWith(`${fieldOf[list]}.`) && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(codeIn(name))
const codeIn = (name: string): string => name.slice(name.indexOf('.') + 1)

const swapped = <T>(list: T[], index: number, by: number): T[] => {
  const to = index + by
  if (index < 0 || to < 0 || to >= list.length) return list
  return list.with(index, list[to] as T).with(to, list[index] as T)
}

/** Reads a question's form. `press` may move a part (`up choice.c2`) or ask for `brackets` that suit the bounds. */
export function readQuestion(editing: Editing, body: unknown): { change?: QuestionChange; form: Form } {
  const sent = Object.keys((body ?? {}) as object)
  const { clean, form } = readForm(body, fieldsOf(editing, sent))
  if (!clean) return { form }
  const { press } = body as { press?: unknown }
  const [act = '', target = ''] = typeof press === 'string' ? press.split(' ') : []
  const { question, language, frozen, fresh } = editing
  const { words, flags, bounds } = makeups[question.kind]
  const changed: Record<string, unknown> = { ...question }
  for (const name of ['text', 'help', ...words]) {
    if (!(name in clean)) continue
    changed[name] = reworded(own(question)[name] as Words | undefined, language, String(clean[name]))
  }
  for (const list of partLists(question)) {
    const known = new Map(partsOf(question, list).map(part => [part.code, part]))
    const codes = Object.keys(clean)
      .filter(isPart(list))
      .filter(name => clean[name] !== '')
      .map(codeIn)
    const moved = codes.findIndex(code => `${fieldOf[list]}.${code}` === target)
    const order = act === 'up' ? swapped(codes, moved, -1) : act === 'down' ? swapped(codes, moved, 1) : codes
    const parts = order.map(code => {
      const said = { [language]: String(clean[`${fieldOf[list]}.${code}`]) }
      const { exclusive, ...part } = known.get(code) ?? { code, text: {} }
      const alone = frozen ? exclusive : clean[`exclusive.${code}`]
      return { ...part, text: { ...part.text, ...said }, ...(alone ? { exclusive: true } : {}) }
    })
    const added = ((clean[`new_${list}`] ?? []) as string[]).map(said => ({
      code: fresh(list === 'rows' ? 'r' : 'c'),
      text: { [language]: said },
    }))
    changed[list] = [...parts, ...added]
  }
  const settled = frozen
    ? changed
    : {
        ...changed,
        ...settings(
          clean,
          flags,
          bounds.map(([name]) => name),
        ),
      }
  if (act === 'brackets') suggest(settled)
  const bare = Object.fromEntries(
    Object.entries(settled).filter(([, value]) => value !== undefined),
  ) as Question
  const { code = question.code, mark, breakdown } = clean as Record<string, string>
  return { change: { code, mark: String(mark), breakdown: Boolean(breakdown), question: bare }, form }
}

function settings(
  clean: Record<string, unknown>,
  flags: string[],
  bounds: string[],
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name of ['sensitive', ...flags]) found[name] = clean[name] ? true : undefined
  for (const name of bounds) found[name] = clean[name] === '' ? undefined : clean[name]
  found.required = clean.required === 'no' ? undefined : clean.required
  const { brackets } = clean as { brackets?: unknown[] }
  return brackets ? { ...found, brackets: brackets.length > 0 ? brackets : undefined } : found
}

function suggest(question: Record<string, unknown>): void {
  const { least, most } = question as { least?: number; most?: number }
  if (typeof least === 'number' && typeof most === 'number') question.brackets = suggestBrackets(least, most)
}

/** The names of its brackets, where it has some. */
export const shownBrackets = (question: Question): string[] =>
  'brackets' in question && question.brackets ? bracketsOf(question) : []
