import type { Definition, Page } from '../definition.ts'
import type { Question, Words } from '../question.ts'

/** Words to be put into another language, with the name of their field. */
export interface Phrase {
  field: string
  /** What they are of: 'title', 'text', 'choice' … */
  what: string
  words: Words
  /** Markdown, or a line. */
  long: boolean
}

/** Parts of a definition that hold words under names of their own. */
type Holder = Partial<Record<string, Words>>

const phrasesIn = (holder: object, prefix: string, names: string[]): Phrase[] =>
  names.flatMap(what => {
    const words = (holder as Holder)[what]
    if (!words) return []
    const long = ['introduction', 'thanks', 'help'].includes(what)
    return [{ field: `${prefix}${what}`, what, words, long }]
  })

const ownNames = ['text', 'help', 'other', 'low', 'high', 'unknown', 'unit']

export const surveyPhrases = (definition: Definition): Phrase[] =>
  phrasesIn(definition, 's.', ['title', 'introduction', 'thanks'])

export const pagePhrases = (page: Page): Phrase[] => phrasesIn(page, 'p.', ['title', 'introduction'])

export function questionPhrases(question: Question): Phrase[] {
  const { code } = question
  const parts = (what: 'choice' | 'row', list: { code: string; text: Words }[]) =>
    list.map(part => ({ field: `q.${code}.${what}.${part.code}`, what, words: part.text, long: false }))
  const own = phrasesIn(question, `q.${code}.`, ownNames)
  return [
    ...own.map(phrase => ({ ...phrase, long: phrase.long || question.kind === 'text' })),
    ...('rows' in question ? parts('row', question.rows) : []),
    ...('choices' in question ? parts('choice', question.choices) : []),
  ]
}

/** How many words a language lacks on a page, or around the questions (`page` undefined). */
export function missingIn(definition: Definition, page: Page | undefined, language: string): number {
  const phrases = page
    ? [...pagePhrases(page), ...page.questions.flatMap(questionPhrases)]
    : surveyPhrases(definition)
  return phrases.filter(({ words }) => Object.keys(words).length > 0 && !words[language]).length
}

/** Words in one language, '' taking them away; those in others stay. */
function said(words: Words, language: string, text: string | undefined): Words {
  if (text === undefined) return words
  const { [language]: _, ...others } = words
  return text === '' ? others : { ...others, [language]: text }
}

/** A definition with words of one language as a form has them, by field. */
export function translate(
  definition: Definition,
  place: Page | undefined,
  language: string,
  typed: Record<string, string>,
): Definition {
  const each = <T extends object>(holder: T, phrases: Phrase[], prefix: string): T => ({
    ...holder,
    ...Object.fromEntries(
      phrases
        .filter(({ field, what }) => field === `${prefix}${what}`)
        .map(({ field, what, words }) => [what, said(words, language, typed[field])]),
    ),
  })
  if (!place) return each(definition, surveyPhrases(definition), 's.')
  const question = (one: Question): Question => {
    const parts = (what: 'choice' | 'row', list: { code: string; text: Words }[]) =>
      list.map(part => ({
        ...part,
        text: said(part.text, language, typed[`q.${one.code}.${what}.${part.code}`]),
      }))
    return {
      ...each(one, questionPhrases(one), `q.${one.code}.`),
      ...('rows' in one && { rows: parts('row', one.rows) }),
      ...('choices' in one && { choices: parts('choice', one.choices) }),
    } as Question
  }
  const pages = definition.pages.map(page =>
    page.code === place.code
      ? { ...each(page, pagePhrases(page), 'p.'), questions: page.questions.map(question) }
      : page,
  )
  return { ...definition, pages }
}

/** A survey that is not asked in a language any more: its words in it go. */
export function withoutLanguage(definition: Definition, language: string): Definition {
  const languages = definition.languages.filter(one => one !== language)
  const isWords = (value: unknown): value is Words =>
    typeof value === 'object' && value !== null && typeof (value as Words)[language] === 'string'
  return JSON.parse(JSON.stringify({ ...definition, languages }), (key, value) => {
    if (!isWords(value) || key === 'shown') return value
    const { [language]: _, ...others } = value
    return others
  })
}
