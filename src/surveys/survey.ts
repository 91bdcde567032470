import { randomUUID } from 'node:crypto'
import { type Insertable, type Kysely, sql } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Definition } from './definition.ts'
import type { Survey, SurveyAct, SurveysTable } from './tables.ts'

export type SurveyPhase = 'draft' | 'open' | 'closed'

/** A survey with its newest definition, what was done to it, and the phase that follows. */
export interface SurveyState extends Survey {
  definition: Definition
  acts: SurveyAct[]
  phase: SurveyPhase
}

/** @param day the day it is asked for, '2026-11-23' */
export function surveyPhaseOf(
  { closes_on }: Pick<Survey, 'closes_on'>,
  acts: Pick<SurveyAct, 'act'>[],
  day = new Date().toISOString().slice(0, 10),
): SurveyPhase {
  const last = acts.at(-1)?.act
  if (!last) return 'draft'
  return last === 'closure' || (closes_on !== null && day > closes_on) ? 'closed' : 'open'
}

async function withState(db: Kysely<Database>, survey: Survey | undefined): Promise<SurveyState> {
  if (!survey) throw new NotFound()
  const [acts, { definition }] = await Promise.all([
    db
      .selectFrom('survey_acts')
      .selectAll()
      .where('survey_id', '=', survey.id)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('survey_versions')
      .select('definition')
      .where('survey_id', '=', survey.id)
      .where('version', '=', survey.version)
      .executeTakeFirstOrThrow(),
  ])
  return { ...survey, definition: definition as Definition, acts, phase: surveyPhaseOf(survey, acts) }
}

/** @throws NotFound */
export const getSurvey = async (db: Kysely<Database>, id: string): Promise<SurveyState> =>
  withState(db, await db.selectFrom('surveys').selectAll().where('id', '=', id).executeTakeFirst())

/** @throws NotFound */
export const getSurveyBySlug = async (db: Kysely<Database>, slug: string): Promise<SurveyState> =>
  withState(db, await db.selectFrom('surveys').selectAll().where('slug', '=', slug).executeTakeFirst())

/** Creates a draft with its own key. @returns its id */
export async function createSurvey(
  trx: Trx,
  keys: DataKeys,
  survey: Omit<Insertable<SurveysTable>, 'id'>,
  definition: Definition,
): Promise<string> {
  const id = randomUUID()
  await keys.create(trx, `survey:${id}`)
  await trx
    .insertInto('surveys')
    .values({ ...survey, id })
    .execute()
  await trx
    .insertInto('survey_versions')
    .values({ survey_id: id, version: 1, definition: JSON.stringify(definition) })
    .execute()
  return id
}

/**
 * Keeps a changed definition of a draft.
 * @param revision the one the change was made from
 * @throws Conflict when somebody changed it meanwhile
 */
export async function saveDefinition(
  trx: Trx,
  { id, version, revision }: Pick<Survey, 'id' | 'version' | 'revision'>,
  definition: Definition,
): Promise<void> {
  const held = await trx
    .updateTable('surveys')
    .set({ revision: sql`revision + 1` })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (held.numUpdatedRows !== 1n) throw new Conflict()
  await trx
    .updateTable('survey_versions')
    .set({ definition: JSON.stringify(definition) })
    .where('survey_id', '=', id)
    .where('version', '=', version)
    .execute()
}
