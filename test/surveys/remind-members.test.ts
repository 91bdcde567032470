import { sql } from 'kysely'
import t from 'tap'
import { listStandings } from '../../src/jobs/status.ts'
import { roundKind, roundRun } from '../../src/surveys/launch/round.ts'
import { createSurvey } from '../../src/surveys/survey.ts'
import { importFile } from '../members/stage.ts'
import { publish } from '../support/draft.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { type AddedMember, addMember, answerAll, nights } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let samira: Officer
let section_id: string

t.before(async () => {
  unisson = await openUnisson(t)
  samira = await signIn(unisson, 'section-leader')
  await publish(unisson)
  const { db } = unisson.vault
  section_id = (await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()).id
})

t.beforeEach(() => unisson.vault.db.deleteFrom('members').execute())

const manage = (id: string, path: string, fields: Record<string, string> = {}) =>
  post(unisson, `/manage/surveys/${id}/${path}`, fields, samira.cookie)
const correct = ({ id }: AddedMember, fields: Record<string, string>) =>
  post(unisson, `/manage/members/${id}`, { number: '', phone: '', locale: 'fr', ...fields }, samira.cookie)
const knownOf = ({ id }: AddedMember) =>
  unisson.vault.db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** A survey whose members were invited four days ago. */
async function launched(): Promise<string> {
  const { db, keys } = unisson.vault
  const id = await db
    .transaction()
    .execute(trx => createSurvey(trx, keys, { section_id, region_id: null }, nights))
  const audience = { audience: 'invited', kind: 'sealed', section_ids: section_id, purpose: 'Négocier.' }
  await manage(id, 'audience', audience)
  await manage(id, 'launch')
  await unisson.work()
  await db
    .updateTable('survey_rounds')
    .set({ created_at: sql`now() - interval '4 days'` })
    .where('survey_id', '=', id)
    .execute()
  return id
}

async function remind(id: string): Promise<void> {
  await manage(id, 'reminders')
  await unisson.work()
}

t.test('an address that an officer writes down after the invitation gets no mail of the survey', async t => {
  const samirasOwn = ['un', 'deux', 'trois'].map(name => `${name}@chez-samira.example`)
  const karim = await addMember(unisson, section_id, 'Karim')
  const lise = await addMember(unisson, section_id, 'Lise', 'L-1')
  const nour = await addMember(unisson, section_id, 'Nour')
  const awa = await addMember(unisson, section_id, 'Awa', 'A-1')
  await unisson.vault.db
    .updateTable('members')
    .set({ address_index: null })
    .where('id', '=', awa.id)
    .execute()
  const id = await launched()
  await correct(karim, { name: 'Karim', email: samirasOwn[0] as string })
  const lines = `Numéro;Nom;E-mail\nL-1;Lise;${samirasOwn[1]}\nA-1;Awa;${samirasOwn[2]}\n`
  await importFile(unisson, samira, section_id, lines)
  await remind(id)
  for (const address of samirasOwn) t.same(unisson.mailbox.to(address), [], address)
  for (const { email } of [karim, lise]) t.equal(unisson.mailbox.to(email).length, 1)
  t.equal(unisson.mailbox.to(nour.email).length, 2, 'who kept theirs is reminded')
})

t.test('who takes their address back, or writes it otherwise, is reminded', async t => {
  const ines = await addMember(unisson, section_id, 'Ines')
  const id = await launched()
  await correct(ines, { name: 'Ines', email: 'ailleurs@atelier.example' })
  await correct(ines, { name: 'Ines', email: ines.email.toUpperCase() })
  await remind(id)
  const mails = unisson.mailbox.mails.filter(({ text }) => text?.includes('/response'))
  t.match(mails.at(-1)?.subject, 'Il est encore temps')
})

t.test('that a reminder came back stands nowhere an officer reads', async t => {
  const rose = await addMember(unisson, section_id, 'Rose')
  const id = await launched()
  unisson.mailbox.refuse(550, '5.1.1')
  await remind(id)
  unisson.mailbox.refuse()
  t.equal((await knownOf(rose)).bounced_on, null)
})

t.test('as many reminders wait as there are invitations, whoever has answered', async t => {
  const { vault, mailbox } = unisson
  const members = [await addMember(unisson, section_id, 'Jo'), await addMember(unisson, section_id, 'Lea')]
  const id = await launched()
  await answerAll(unisson, mailbox.link(members[0]?.email ?? '', '/response'), { night: 'no', post: 'Quai' })
  await manage(id, 'reminders')
  const jobs = vault.db.selectFrom('jobs').selectAll().where('kind', '=', roundKind)
  await roundRun(vault)(await jobs.where('finished_at', 'is', null).executeTakeFirstOrThrow())
  const waiting = (await listStandings(vault.db)).filter(({ kind }) => kind === 'mail.survey-reminder')
  t.match(waiting, [{ state: 'waiting', count: 2 }])
  await unisson.work()
  t.same(
    members.map(({ email }) => mailbox.to(email).length),
    [1, 2],
  )
})
