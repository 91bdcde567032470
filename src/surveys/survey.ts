import { randomBytes, randomUUID } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { type Definition, readDefinition, structureOf } from './definition.ts'
import { type SurveyPhase, surveyPhaseOf } from './phase.ts'
import type { Survey, SurveyAct, SurveyActKind, SurveysTable } from './tables.ts'

/** A survey with its newest questions, what was done to it and the phase that follows. */
export interface SurveyState extends Survey {
  definition: Definition
  acts: SurveyAct[]
  phase: SurveyPhase
}

type ReadDefinition = (survey: Survey) => Promise<Definition>

async function withState(
  db: Kysely<Database>,
  survey: Survey | undefined,
  read: ReadDefinition = ({ id, version }) => getDefinition(db, id, version),
): Promise<SurveyState> {
  if (!survey) throw new NotFound()
  const acts = await db
    .selectFrom('survey_acts')
    .selectAll()
    .where('survey_id', '=', survey.id)
    .orderBy('created_at')
    .execute()
  return { ...survey, definition: await read(survey), acts, phase: surveyPhaseOf(survey, acts) }
}

/** @param read where its questions come from, if not from the database @throws NotFound */
export const getSurvey = async (
  db: Kysely<Database>,
  id: string,
  read?: ReadDefinition,
): Promise<SurveyState> =>
  withState(db, await db.selectFrom('surveys').selectAll().where('id', '=', id).executeTakeFirst(), read)

/** As `getSurvey`. */
export const getSurveyBySlug = async (
  db: Kysely<Database>,
  slug: string,
  read?: ReadDefinition,
): Promise<SurveyState> =>
  withState(db, await db.selectFrom('surveys').selectAll().where('slug', '=', slug).executeTakeFirst(), read)

/** Holds a survey until the transaction ends. @throws NotFound */
export const lockSurvey = async (trx: Trx, id: string): Promise<SurveyState> =>
  withState(
    trx,
    await trx.selectFrom('surveys').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(),
  )

/** The questions of a version, the newest one without. @throws NotFound */
export async function getDefinition(
  db: Kysely<Database>,
  surveyId: string,
  version?: number,
): Promise<Definition> {
  const row = await db
    .selectFrom('survey_versions')
    .select('definition')
    .where('survey_id', '=', surveyId)
    .$if(version !== undefined, query => query.where('version', '=', version as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row.definition
}

/** An address that says nothing, until its owner chooses one. */
const silentSlug = (): string => `enquete-${randomBytes(5).toString('hex')}`

export type NewSurvey = Omit<Insertable<SurveysTable>, 'id' | 'slug' | 'version' | 'revision'> & {
  slug?: string
}

/** Creates a draft with its own key. @returns its id */
export async function createSurvey(
  trx: Trx,
  keys: DataKeys,
  { slug = silentSlug(), ...survey }: NewSurvey,
  definition: Definition,
): Promise<string> {
  const id = randomUUID()
  await keys.create(trx, `survey:${id}`)
  await trx
    .insertInto('surveys')
    .values({ ...survey, id, slug })
    .execute()
  await trx
    .insertInto('survey_versions')
    .values({ survey_id: id, version: 1, definition: JSON.stringify(definition) })
    .execute()
  return id
}

/**
 * Saves the questions of a draft, or the corrected words of one that was launched, as a version of its own.
 * @param revision the one that was read before the edit
 * @returns the new revision
 * @throws Conflict when somebody saved in between; Invalid `survey-structure` when more than words change
 *   after launch, `survey-shape`
 */
export async function saveDefinition(
  trx: Trx,
  surveyId: string,
  revision: number,
  definition: Definition,
): Promise<number> {
  const survey = await lockSurvey(trx, surveyId)
  if (survey.revision !== revision) throw new Conflict()
  const saved = { definition: JSON.stringify(readDefinition(definition)) }
  const isDraft = survey.phase === 'draft'
  if (isDraft) {
    await trx
      .updateTable('survey_versions')
      .set(saved)
      .where('survey_id', '=', surveyId)
      .where('version', '=', survey.version)
      .execute()
  } else {
    const before = await getDefinition(trx, surveyId, survey.version)
    if (structureOf(before) !== structureOf(definition)) throw new Invalid('survey-structure', 422)
    await trx
      .insertInto('survey_versions')
      .values({ survey_id: surveyId, version: survey.version + 1, ...saved })
      .execute()
  }
  await trx
    .updateTable('surveys')
    .set({ revision: revision + 1, ...(!isDraft && { version: survey.version + 1 }) })
    .where('id', '=', surveyId)
    .execute()
  return revision + 1
}

/** Writes down that something was done, and by whom; the phase follows from it. */
export async function recordSurveyAct(
  trx: Trx,
  surveyId: string,
  act: SurveyActKind,
  accountId: string | null,
  reason = '',
): Promise<void> {
  // Answering holds this row while it commits: none is kept after the act that ends it.
  await trx.selectFrom('surveys').select('id').where('id', '=', surveyId).forUpdate().execute()
  await trx
    .insertInto('survey_acts')
    .values({ survey_id: surveyId, act, account_id: accountId, reason })
    .execute()
}
