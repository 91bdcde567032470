import { Invalid } from '../../errors.ts'
import type { Definition, Page } from '../definition.ts'
import { wordsOf } from '../definition.ts'
import { languagePattern } from '../question.ts'
import type { Archive } from './archive.ts'
import { type DraftPage, isTrivial, placeConditions } from './lime-condition.ts'
import { type Draft, Lime } from './lime-context.ts'
import { convertQuestion } from './lime-question.ts'
import { tallyResponses } from './lime-response.ts'
import { type LimeGroup, type LimeWords, readLimeSurvey } from './lime-survey.ts'
import { mend } from './mend.ts'
import { annotate } from './note.ts'
import { type Imported, lose, openReport } from './report.ts'

const surveyMost = 128 * 1024 * 1024
const questionsMost = 2_000
const partsMost = 50_000
const responsesMost = 1024 * 1024 * 1024

/**
 * A LimeSurvey structure, DBVersion 164 to 703.
 * @throws Invalid `file-truncated`, `file-unreadable`, `file-large`, `file-unknown`
 */
export async function importLime(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<Imported & { lime: Lime }> {
  const survey = await readLimeSurvey(chunks)
  const report = openReport('limesurvey')
  const languages = survey.languages.filter(language => languagePattern.test(language))
  report.languages = { found: survey.languages.length, kept: languages.length }
  for (const language of survey.languages)
    if (!languages.includes(language)) lose(report, '', 'language', language)
  if (languages.length === 0) throw new Invalid('file-unreadable', 422)
  const questions = survey.groups.flatMap(group => group.questions)
  const parts = questions.flatMap(({ answers, subquestions }) => [...answers, ...subquestions])
  if (questions.length > questionsMost || parts.length > partsMost) throw new Invalid('file-large', 422)
  const lime = new Lime(survey, languages, report)
  const definition = mend(define(lime), report)
  countLosses(lime)
  return { definition, report, lime }
}

/**
 * A LimeSurvey archive: its structure and, from k responses, their counts. Tokens are not so much as opened.
 * @throws Invalid as `importLime`
 */
export async function importLimeArchive(archive: Archive, k: number): Promise<Imported> {
  const structure = archive.names.find(name => name.endsWith('.lss'))
  if (!structure) throw new Invalid('file-unknown', 422)
  const { lime, definition, report } = await importLime(archive.open(structure, surveyMost))
  const responses = archive.names.find(name => name.endsWith('_responses.lsr') || name.endsWith('.lsr'))
  const tally = responses
    ? await tallyResponses(lime, definition, archive.open(responses, responsesMost), k)
    : undefined
  for (const name of archive.names) {
    if (name.endsWith('.lst')) {
      lose(report, '', 'tokens', name)
      lose(report, '', 'names', name)
    } else if (name !== structure && name !== responses) lose(report, '', 'file-ignored', name)
  }
  return { definition, report, ...(tally && { tally }) }
}

function define(lime: Lime): Definition {
  const { survey, report } = lime
  const pages = survey.groups.map((group): { group: LimeGroup; drafts: Draft[] } => ({
    group,
    drafts: group.questions.flatMap(question => {
      const drafts = convertQuestion(lime, question)
      const parts = question.answers.length + question.subquestions.length
      report.questions.found += 1
      report.choices.found += parts
      if (drafts.length > 0) {
        report.questions.kept += 1
        report.choices.kept += parts
      } else if (!isTrivial(question.relevance)) report.conditions.found += 1
      if (question.scripted) lose(report, drafts[0]?.question.code ?? question.title, 'script', 'script')
      return drafts
    }),
  }))
  const drafted = pages.map(
    ({ group, drafts }): DraftPage => ({ page: pageOf(lime, group, drafts), group, drafts }),
  )
  placeConditions(lime, drafted)
  const title = lime.line(survey.title, '')
  const introduction = lime.text(joined(survey.description, survey.welcome), '')
  const thanks = lime.text(survey.end, '')
  const definition: Definition = {
    languages: lime.languages,
    title: Object.keys(title).length > 0 ? title : lime.fixed('Sans titre', 'Untitled'),
    ...(introduction && { introduction }),
    ...(thanks && { thanks }),
    pages: drafted.map(({ page }) => page).filter(page => page.questions.length > 0 || page.introduction),
  }
  placeInsertions(lime, definition, drafted)
  return definition
}

function pageOf(lime: Lime, group: LimeGroup, drafts: Draft[]): Page {
  const code = lime.codes.take(`page${lime.survey.groups.indexOf(group) + 1}`)
  const title = lime.line(group.name, code)
  const introduction = lime.text(group.description, code)
  return {
    code,
    ...(Object.keys(title).length > 0 && { title }),
    ...(introduction && { introduction }),
    questions: drafts.map(({ question }) => question),
  }
}

const joined = (one: LimeWords, two: LimeWords): LimeWords =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(two)])].map(language => [
      language,
      `<p>${one[language] ?? ''}</p><p>${two[language] ?? ''}</p>`,
    ]),
  )

/** Turns `{code.shown}` into our `{code}`; other expressions in a text become an ellipsis, and a note. */
function placeInsertions(lime: Lime, definition: Definition, pages: DraftPage[]): void {
  const questions = new Map(pages.flatMap(({ page }) => page.questions).map(one => [one.code, one]))
  const unsayable = new Map<string, Set<string>>()
  for (const { place, words } of wordsOf(definition)) {
    for (const [language, text] of Object.entries(words)) {
      words[language] = text.replace(/\{(?!\s)([^{}]+)\}/g, (_, marked: string) => {
        const expression = marked.replace(/\\(?=[\\*[\]`_])/g, '')
        const target = lime.find(expression.trim())
        if (target && target.choice === undefined) return `{${target.key}}`
        unsayable.set(place, (unsayable.get(place) ?? new Set()).add(`{${expression}}`))
        return '…'
      })
    }
  }
  for (const [place, expressions] of unsayable) {
    const all = [...expressions].join(' ')
    lose(lime.report, place, 'insertion-unsayable', all)
    annotate(questions.get(place), all)
  }
}

/** What a LimeSurvey holds beside its questions, and what some of them ask that ours cannot. */
function countLosses({ survey, report }: Lime): void {
  const tables = { quota: 'quota', assessments: 'assessment' } as const
  for (const [table, why] of Object.entries(tables)) {
    const rows = survey.tables.get(table)
    if (rows) lose(report, '', why, String(rows))
  }
  lose(report, '', 'mails')
  for (const question of survey.groups.flatMap(group => group.questions)) {
    const { title, attributes } = question
    if (survey.defaults.has(question.qid)) lose(report, title, 'default')
    if (question.pattern) lose(report, title, 'validation', question.pattern)
    for (const name of [
      'em_validation_q',
      'em_validation_sq',
      'equals_num_value',
      'min_num_value',
      'max_num_value',
    ])
      for (const value of new Set(Object.values(attributes.get(name) ?? {})))
        lose(report, title, 'validation', `${name}: ${value}`)
  }
}
