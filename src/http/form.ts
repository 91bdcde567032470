import { cleanLine, cleanText } from './text.ts'
import { hasWord, type Translate } from './words.ts'

/** What a field makes of what was typed. A fault is a code that `fault.*` in the catalogue puts into words. */
export type Reading<T> = { value: T } | { fault: string; most?: number }
export type Field<T> = (typed: string, all: (name: string) => string[]) => Reading<T>

type Fields = Record<string, Field<unknown>>
type Clean<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** What a form page shows: the words as typed, and per field the code of what is wrong. */
export interface Form {
  values: Record<string, string>
  lists: Record<string, string[]>
  faults: Record<string, { code: string; most?: number }>
}

export const blankForm = (
  values: Record<string, string> = {},
  lists: Record<string, string[]> = {},
): Form => ({
  values,
  lists,
  faults: {},
})

/** The fields of a posted body, a list where one was sent twice. Bytes that are no UTF-8 become U+FFFD, which no field takes. */
export function parseFields(body: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const known = fields[name]
    if (Array.isArray(known)) known.push(value)
    else fields[name] = known === undefined ? value : [known, value]
  }
  return fields
}

/**
 * Reads a posted form: known fields only, each to its value or to a fault; what was typed stays for the page.
 * A field sent twice where one is expected counts as its last words; anything but text counts as nothing.
 */
export function readForm<F extends Fields>(body: unknown, fields: F): { clean?: Clean<F>; form: Form } {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const all = (name: string) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
  }
  const form = blankForm()
  const clean: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const typed = all(name)
    form.values[name] = typed.at(-1) ?? ''
    form.lists[name] = typed
    const reading = field(form.values[name], all)
    if ('fault' in reading) form.faults[name] = { code: reading.fault, most: reading.most }
    else clean[name] = reading.value
  }
  return Object.keys(form.faults).length === 0 ? { clean: clean as Clean<F>, form } : { form }
}

/** The sentence of a fault: the field's own words where it has some, else the general ones. */
export function faultWords(
  t: Translate,
  name: string,
  { code, most }: { code: string; most?: number },
): string {
  const own = `fault.${name}.${code}`
  return t(hasWord(own) ? own : `fault.${code}`, { most })
}

/** A form as its page shows it: every fault a sentence. */
export interface SpokenForm extends Omit<Form, 'faults'> {
  faults: Record<string, string>
}

export const speakForm = (t: Translate, form: Form): SpokenForm => ({
  ...form,
  faults: Object.fromEntries(
    Object.entries(form.faults).map(([name, fault]) => [name, faultWords(t, name, fault)]),
  ),
})

export const optional =
  <T>(field: Field<T>): Field<T | ''> =>
  (typed, all) =>
    typed.trim() === '' ? { value: '' } : field(typed, all)

/** @param most the longest line, in code points */
export const line =
  (most: number): Field<string> =>
  typed => ({ most, ...cleanLine(typed, most) })

/** @param most the longest text, in code points */
export const lines =
  (most: number): Field<string> =>
  typed => ({ most, ...cleanText(typed, most) })

export const oneOf =
  <T extends string>(...choices: readonly T[]): Field<T> =>
  typed =>
    choices.includes(typed as T) ? { value: typed as T } : { fault: typed === '' ? 'choose' : 'choice' }

/** A box: ticked or not, whatever its value. */
export const ticked: Field<boolean> = typed => ({ value: typed !== '' })

/** A box that must be ticked. */
export const agreed: Field<true> = typed => (typed !== '' ? { value: true } : { fault: 'agree' })

export const wholeNumber =
  (least: number, most: number): Field<number> =>
  typed => {
    const value = Number(typed.replace(/[\s\u00a0\u202f]/g, ''))
    return typed.trim() !== '' && Number.isInteger(value) && value >= least && value <= most
      ? { value }
      : { fault: 'number', most }
  }

/** A calendar day, as a browser sends it, '2026-11-23', or as a hand writes it, '23/11/2026'. */
export const day: Field<string> = typed => {
  const iso = typed
    .trim()
    .replace(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/, (_, day, month, year) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    )
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : undefined
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
    ? { value: iso }
    : { fault: 'day' }
}
