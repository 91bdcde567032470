import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import type { Cell } from '../../print/sheet.ts'
import { sayIn } from '../../surveys/answer/asked.ts'
import type { Value } from '../../surveys/condition.ts'
import { questionsOf } from '../../surveys/definition.ts'
import { keysOf, type Question } from '../../surveys/question.ts'
import { listOffered } from '../../surveys/respondent.ts'
import { walkNamed } from '../../surveys/response/named-response.ts'
import type { NamedResponse } from '../../surveys/response/response.ts'
import { getSurvey } from '../../surveys/survey.ts'
import { binWords, type Speaking } from '../survey/question-report.ts'
import { speakingOf } from '../survey/survey-report.ts'
import type { OpenNames } from './order-run.ts'

interface Column {
  key: string
  title: string
  words: (value: Value) => Cell
}

const plain = (value: Value): Cell => (Array.isArray(value) ? value.join(' ; ') : value)

/** An answer in words; several in one cell, those that are ranked in their order. */
function answerWords(speaking: Speaking, question: Question, sections: Map<string, string>) {
  const coded = 'choices' in question || question.kind === 'yes-no'
  return (value: Value): Cell => {
    if (question.kind === 'section') return sections.get(String(value)) ?? ''
    if (value === 'unknown') return binWords(speaking, question, value)
    if (!coded) return plain(value)
    const words = (code: string) => choiceWords(speaking, question, code)
    return Array.isArray(value) ? value.map(words).join(' ; ') : words(String(value))
  }
}

/** Of a ranking `binWords` says ranks: here its choices are meant. */
const choiceWords = (speaking: Speaking, question: Question, code: string): string =>
  question.kind === 'ranking'
    ? binWords(speaking, { ...question, kind: 'multiple' }, code)
    : binWords(speaking, question, code)

function columnsOf(speaking: Speaking, question: Question, sections: Map<string, string>): Column[] {
  const asking = { ...speaking, answers: {}, hidden: new Set<string>(), seed: '' }
  const title = sayIn(asking, question.text)
  const words = answerWords(speaking, question, sections)
  const columns = keysOf(question).map(key => {
    const row = 'rows' in question && question.rows.find(({ code }) => key === `${question.code}.${code}`)
    return { key, title: row ? `${title} ${sayIn(asking, row.text)}` : title, words }
  })
  if (!('other' in question) || !question.other) return columns
  const other = {
    key: `${question.code}.other`,
    title: `${title} ${sayIn(asking, question.other)}`,
    words: plain,
  }
  return [...columns, other]
}

async function* linesOf(
  responses: AsyncIterable<NamedResponse>,
  columns: Column[],
  sections: Map<string, string>,
  locale: Locale,
): AsyncGenerator<Cell[]> {
  const { t } = voice(locale)
  yield [
    ...['name', 'section', 'day'].map(name => t(`responses.${name}`)),
    ...columns.map(({ title }) => title),
  ]
  for await (const { name, section_id, day, answers } of responses)
    yield [
      name,
      sections.get(section_id ?? '') ?? '',
      day,
      ...columns.map(({ key, words }) => (Object.hasOwn(answers, key) ? words(answers[key] as Value) : '')),
    ]
}

/** The answers to a named survey, each with who gave it. */
export const responseFile: OpenNames = async (vault, { subject_id, locale }) => {
  const survey = await getSurvey(vault.db, subject_id)
  const sections = new Map((await listOffered(vault.db, survey)).map(({ id, name }) => [id, name]))
  const speaking = speakingOf(survey, locale)
  const columns = questionsOf(survey.definition).flatMap(question => columnsOf(speaking, question, sections))
  return {
    sheet: voice(locale).t('responses.sheet'),
    lines: linesOf(walkNamed(vault, survey.id), columns, sections, locale),
  }
}
