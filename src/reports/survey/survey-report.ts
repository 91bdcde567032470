import type { Db } from '../../database.ts'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { type Correction, listCorrections } from '../../surveys/correction.ts'
import type { Page } from '../../surveys/definition.ts'
import { headOf } from '../../surveys/head.ts'
import type { SurveyState } from '../../surveys/survey.ts'
import type { Viewer } from '../../union/scope.ts'
import { leastOf, sectionLeastOf } from '../freezing/parting.ts'
import { countedItems } from '../item.ts'
import { findResponseRate } from '../response-rate.ts'
import { atomsIn, chooseScope, listScopes, type Place, type Scope } from '../scope.ts'
import type { Partition } from '../tables.ts'
import { type Breakdown, type Column, categoriesOf, chooseCategory, columnsOf, ofCategory } from './column.ts'
import { type Frozen, isLast, kOf } from './frozen.ts'
import { type QuestionReport, reportQuestions, type Speaking } from './question-report.ts'
import { type Sums, sumSets } from './sum.ts'

/** What a reader asks for, as an address spells it. There is nothing else to choose by. */
export interface Choice {
  scope?: string
  /** A code of the breakdown's; '*' sets them all side by side. */
  category?: string
  period?: string
}

/** The end of an address that asks for this, and for what else a page is asked for. */
export function queryOf(asked: Record<string, string | number | undefined>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) given.set(name, String(value))
  return given.size > 0 ? `?${given}` : ''
}

/** Everything a survey's report says, as plain data: pages and files only set it. */
export interface SurveyReport {
  id: string
  title: string
  /** Of its words, where the page's language is not among them. */
  language: string
  audience: SurveyState['audience']
  kind: SurveyState['kind']
  k: { ordinary: number; sensitive: number }
  /** The fewest of a section that has figures of its own. */
  section_least: number
  /** Members added in the fortnight before the launch. */
  recent_additions: number
  /** Questions that read otherwise than when the survey was launched. */
  corrections: Correction[]
  period: number
  periods: { period: number; frozen_on: string }[]
  frozen_on: string
  /** Responses to the whole survey, null where that is not told, and those in a group large enough to be shown. */
  responses: { all: number | null; shown: number }
  /** Whole percent of those invited in the chosen scope; null where it is not told. */
  rate: number | null
  scopes: Scope[]
  breakdown: Breakdown | null
  /** '' for everybody, '*' for all categories side by side. */
  category: string
  /** The chosen one first. */
  columns: Column[]
  /** Sections of the viewer's that are too small for figures of their own. */
  pooled: Place[]
  pages: { title: string; questions: QuestionReport[] }[]
}

export function speakingOf(survey: SurveyState, locale: Locale): Speaking {
  const { t, number, date } = voice(locale)
  const items = countedItems(survey.definition)
  return {
    definition: survey.definition,
    items,
    k: { ordinary: leastOf('ordinary', survey), sensitive: leastOf('sensitive', survey) },
    language: headOf(survey, locale).language,
    locale,
    say: t,
    number,
    date,
  }
}

function responsesOf(partitions: Partition[]): SurveyReport['responses'] {
  const { response_count: all = 0, shown_count: shown = 0 } =
    partitions.find(({ partition }) => partition === 'ordinary') ?? partitions[0] ?? {}
  return { all, shown }
}

/** Kept at the close: beside an earlier period it would be a figure that came later. */
export const findRate = async (db: Db, frozen: Frozen, scope: Scope): Promise<number | null> =>
  isLast(frozen) ? ((await findResponseRate(db, frozen.survey.id, scope)) ?? null) : null

/** The pages of a survey that have something to report. @param sums of each column */
export function reportPages(survey: SurveyState, sums: Sums[], locale: Locale): SurveyReport['pages'] {
  const speaking = speakingOf(survey, locale)
  const title = ({ title }: Page) => title?.[speaking.language] ?? Object.values(title ?? {})[0] ?? ''
  return survey.definition.pages
    .map(page => ({ title: title(page), questions: reportQuestions(speaking, page.questions, sums) }))
    .filter(({ questions }) => questions.length > 0)
}

/**
 * The report of a frozen survey over the scope and category a reader chose.
 * @param pick the pages to report on
 * @throws NotFound for a scope that is not the viewer's, or a category that is none of the survey's
 */
export async function reportSurvey(
  db: Db,
  viewer: Viewer,
  frozen: Frozen,
  { scope: asked, category: wanted = '' }: Choice,
  locale: Locale,
): Promise<SurveyReport> {
  const { survey, places, atoms, partitions, freezings, period } = frozen
  const speaking = speakingOf(survey, locale)
  const scopes = listScopes(viewer, survey, places)
  const scope = chooseScope(scopes, asked, atoms)
  const breakdown = categoriesOf(frozen, speaking)
  const category = chooseCategory(frozen, breakdown, wanted)
  const columns = columnsOf(scope, scopes, breakdown, category)
  const sets = columns.map(column => ofCategory(atomsIn(column.scope, atoms), column.category))
  const sums = await sumSets(db, survey.id, sets)
  const least = kOf(frozen, 'ordinary')
  const told = new Set(atoms.map(atom => atom.section_id))
  const { id, audience, kind } = survey
  return {
    id,
    ...headOf(survey, locale),
    audience,
    kind,
    k: { ordinary: least, sensitive: kOf(frozen, 'sensitive') },
    section_least: sectionLeastOf(least, survey),
    recent_additions: survey.recent_additions ?? 0,
    corrections: await listCorrections(db, survey, speaking.language),
    period,
    periods: freezings,
    frozen_on: freezings.find(one => one.period === period)?.frozen_on ?? '',
    responses: responsesOf(partitions),
    rate: await findRate(db, frozen, scope),
    scopes: scopes.filter(one => one === scope || atomsIn(one, atoms).length > 0),
    breakdown,
    category,
    columns: columns.map((column, index) => ({ ...column, base: sums[index]!.base })),
    pooled: places.filter(
      ({ section_id }) => !told.has(section_id) && scopes.some(one => one.own && one.id === section_id),
    ),
    pages: reportPages(survey, sums, locale),
  }
}
