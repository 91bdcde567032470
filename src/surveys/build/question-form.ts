import { blankForm, type Field, type Form, line, lines, optional, readForm, ticked } from '../../http/form.ts'
import { bracketsOf, suggestBrackets } from '../bracket.ts'
import { codePattern, type Question, type Words } from '../question.ts'
import { reworded } from './edit.ts'
import { type Editing, partFields, partLists, partValues, readParts } from './part-form.ts'
import { makeups, required, thresholds } from './question-fields.ts'

/** A question's form, read. */
export interface QuestionChange {
  code: string
  mark: string
  breakdown: boolean
  /** The question as the form has it, under the code it had. */
  question: Question
}

type Property = string | number | boolean | Words | undefined

const own = (question: Question) => question as unknown as Record<string, Property>
const wordsOf = (question: Question, name: string) => own(question)[name] as Words | undefined

/** What the form shows before anything is typed. */
export function questionValues(editing: Editing, mark: string, breakdown: boolean): Form {
  const { question, language } = editing
  const { words, flags, bounds } = makeups[question.kind]
  const values: Record<string, string> = { mark, code: question.code, breakdown: breakdown ? 'yes' : '' }
  for (const name of ['text', 'help', ...words]) values[name] = wordsOf(question, name)?.[language] ?? ''
  for (const name of ['sensitive', ...flags]) values[name] = own(question)[name] ? 'yes' : ''
  for (const [name] of bounds) values[name] = String(own(question)[name] ?? '').replace('.', ',')
  values.required = String(own(question).required ?? 'no')
  if ('brackets' in question) values.brackets = (question.brackets ?? []).join(' ; ').replaceAll('.', ',')
  return blankForm({ ...values, ...partValues(editing) })
}

const named =
  ({ taken, question }: Editing): Field<string> =>
  typed => {
    const code = typed.trim()
    if (!codePattern.test(code)) return { fault: 'named' }
    return code !== question.code && taken.has(code) ? { fault: 'taken' } : { value: code }
  }

const text = lines(4_000)
const long = lines(20_000)
/** Words that are a choice of their own: after the launch they neither come nor go. */
const offering = ['other', 'unknown']

function wordFields({ question, frozen }: Editing): Record<string, Field<unknown>> {
  if (question.kind === 'text') return { text: long }
  const fields: Record<string, Field<unknown>> = { text, help: optional(long) }
  for (const name of makeups[question.kind].words) {
    const fixed = frozen && offering.includes(name)
    if (!fixed) fields[name] = optional(text)
    else if (wordsOf(question, name)) fields[name] = text
  }
  return fields
}

function fieldsOf(editing: Editing, sent: string[]): Record<string, Field<unknown>> {
  const { question, frozen } = editing
  const { flags, bounds, brackets } = makeups[question.kind]
  const fields = { mark: line(40), ...wordFields(editing), ...partFields(editing, sent) }
  if (frozen) return fields
  return {
    ...fields,
    ...Object.fromEntries(flags.map(name => [name, ticked])),
    ...Object.fromEntries(bounds),
    ...(brackets && { brackets: thresholds(question.kind) }),
    ...(question.kind !== 'text' && { required, sensitive: ticked }),
    ...(question.kind === 'single' && { breakdown: ticked }),
    code: named(editing),
  }
}

/** Reads a question's form. `press` may move a part (`up choice.c2`) or ask for `brackets` that suit the bounds. */
export function readQuestion(editing: Editing, body: unknown): { change?: QuestionChange; form: Form } {
  const { clean, form } = readForm(body, fieldsOf(editing, Object.keys((body ?? {}) as object)))
  if (!clean) return { form }
  const { question, language, frozen } = editing
  const { press } = body as { press?: unknown }
  const pressed = typeof press === 'string' ? press : ''
  const changed: Record<string, unknown> = { ...question }
  for (const name of ['text', 'help', ...makeups[question.kind].words])
    if (name in clean) changed[name] = reworded(wordsOf(question, name), language, String(clean[name]))
  for (const list of partLists(question)) changed[list] = readParts(editing, list, clean, pressed)
  if (!frozen) Object.assign(changed, settingsOf(question, clean))
  if (!frozen && pressed === 'brackets') suggest(changed)
  const said = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))
  const { code = question.code, mark, breakdown } = clean as Record<string, string>
  const change = { code, mark: String(mark), breakdown: Boolean(breakdown), question: said as Question }
  return { change, form }
}

/** What the form says beside words; undefined where it says nothing. */
function settingsOf({ kind }: Question, clean: Record<string, unknown>): Record<string, unknown> {
  const { flags, bounds } = makeups[kind]
  const found: Record<string, unknown> = {}
  for (const name of ['sensitive', ...flags]) found[name] = clean[name] ? true : undefined
  for (const [name] of bounds) found[name] = clean[name] === '' ? undefined : clean[name]
  found.required = clean.required === 'no' ? undefined : clean.required
  const { brackets } = clean as { brackets?: unknown[] }
  return brackets ? { ...found, brackets: brackets.length > 0 ? brackets : undefined } : found
}

function suggest(question: Record<string, unknown>): void {
  const { least, most } = question
  if (typeof least === 'number' && typeof most === 'number') question.brackets = suggestBrackets(least, most)
}

/** The names of its brackets, where it has some. */
export const shownBrackets = (question: Question): string[] =>
  'brackets' in question && question.brackets ? bracketsOf(question) : []
