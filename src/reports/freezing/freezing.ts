import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { Later } from '../../jobs/worker.ts'
import type { Sealer } from '../../seal/sealer.ts'
import type { Vault } from '../../seal/vault.ts'
import { surveyKey } from '../../surveys/invitation.ts'
import { countBeside } from '../../surveys/participation.ts'
import { isPeriodOver } from '../../surveys/period.ts'
import { dropLostBatches, lockOpenBatch, openBatch, spendBatches } from '../../surveys/response/batch.ts'
import { currentPool, destroySpent, holdPool } from '../../surveys/response/pool.ts'
import { walkResponses } from '../../surveys/response/walk.ts'
import { getSurvey, lockSurvey, recordSurveyAct, type SurveyState } from '../../surveys/survey.ts'
import { keepResponseRates } from '../response-rate.ts'
import { keepTexts } from '../written/text.ts'
import { checkSums, keepPartings } from './kept-parting.ts'
import { Census, type Parting } from './parting.ts'

/** What ended: a period of a survey that goes on, or the survey. */
type End = 'period' | 'close'

/** The surveys whose answers are to become counters now. */
export async function listDue(db: Db | Trx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from surveys s
    join lateral (
      select act from survey_acts where survey_id = s.id order by created_at desc limit 1
    ) last on true
    where last.act = 'closure'
      or last.act = 'launch' and (closes_on < (now() at time zone 'utc')::date or exists (
        select from survey_periods p
        where p.survey_id = s.id and p.ends_on < (now() at time zone 'utc')::date
          and p.period > (select count(*) from freezings f where f.survey_id = s.id)))
      or imported_tally is not null`.execute(db)
  return rows.map(({ id }) => id)
}

/** @throws Later while the survey is mixed or frozen elsewhere */
async function holdFreezing(trx: Trx, id: string): Promise<void> {
  if (!(await holdPool(trx, id))) throw new Later('held', new Date(Date.now() + 10_000))
}

/** Lets no more responses into what is to be frozen; the next period has a batch of its own at once. */
async function endPeriod(db: Db, sealer: Sealer, id: string): Promise<End | undefined> {
  return db.transaction().execute(async trx => {
    await holdFreezing(trx, id)
    const { kind, phase } = await lockSurvey(trx, id)
    const end = phase === 'closed' ? 'close' : (await isPeriodOver(trx, id)) ? 'period' : undefined
    if (!end || phase === 'frozen' || kind === 'named') return phase === 'frozen' ? undefined : end
    const batch = await lockOpenBatch(trx, id)
    if (batch) await trx.updateTable('batches').set({ open: false }).where('id', '=', batch.id).execute()
    if (end === 'period') await openBatch(trx, sealer, id)
    return end
  })
}

async function readRegions(trx: Trx, surveyId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; region_id: string }>`
    select s.id, coalesce(c.region_id, s.region_id) as region_id from sections s
    join survey_sections c on c.section_id = s.id where c.survey_id = ${surveyId}`.execute(trx)
  return new Map(rows.map(({ id, region_id }) => [id, region_id]))
}

/** The batches that a freezing takes in, read once: another that closes meanwhile is left to the next. */
async function listClosed(trx: Trx, surveyId: string): Promise<string[]> {
  const batches = trx.selectFrom('batches').select('id').where('survey_id', '=', surveyId)
  const closed = await batches.where('open', '=', false).where('spent', '=', false).execute()
  return closed.map(({ id }) => id)
}

/** Rows and batches go in the act that counted them: as many as were read, else none. */
async function destroyResponses(trx: Trx, surveyId: string, batches: string[], read: number): Promise<void> {
  const mixed = await trx.deleteFrom('responses').where('survey_id', '=', surveyId).executeTakeFirst()
  const staged = await spendBatches(trx, batches)
  if (Number(mixed.numDeletedRows) + staged !== read)
    throw new Error('Other responses were read than are there.')
}

/**
 * Whether it may be said how many responses are in no figure: they came from the sections that no atom holds, and a
 * number of them is a line of participation like another.
 */
async function isMissingTold(
  trx: Trx,
  { id, k, audience }: SurveyState,
  { atoms, responses, shown }: Parting,
): Promise<boolean> {
  if (audience === 'link' || responses === shown) return true
  const held = atoms.flatMap(({ cells }) => cells.flatMap(({ section_id }) => section_id ?? []))
  return (await countBeside(trx, id, held)) >= 2 * k
}

async function freeze(
  trx: Trx,
  { keys, db }: Vault,
  sealer: Sealer,
  survey: SurveyState,
  batches: string[],
  stopping?: AbortSignal,
): Promise<number> {
  const pool = await currentPool(trx, survey.id)
  const named = survey.kind === 'named' ? await surveyKey({ db, keys }, survey.id) : undefined
  const walk = () => walkResponses(trx, { survey, pool, batches, sealer, named, stopping })
  const census = new Census(survey.definition)
  let read = 0
  for await (const response of walk()) {
    census.add(response)
    read += 1
  }
  const partings = census.part(survey, await readRegions(trx, survey.id))
  for await (const response of walk()) for (const parting of partings) parting.add(response)
  await keepPartings(trx, pool, partings, await isMissingTold(trx, survey, partings[0] as Parting))
  await checkSums(trx, pool, partings)
  await keepTexts(trx, keys, survey.id, partings.find(({ part }) => part === 'sensitive') as Parting, walk)
  return read
}

/**
 * Makes the answers of a survey that is over, or of a period that is, into counters and texts cut from them, for
 * good; a sealed survey's responses and the keys that sealed them are destroyed in the same act. All of it or nothing.
 * @returns how it went, in a word
 * @param stopping ends when the worker does
 * @throws Later while the survey is being mixed, as soon as the worker stops, and where it was frozen before the
 *   database was restored
 */
export async function freezeSurvey(
  vault: Vault,
  sealer: Sealer,
  id: string,
  stopping?: AbortSignal,
): Promise<string> {
  const { db } = vault
  if (sealer.pools.isFrozen(await currentPool(db, id)))
    throw new Later('frozen-before', new Date(Date.now() + 3_600_000))
  const end = await endPeriod(db, sealer, id)
  if (!end) return 'not-due'
  await dropLostBatches(db, sealer)
  await db.transaction().execute(async trx => {
    await holdFreezing(trx, id)
    const survey = await getSurvey(trx, id)
    if (survey.phase === 'frozen' || (end === 'period' && !(await isPeriodOver(trx, id)))) return
    const batches = await listClosed(trx, id)
    const read = await freeze(trx, vault, sealer, survey, batches, stopping)
    if (survey.kind === 'sealed') await destroyResponses(trx, id, batches, read)
    if (end === 'period') return
    await keepResponseRates(trx, survey)
    await recordSurveyAct(trx, id, 'freezing', null)
  })
  await destroySpent(db, sealer)
  return 'frozen'
}
