import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { type BarChart, barChart } from '../../http/chart.ts'
import type { Locale, Translate } from '../../http/words.ts'
import { countMembers } from '../../members/member.ts'
import { isPublic, type Phase, phaseOf } from '../../petitions/phase.ts'
import { K } from '../../petitions/share.ts'
import type { Act } from '../../petitions/tables.ts'
import type { Viewer } from '../../union/scope.ts'
import { getSection, type SectionLine } from '../../union/section.ts'
import { listResponseRates } from '../response-rate.ts'
import { listReadSurveys, type ReadingLine } from './reading-list.ts'

export interface SignedPetition {
  id: string
  title: string
  day: string
  phase: Phase
  /** From the section: a multiple of k rounded down, or a little less. */
  count: number
}

export interface AnsweredSurvey extends ReadingLine {
  /** From the section; null where they were too few and are counted higher up. */
  responses: number | null
  /** Whole percent; null where it is not told. */
  rate: number | null
}

/** What is told of a section's responses to a survey: how many, else that they are counted higher up, or not yet. */
export const sayResponses = (t: Translate, { count, responses }: AnsweredSurvey): number | string =>
  responses ?? t(count === null ? 'report.list.later' : 'report.section.pooled')

/** What a section has done across petitions and surveys, the newest first. */
export interface SectionReport {
  section: SectionLine
  members: number
  petitions: SignedPetition[]
  surveys: AnsweredSurvey[]
  k: number
}

async function listSigned(db: Db, sectionId: string, locale: Locale): Promise<SignedPetition[]> {
  const rows = await db
    .selectFrom('petition_shares')
    .innerJoin('petitions', 'petitions.id', 'petition_shares.petition_id')
    .innerJoin('petition_texts', join =>
      join
        .onRef('petition_texts.petition_id', '=', 'petitions.id')
        .onRef('petition_texts.version', '=', 'petitions.text_version'),
    )
    .distinctOn('petitions.id')
    .select([
      'petitions.id',
      'title',
      'opens_on',
      'closes_on',
      'petition_shares.count',
      sql<
        Act[]
      >`array(select act from petition_acts where petition_id = petitions.id order by created_at)`.as('acts'),
      'petitions.created_at',
    ])
    .where('dimension', '=', 'section')
    .where('part', '=', sectionId)
    .orderBy('petitions.id')
    .orderBy(sql`petition_texts.locale <> ${locale}`)
    .execute()
  return rows
    .map(({ acts, created_at, closes_on, opens_on, ...row }) => ({
      ...row,
      day: opens_on ?? created_at.toISOString().slice(0, 10),
      phase: phaseOf(
        { opens_on, closes_on },
        acts.map(act => ({ act })),
      ),
    }))
    .filter(({ phase }) => isPublic(phase))
    .sort((one, other) => other.day.localeCompare(one.day))
}

/** Responses of a section by survey, where it has groups of its own. */
async function countResponses(db: Db, sectionId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('atoms')
    .select(['survey_id', sql<number>`sum(response_count)::int`.as('count')])
    .where('section_id', '=', sectionId)
    .where('partition', '=', 'ordinary')
    .groupBy('survey_id')
    .execute()
  return new Map(rows.map(row => [row.survey_id, row.count]))
}

/** @throws NotFound where it does not exist or lies outside the viewer's scope */
export async function reportSection(
  db: Db,
  viewer: Viewer,
  id: string,
  locale: Locale,
): Promise<SectionReport> {
  const section = await getSection(db, viewer, id)
  const asked = await db
    .selectFrom('survey_sections')
    .select('survey_id')
    .where('section_id', '=', id)
    .execute()
  const [responses, rates, surveys, signed, registers] = await Promise.all([
    countResponses(db, id),
    listResponseRates(db, id),
    listReadSurveys(db, viewer, locale),
    listSigned(db, id, locale),
    countMembers(db, [id]),
  ])
  const ids = new Set(asked.map(row => row.survey_id))
  return {
    section,
    members: registers.get(id)?.members ?? 0,
    petitions: signed,
    surveys: surveys
      .filter(survey => ids.has(survey.id))
      .map(survey => ({
        ...survey,
        responses: responses.get(survey.id) ?? null,
        rate: rates.get(survey.id) ?? null,
      }))
      .sort((one, other) => other.day.localeCompare(one.day)),
    k: K,
  }
}

/** Signatures and response rates as bars, the newest first. */
export function drawSection({ petitions, surveys }: SectionReport): {
  signatures: BarChart
  rates: BarChart
} {
  const told = surveys.filter(({ rate }) => rate !== null)
  return {
    signatures: barChart(petitions.map(({ title, count }) => ({ label: title, value: count }))),
    rates: barChart(
      told.map(({ title, rate }) => ({ label: title, value: rate ?? 0 })),
      30,
      100,
    ),
  }
}
