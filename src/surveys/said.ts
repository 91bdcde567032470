import { typography } from '../http/typography.ts'
import { type Definition, inLanguage } from './definition.ts'
import type { Words } from './question.ts'

/** The language of a survey's words on a page in a locale. */
export const languageFor = ({ languages }: Pick<Definition, 'languages'>, locale: string): string =>
  languages.includes(locale) ? locale : (languages[0] ?? locale)

/** Words in the typography of their language, where we know it. */
export const setIn = (language: string, said: string): string =>
  language === 'fr' || language === 'en' ? typography(said, language) : said

/** As `inLanguage`, in the typography of the language. */
export const wordsIn = (
  words: Words | undefined,
  language: string,
  definition: Pick<Definition, 'languages'>,
): string => setIn(language, inLanguage(words, language, definition))

/** A survey's title on a page in a locale. */
export const titleIn = (definition: Pick<Definition, 'title' | 'languages'>, locale: string): string =>
  wordsIn(definition.title, languageFor(definition, locale), definition)
