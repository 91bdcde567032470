import { sql } from 'kysely'
import t from 'tap'
import { leaseJobs, postponeJob } from '../../src/jobs/queue.ts'
import type { Run } from '../../src/jobs/worker.ts'
import { updateRound, updateRun } from '../../src/petitions/update.ts'
import { roundKind, roundRun, startRound } from '../../src/surveys/launch/round.ts'
import { openDraft, publish } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import { openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t, { SMTP_URL: '' })
const { vault } = unisson
const { db } = vault
await publish(unisson)
const samira = await signIn(unisson, 'section-leader')
const { id: section_id } = await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()

const countMails = async (kind: string) =>
  (await db.selectFrom('jobs').select('id').where('kind', '=', kind).execute()).length

/** Runs a round that makes way after every step, as a worker would. @returns how many mails waited after each */
async function walk(run: Run, round: string, mail: string): Promise<number[]> {
  const counts: number[] = []
  for (let code = 'paced'; code === 'paced'; ) {
    const [job] = await leaseJobs(db, [round], 1)
    if (!job) throw new Error('no round waits')
    code = await run(job).catch(error => error.code)
    if (code === 'paced') await postponeJob(db, job, new Date(0), code, false)
    counts.push(await countMails(mail))
  }
  return counts
}

t.test('an update to many makes way after a while, and goes on where it was', async t => {
  const { id } = await openDraft(unisson, samira)
  await sql`insert into signatures (petition_id, id, sealed, name_visibility, news, contact, locale, text_version,
      text_hash, confirmed_on)
    select ${id}, gen_random_uuid(), '', 'counted', true, false, 'fr', 1, '', current_date
    from generate_series(1, 5001)`.execute(db)
  await post(unisson, `/manage/petitions/${id}/updates`, { title: 'Reçus', text: 'Venez.' }, samira.cookie)
  t.same(await walk(updateRun(db, 0), updateRound, 'mail.petition-update'), [5_000, 5_001])
})

t.test('a round of invitations makes way after a while, and goes on where it was', async t => {
  const survey = await openSurvey(unisson, { section_id, audience: 'invited' })
  await sql`insert into survey_sections (survey_id, section_id) values (${survey.id}, ${section_id})
    on conflict do nothing`.execute(db)
  await sql`insert into members (id, section_id, sealed, address_index, locale)
    select id, ${section_id}, '', uuid_send(id), 'fr'
    from (select gen_random_uuid() as id from generate_series(1, 1001)) as made`.execute(db)
  const { account_id } = samira
  await db
    .transaction()
    .execute(trx => startRound(trx, { survey_id: survey.id, kind: 'invitation', account_id }))
  t.same(await walk(roundRun(vault, 0), roundKind, 'mail.survey-invitation'), [1_000, 1_001])
})
