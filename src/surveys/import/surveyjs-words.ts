import type { Words } from '../question.ts'
import { languageOf, silentLanguage } from './words.ts'

export type Json = Record<string, unknown>

export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const stringOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

const translated = new Set(
  'title description text completedHtml otherText noneText minRateDescription maxRateDescription html label'.split(
    ' ',
  ),
)

/** The languages of a SurveyJS form: what its localised strings are in, the silent 'default' included. */
export class Locales {
  readonly codes: string[]
  readonly #silent: string

  constructor(form: Json) {
    const named = new Set<string>()
    let isSilent = false
    const visit = (value: unknown, key: string, depth: number): void => {
      if (depth > 60) return
      if (translated.has(key) && typeof value === 'string') isSilent = true
      if (Array.isArray(value)) for (const one of value) visit(one, '', depth + 1)
      else if (typeof value === 'object' && value !== null) {
        for (const [name, one] of Object.entries(value)) {
          const language = translated.has(key) && name !== 'default' ? languageOf(name) : undefined
          if (language && typeof one === 'string') named.add(language)
          if (translated.has(key) && name === 'default') isSilent = true
          visit(one, name, depth + 1)
        }
      }
    }
    visit(form, '', 0)
    this.#silent = languageOf(stringOf(form.locale)) ?? silentLanguage([...named])
    this.codes = [...new Set([...(isSilent || named.size === 0 ? [this.#silent] : []), ...named])]
  }

  /** A string, or one a language. */
  words(value: unknown): Words {
    if (typeof value === 'string' || typeof value === 'number')
      return String(value).trim() === '' ? {} : { [this.#silent]: String(value) }
    const words: Words = {}
    for (const [name, text] of Object.entries(objectOf(value))) {
      const language = name === 'default' ? this.#silent : languageOf(name)
      if (language && typeof text === 'string' && text.trim() !== '') words[language] = text
    }
    return words
  }

  fixed(fr: string, en: string): Words {
    return Object.fromEntries(this.codes.map(code => [code, code.startsWith('fr') ? fr : en]))
  }
}
