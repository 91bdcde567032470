import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { Locale } from '../../http/words.ts'
import { questionsOf } from '../../surveys/definition.ts'
import type { Viewer } from '../../union/scope.ts'
import { atomsIn, listScopes, ownPlaces, type Scope } from '../scope.ts'
import type { Frozen } from './frozen.ts'
import { type KeptRates, listKeptRates } from './kept-rate.ts'
import { type QuestionReport, type QuestionRow, reportQuestions } from './question-report.ts'
import type { Reading } from './reading.ts'
import { readSums } from './sum.ts'
import { speakingOf } from './survey-report.ts'

export interface Asked {
  /** The code of a question, or the key of a matrix's row. */
  key: string
  text: string
}

export interface ComparedSection {
  scope: Scope
  /** By row of what is asked: one, or each choice of a ranking. */
  readings: (Reading | null)[]
}

/** The sections of a survey beside each other, for one question. */
export interface SectionComparison {
  /** What may be compared, by question. */
  asked: Asked[]
  chosen: Asked
  question: QuestionReport
  /** All, then by region the region and its sections that can be shown. */
  lines: ComparedSection[]
  /** null where none is told. */
  rates: KeptRates | null
  /** Sections whose responses are too few: counted with the region, or with all. */
  pooled: { name: string; region_name: string }[]
}

const rowsOf = (question: QuestionReport, key: string): QuestionRow[] =>
  question.kind === 'matrix' ? question.rows.filter(row => row.key === key) : question.rows

const keysOf = (question: QuestionReport): Asked[] =>
  question.kind === 'matrix'
    ? question.rows.map(({ key, text }) => ({ key, text: `${question.text} · ${text}` }))
    : [{ key: question.code, text: question.text }]

/** All, the regions each followed by its sections, then sections that no region of the viewer's holds. */
function inRegions(scopes: Scope[]): Scope[] {
  const sections = scopes.filter(({ kind }) => kind === 'section')
  const regions = scopes.filter(({ kind }) => kind === 'region')
  const inside = (region: Scope) => sections.filter(({ id }) => id !== null && region.section_ids.has(id))
  const alone = sections.filter(section => !regions.some(region => inside(region).includes(section)))
  return [
    ...scopes.filter(({ kind }) => kind === 'union'),
    ...regions.flatMap(region => [region, ...inside(region)]),
    ...alone,
  ]
}

/**
 * Compares the viewer's sections.
 * @param key of what is asked; the first question without
 * @throws NotFound for a question that is not there, or that nothing can be counted of
 */
export async function compareSections(
  db: Db,
  viewer: Viewer,
  frozen: Frozen,
  key: string | undefined,
  locale: Locale,
): Promise<SectionComparison> {
  const { survey, places, atoms } = frozen
  const speaking = speakingOf(survey, locale)
  const questions = questionsOf(survey.definition)
  const blank = reportQuestions(speaking, questions, []).filter(({ rows }) => rows.length > 0)
  const asked = blank.flatMap(keysOf)
  const chosen = key === undefined ? asked[0] : asked.find(one => one.key === key)
  const code = blank.find(question => keysOf(question).some(one => one.key === chosen?.key))?.code
  const question = questions.find(one => one.code === code)
  if (!chosen || !question) throw new NotFound()
  const items = speaking.items.filter(item => item.question.code === code && !item.text)
  const own = atoms.filter(({ partition }) => partition === items[0]?.part)
  const scopes = inRegions(listScopes(viewer, survey, places)).filter(scope => atomsIn(scope, own).length > 0)
  const sums = await readSums(
    db,
    survey.id,
    scopes.map(scope => atomsIn(scope, own)),
    items.map(({ key }) => key),
  )
  const [report] = reportQuestions(speaking, [question], sums)
  const rows = rowsOf(report as QuestionReport, chosen.key)
  const shown = new Set(scopes.map(({ id }) => id))
  return {
    asked,
    chosen,
    question: { ...(report as QuestionReport), rows },
    lines: scopes.map((scope, index) => ({ scope, readings: rows.map(row => row.readings[index] ?? null) })),
    rates: await listKeptRates(db, viewer, frozen),
    pooled: ownPlaces(viewer, places)
      .filter(({ section_id }) => places.length > 1 && !shown.has(section_id))
      .map(({ section_name, region_name }) => ({ name: section_name, region_name })),
  }
}
