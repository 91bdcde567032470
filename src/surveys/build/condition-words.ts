import { typography } from '../../http/typography.ts'
import type { Locale, Translate } from '../../http/words.ts'
import { askedBy, type Condition, type Operand } from '../condition.ts'
import { type Definition, findQuestion } from '../definition.ts'
import { answerWords } from '../insertion.ts'
import type { Question } from '../question.ts'
import { setIn, wordsIn } from '../said.ts'

/** What a condition is put into words with. */
export interface Saying {
  t: Translate
  /** The reader's; the survey's words stand in their own language. */
  locale: Locale
  definition: Definition
  language: string
}

/** A text short enough to be named in a sentence. */
export const cut = (text: string, most = 70): string =>
  text.length > most ? `${text.slice(0, most - 2).trimEnd()}…` : text

/** What a question, or one row of it, is called in a sentence: its words, cut, else its key. */
export function keyWords({ definition, language, t }: Saying, key: string): string {
  const code = askedBy(key)
  const question = findQuestion(definition, code)
  if (!question) return key
  const inner = key.slice(code.length + 1)
  const row = 'rows' in question ? question.rows.find(one => one.code === inner) : undefined
  const said =
    cut(wordsIn(question.text, language, definition)) || t('survey.build.wordless_question', { code })
  if (!inner) return said
  return `${said} – ${row ? cut(wordsIn(row.text, language, definition)) : t('survey.build.other')}`
}

/** What an answer of a question is called: its choice's words, else itself. */
export function valueWords(saying: Saying, question: Question | undefined, value: string | number): string {
  const { definition, language, t } = saying
  if (!question) return String(value)
  if (question.kind === 'yes-no' && (value === 'yes' || value === 'no')) return t(`survey.answer.${value}`)
  if (value === 'other' && 'other' in question) return cut(wordsIn(question.other, language, definition))
  const { code } = question
  const said = answerWords(definition, question, code, { [code]: value }, language)
  return cut(setIn(language, said)) || String(value)
}

function comparison(saying: Saying, condition: Extract<Condition, { answer: string }>, negated = ''): string {
  const { t, definition } = saying
  const question = keyWords(saying, condition.answer)
  if (condition.is === 'answered') return t(`survey.build.says.${negated}answered`, { question })
  const compared = findQuestion(definition, askedBy(condition.answer))
  const several = compared?.kind === 'multiple' || (compared?.kind === 'matrix' && compared.multiple)
  const is = condition.is === 'equal' && several ? 'holds' : condition.is
  const value = operandWords(saying, condition.value, compared)
  if (negated && is !== 'equal' && is !== 'holds')
    return t('survey.build.says.false', { of: comparison(saying, condition) })
  return t(`survey.build.says.${negated}${is}`, { question, value })
}

function operandWords(saying: Saying, value: Operand, compared: Question | undefined): string {
  const { t } = saying
  if (typeof value === 'object')
    return t('survey.build.says.answer', { question: keyWords(saying, value.answer) })
  const said = valueWords(saying, compared, value)
  return /^-?[\d.,]+$/.test(said) ? said : t('survey.build.says.quoted', { value: said })
}

/** A condition in a sentence's second half: what follows *Shown if*. */
export const conditionWords = (saying: Saying, condition: Condition): string =>
  typography(say(saying, condition, true), saying.locale)

function say(saying: Saying, condition: Condition, outermost = false): string {
  const { t } = saying
  const group = (list: Condition[], joint: 'and' | 'or'): string => {
    if (list.length === 0) return t(joint === 'and' ? 'survey.build.says.always' : 'survey.build.says.never')
    const said = list.map(one => say(saying, one)).join(` ${t(`survey.build.says.${joint}`)} `)
    return outermost || list.length === 1 ? said : `(${said})`
  }
  if ('all' in condition) return group(condition.all, 'and')
  if ('any' in condition) return group(condition.any, 'or')
  if ('not' in condition) {
    const { not } = condition
    if ('answer' in not) return comparison(saying, not, 'not-')
    return t('survey.build.says.false', { of: say(saying, not) })
  }
  if ('answer' in condition) return comparison(saying, condition)
  const of = condition.count.map(one => say(saying, one)).join(' ; ')
  const value =
    typeof condition.value === 'object' ? operandWords(saying, condition.value, undefined) : condition.value
  return t(`survey.build.says.count.${condition.is}`, { of, value })
}
