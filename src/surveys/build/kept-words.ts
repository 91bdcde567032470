import { dayWords, numberWords } from '../../http/words.ts'
import { coarsen } from '../bracket.ts'
import { type Answers, askedBy, type Value } from '../condition.ts'
import { findQuestion } from '../definition.ts'
import type { Question } from '../question.ts'
import type { OfferedSection } from '../respondent.ts'
import type { SurveyState } from '../survey.ts'
import { keyWords, type Saying, valueWords } from './condition-words.ts'

/** The name of a bracket ('20..40') in words; '' where the question has none yet. */
export function bracketWords(
  { t, locale }: Pick<Saying, 't' | 'locale'>,
  question: Question,
  name: string,
): string {
  const say = (value: string) =>
    value && (question.kind === 'date' ? dayWords(locale)(value) : numberWords(locale)(Number(value)))
  const [least = '', most = ''] = name.split('..').map(say)
  if (!least && !most) return ''
  const form = !least ? 'below' : most ? 'between' : 'from'
  return t(`report.bracket.${form}`, { least, most })
}

/** What a response to a survey would hold, question by question. */
export function keptWords(
  saying: Saying,
  { kind, definition }: SurveyState,
  answers: Answers,
  sections: OfferedSection[],
): { question: string; answer: string }[] {
  const kept = kind === 'sealed' ? coarsen(definition, answers) : answers
  const say = (question: Question | undefined, value: string | number): string => {
    if (question?.kind === 'section') return sections.find(({ id }) => id === value)?.name ?? ''
    if (kind === 'sealed' && (question?.kind === 'number' || question?.kind === 'date'))
      return bracketWords(saying, question, String(value)) || saying.t('survey.build.trial_end.unbracketed')
    return valueWords(saying, question, value)
  }
  return Object.entries(kept).map(([key, value]: [string, Value]) => {
    const question = key.endsWith('.other') ? undefined : findQuestion(definition, askedBy(key))
    const answer = [value].flat().map(one => say(question, one))
    return { question: keyWords(saying, key), answer: answer.join(', ') }
  })
}
