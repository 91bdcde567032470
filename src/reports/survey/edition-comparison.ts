import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { Locale } from '../../http/words.ts'
import { findQuestion, questionsOf } from '../../surveys/definition.ts'
import type { SurveyState } from '../../surveys/survey.ts'
import type { Viewer } from '../../union/scope.ts'
import { listReadSurveys, type ReadingLine } from '../place/reading-list.ts'
import { getReadableSurvey } from '../readable.ts'
import { atomsIn, chooseScope, listScopes, type Scope } from '../scope.ts'
import type { Part } from '../tables.ts'
import { type Frozen, findFrozen, kOf } from './frozen.ts'
import type { Bin, Label, QuestionReport, QuestionRow } from './question-report.ts'
import { reportQuestions } from './question-report.ts'
import type { Reading } from './reading.ts'
import { sumSets } from './sum.ts'
import { type Choice, speakingOf } from './survey-report.ts'

/** One thing that both editions asked in the same words of code, and what each says. */
export interface ComparedRow extends Label {
  /** By answer both had: shares 0 to 1, null where it is not shown. */
  answers: (Bin & { now: number | null; before: number | null })[]
  now: Reading | null
  before: Reading | null
}

export interface ComparedQuestion extends Pick<QuestionReport, 'code' | 'kind' | 'text'> {
  /** Sensitive where both editions count it so. */
  part: Part
  rows: ComparedRow[]
}

export interface EditionComparison {
  /** What it may be compared with, the newest first. */
  others: ReadingLine[]
  other: ReadingLine | undefined
  scopes: Scope[]
  scope: Scope
  questions: ComparedQuestion[]
  /** The fewest of any group of either edition. */
  k: Record<Part, number>
}

function compareRow(now: QuestionReport, older: QuestionReport, row: QuestionRow): ComparedRow[] {
  const same = older.rows.find(one => one.key === row.key)
  if (!same) return []
  const [reading = null] = row.readings
  const [earlier = null] = same.readings
  const answers = now.bins.flatMap((bin, at) => {
    const place = older.bins.findIndex(one => one.code === bin.code)
    return place < 0
      ? []
      : [{ ...bin, now: reading?.shares[at] ?? null, before: earlier?.shares[place] ?? null }]
  })
  return answers.length > 0
    ? [{ code: row.code, text: row.text, answers, now: reading, before: earlier }]
    : []
}

/** What two surveys asked under the same codes, in the order and words of the newer. */
export function matchQuestions(now: QuestionReport[], then: QuestionReport[]): ComparedQuestion[] {
  return now.flatMap(question => {
    const earlier = then.find(({ code, kind }) => code === question.code && kind === question.kind)
    const rows = earlier ? question.rows.flatMap(row => compareRow(question, earlier, row)) : []
    const { code, kind, text } = question
    const part = question.part === earlier?.part ? question.part : 'ordinary'
    return rows.length > 0 ? [{ code, kind, text, part, rows }] : []
  })
}

function leastOfBoth(now: Frozen, then: Frozen): EditionComparison['k'] {
  const least = (part: Part) => Math.min(kOf(now, part), kOf(then, part))
  return { ordinary: least('ordinary'), sensitive: least('sensitive') }
}

async function readQuestions(
  db: Db,
  frozen: Frozen,
  scope: Scope,
  locale: Locale,
): Promise<QuestionReport[]> {
  const { survey, atoms } = frozen
  const sums = await sumSets(db, survey.id, [atomsIn(scope, atoms)])
  const questions = questionsOf(survey.definition)
  return reportQuestions(speakingOf(survey, locale), questions, sums)
}

async function getOther(db: Db, viewer: Viewer, id: string): Promise<[SurveyState, Frozen]> {
  const survey = await getReadableSurvey(db, viewer, id)
  const frozen = await findFrozen(db, survey)
  if (!frozen) throw new NotFound()
  return [survey, frozen]
}

/** Those among surveys that asked something under the same code and in the same way. */
async function listEditions(db: Db, survey: SurveyState, lines: ReadingLine[]): Promise<ReadingLine[]> {
  if (lines.length === 0) return []
  const rows = await db
    .selectFrom('surveys')
    .innerJoin('survey_versions', join =>
      join
        .onRef('survey_versions.survey_id', '=', 'surveys.id')
        .onRef('survey_versions.version', '=', 'surveys.version'),
    )
    .select(['surveys.id', 'definition'])
    .where(
      'surveys.id',
      'in',
      lines.map(({ id }) => id),
    )
    .execute()
  const asked = questionsOf(survey.definition)
  const editions = rows.filter(({ definition }) =>
    asked.some(({ code, kind }) => kind !== 'text' && findQuestion(definition, code)?.kind === kind),
  )
  const ids = new Set(editions.map(({ id }) => id))
  return lines.filter(({ id }) => ids.has(id))
}

/**
 * Sets a survey beside another edition of it: the same codes over the same scope; over the widest where the chosen one
 * is not shown in both.
 * @param otherId of the one it is compared with; without, the nearest in time
 * @throws NotFound for one that is not frozen, or not the viewer's to read; for a scope that is not the viewer's
 */
export async function compareEditions(
  db: Db,
  viewer: Viewer,
  frozen: Frozen,
  { scope: asked }: Choice,
  otherId: string | undefined,
  locale: Locale,
): Promise<EditionComparison> {
  const { survey } = frozen
  const read = await listReadSurveys(db, viewer, locale)
  const counted = read.filter(({ id, count }) => id !== survey.id && count !== null)
  const others = (await listEditions(db, survey, counted)).sort((one, other) =>
    other.day.localeCompare(one.day),
  )
  const other = otherId ? others.find(({ id }) => id === otherId) : others[0]
  if (otherId && !other) throw new NotFound()
  const own = listScopes(viewer, survey, frozen.places)
  const chosen = chooseScope(own, asked, frozen.atoms)
  if (!other)
    return { others, other, scopes: own, scope: chosen, questions: [], k: leastOfBoth(frozen, frozen) }
  const [earlier, then] = await getOther(db, viewer, other.id)
  const theirs = listScopes(viewer, earlier, then.places)
  const isShown = (scope: Scope | undefined, { atoms }: Frozen) =>
    scope !== undefined && atomsIn(scope, atoms).length > 0
  const among = (scope: Scope) => theirs.find(({ code }) => code === scope.code)
  const scopes = own.filter(scope => isShown(scope, frozen) && isShown(among(scope), then))
  // The widest, which comes first, is in every edition.
  const scope = scopes.includes(chosen) ? chosen : (own[0] as Scope)
  const [now, before] = await Promise.all([
    readQuestions(db, frozen, scope, locale),
    readQuestions(db, then, among(scope) as Scope, locale),
  ])
  return {
    others,
    other,
    scopes,
    scope,
    questions: matchQuestions(now, before),
    k: leastOfBoth(frozen, then),
  }
}
