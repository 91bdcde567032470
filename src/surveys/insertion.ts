import { translator } from '../http/words.ts'
import { type Answers, askedBy } from './condition.ts'
import { type Definition, findQuestion, inLanguage } from './definition.ts'
import { type Question, stepsOf } from './question.ts'

// What could be an address is passed over whole: the site behind it would learn the answer.
const address = /<(?:\\.|[^>\\\n])*|\]\((?:<(?:\\.|[^>\\\n])*|\S*)|(?:[:/]\/|\.\p{L})\S*/u
const key = /\{([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?)\}/u
const insertion = new RegExp(`${address.source}|${key.source}`, 'gu')

/** The keys of the answers that a text wants inserted. */
export const insertionsOf = (text: string): string[] =>
  [...text.matchAll(insertion)].flatMap(([, named]) => named ?? [])

/**
 * A text with the answers it names: choices by their words, *other* by what was written, nothing by '…'.
 * @param answers what is shown and was answered, as `show` gives it
 * @returns plain text or Markdown that is no safer than the answers: escape it as any other
 */
export function insertAnswers(
  definition: Definition,
  text: string,
  answers: Answers,
  language: string,
): string {
  return text.replace(insertion, (said, named?: string) => {
    const question = named && findQuestion(definition, askedBy(named))
    return question ? answerWords(definition, question, named, answers, language) || '…' : said
  })
}

/** An answer as a person reads it, in a language; '' where there is none. */
export function answerWords(
  definition: Definition,
  question: Question,
  key: string,
  answers: Answers,
  language: string,
): string {
  const value = Object.hasOwn(answers, key) ? answers[key] : undefined
  if (value === undefined) return ''
  const say = (code: string | number): string => {
    if (question.kind === 'yes-no')
      return translator(language === 'fr' ? 'fr' : 'en')(`survey.answer.${code}`)
    if (code === 'other' && 'other' in question)
      return String(answers[`${key}.other`] ?? inLanguage(question.other, language, definition))
    if (question.kind === 'scale' && !stepsOf(question).includes(Number(code)))
      return inLanguage(question.unknown, language, definition)
    const choice = 'choices' in question && question.choices.find(one => one.code === code)
    return choice ? inLanguage(choice.text, language, definition) : String(code)
  }
  return Array.isArray(value) ? value.map(say).join(', ') : say(value)
}
