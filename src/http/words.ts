import { readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { typography } from './typography.ts'

export type Locale = 'fr' | 'en'
export const locales: readonly Locale[] = ['fr', 'en']

type Values = Record<string, string | number | boolean | Date | null | undefined>
export type Translate = (key: string, values?: Values) => string

const folder = path.resolve(import.meta.dirname, '../../views/words')

/** A language's messages. Each is set and read when it is first said: most never are in one process. */
class Catalogue {
  readonly #locale: Locale
  readonly #messages: Map<string, string>
  readonly #read = new Map<string, IntlMessageFormat | string>()

  constructor(locale: Locale) {
    this.#locale = locale
    this.#messages = new Map(
      Object.entries(JSON.parse(readFileSync(path.join(folder, `${locale}.json`), 'utf8'))),
    )
  }

  has(key: string): boolean {
    return this.#messages.has(key)
  }

  find(key: string): IntlMessageFormat | string | undefined {
    const known = this.#read.get(key)
    if (known !== undefined) return known
    const message = this.#messages.get(key)
    if (message === undefined) return undefined
    const set = typography(message, this.#locale)
    const read = /[{'<]/.test(set)
      ? new IntlMessageFormat(set, this.#locale, undefined, { ignoreTag: true })
      : set
    this.#read.set(key, read)
    return read
  }
}

const catalogues = new Map(locales.map(locale => [locale, new Catalogue(locale)]))

/** Whether the catalogue of every language holds this key. */
export const hasWord = (key: string): boolean => locales.every(locale => catalogues.get(locale)?.has(key))

/** The words of a language. @throws when the key stands in no catalogue: a missing word is our mistake */
export function translator(locale: Locale): Translate {
  const catalogue = catalogues.get(locale)
  return (key, values) => {
    const message = catalogue?.find(key)
    if (message === undefined) throw new Error(`No word ${key} in ${locale}`)
    return typeof message === 'string' ? message : String(message.format(values))
  }
}

const tags = { fr: 'fr-FR', en: 'en-GB' } as const

const numbers = new Map(locales.map(locale => [locale, new Intl.NumberFormat(tags[locale])]))
const days = new Map(
  locales.map(locale => [
    locale,
    new Intl.DateTimeFormat(tags[locale], { dateStyle: 'long', timeZone: 'UTC' }),
  ]),
)
const moments = new Map(
  locales.map(locale => [
    locale,
    new Intl.DateTimeFormat(tags[locale], {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'Europe/Paris',
    }),
  ]),
)

export const numberWords = (locale: Locale) => (value: number) => numbers.get(locale)?.format(value) ?? ''

/** A day ('2026-11-23' or Date, read in UTC) in words: 23 novembre 2026. */
export const dayWords = (locale: Locale) => (day: string | Date) =>
  (days.get(locale)?.format(new Date(day)) ?? '').replace(/^1 (?=\p{L})/u, locale === 'fr' ? '1er ' : '1 ')

const months = new Map(
  locales.map(locale => [
    locale,
    new Intl.DateTimeFormat(tags[locale], { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  ]),
)

/** The month of a day in words: novembre 2026. */
export const monthWords = (locale: Locale) => (day: string) => months.get(locale)?.format(new Date(day)) ?? ''

/** A moment in words, Paris time: 23 novembre 2026 à 9 h 30. */
export const momentWords = (locale: Locale) => (moment: Date) =>
  (moments.get(locale)?.format(moment) ?? '').replace(/0?(\d+):(\d\d)$/, (time, hour, minute) =>
    locale === 'fr' ? `${hour}\u00a0h\u00a0${minute}` : time,
  )
