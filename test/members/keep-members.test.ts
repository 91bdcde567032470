import t from 'tap'
import { runSchedule } from '../../src/jobs/schedule.ts'
import { memberSchedules } from '../../src/members/jobs.ts'
import { post, signIn } from '../support/officers.ts'
import { get, importFile, listKnown, membersPath, openStage, sendFile } from './stage.ts'

const stage = await openStage(t)
const { app, samira, dourges, lille, vault } = stage
const { db } = vault

const inès = {
  name: 'Inès Benali',
  number: 'K-1',
  email: 'ines@atelier.example',
  phone: '',
  locale: 'fr',
}
const add = (fields: Record<string, string>, officer = samira, section = dourges) =>
  post(stage, membersPath(section), { ...inès, ...fields }, officer.cookie)
const find = async (number: string, section = dourges) =>
  (await listKnown(stage, section)).find(member => member.number === number)

async function runSchedules() {
  await db.deleteFrom('schedules').execute()
  for (const schedule of memberSchedules(vault.keys)) await runSchedule(db, schedule, app.log)
}

t.test('a member is added by hand, once', async t => {
  t.equal((await add({})).statusCode, 303)
  const again = await add({})
  t.equal(again.statusCode, 422)
  t.match(again.body, 'Ce numéro est déjà dans le registre')
  const mailbox = await add({ number: 'K-2', name: 'Rose' })
  t.match(mailbox.body, 'Cette adresse est déjà dans le registre')
  t.equal((await listKnown(stage, dourges)).length, 1)
})

t.test('what cannot be a member is said beside the field, what was typed stays', async t => {
  const faults: [Record<string, string>, RegExp][] = [
    [{ name: '' }, /Écrivez un nom/],
    [{ name: '=Inès' }, /commence par un signe qu’un tableur/],
    [{ number: '', email: '' }, /Écrivez une adresse e-mail/],
    [{ email: 'ines@' }, /ce qui suit l’arobase/],
    [{ phone: 'au bureau' }, /Écrivez un numéro de téléphone/],
    [{ number: '9'.repeat(41) }, /40 caractères au plus/],
    [{ locale: 'de' }, /ne fait pas partie des choix/],
  ]
  for (const [fields, words] of faults) {
    const answer = await add({ number: 'K-9', email: 'k9@atelier.example', ...fields })
    t.equal(answer.statusCode, 422)
    t.match(answer.body, words)
  }
  t.equal((await listKnown(stage, dourges)).length, 1)
})

t.test('somebody of another section moves when added by hand, with nothing but what was typed', async t => {
  const rose = await signIn(stage, 'section-leader', { name: 'Rose', section_ids: [lille] })
  t.equal((await add({ name: 'Inès Benali-Roux', email: '' }, rose, lille)).statusCode, 303)
  t.ok((await find('K-1'))?.gone_on)
  const moved = await find('K-1', lille)
  t.same([moved?.name, moved?.email], ['Inès Benali-Roux', ''])
  await add({})
  t.ok((await find('K-1', lille))?.gone_on)
  await db.deleteFrom('members').where('gone_on', 'is not', null).execute()
})

t.test('a correction changes what it says, and takes nobody else’s number or address', async t => {
  await add({ number: 'K-3', name: 'Karim', email: 'karim@atelier.example' })
  const karim = await find('K-3')
  const url = `/manage/members/${karim!.id}`
  const correct = (fields: Record<string, string>) =>
    post(stage, url, { ...inès, number: 'K-3', name: 'Karim', ...fields }, samira.cookie)
  t.match((await correct({ number: 'K-1', email: '' })).body, 'Ce numéro est déjà dans le registre')
  t.match((await correct({ email: 'INES@atelier.example' })).body, 'Cette adresse est déjà dans le registre')
  await db.updateTable('members').set({ bounced_on: '2026-11-01' }).where('id', '=', karim!.id).execute()
  t.match((await get(stage, samira, url)).body, 'L’adresse n’existe plus depuis le 1er novembre 2026')
  t.equal(
    (await correct({ name: 'Karim Moreau', email: 'karim.moreau@atelier.example', refuses: 'yes' }))
      .statusCode,
    303,
  )
  const corrected = await find('K-3')
  t.match(corrected, { name: 'Karim Moreau', email: 'karim.moreau@atelier.example', bounced_on: null })
  t.ok(corrected?.refused_on)
  await correct({ email: 'karim.moreau@atelier.example', refuses: '' })
  t.equal((await find('K-3'))?.refused_on, null)
})

t.test('a refusal of mail outlives the next file', async t => {
  const karim = await find('K-3')
  await db.updateTable('members').set({ refused_on: '2026-11-01' }).where('id', '=', karim!.id).execute()
  await importFile(stage, samira, dourges, 'Numéro;Nom;E-mail\nK-3;Karim;nouvelle@atelier.example\n')
  t.equal((await find('K-3'))?.refused_on, '2026-11-01')
})

t.test('who left is kept three months, then erased, and the log holds no name', async t => {
  const karim = await find('K-3')
  const url = `/manage/members/${karim!.id}`
  await post(stage, `${url}/departure`, {}, samira.cookie)
  t.ok((await find('K-3'))?.gone_on)
  await post(stage, `${url}/return`, {}, samira.cookie)
  t.equal((await find('K-3'))?.gone_on, null)
  const goneFor = (interval: string) =>
    db
      .updateTable('members')
      .set(eb => ({
        gone_on: eb.val(new Date(Date.now() - Number(interval) * 86_400_000).toISOString().slice(0, 10)),
      }))
      .where('id', '=', karim!.id)
      .execute()
  await goneFor('80')
  await runSchedules()
  t.ok(await find('K-3'))
  await goneFor('93')
  await runSchedules()
  t.notOk(await find('K-3'))
  const erased = await db
    .selectFrom('audit_events')
    .select('detail')
    .where('act', '=', 'members.erasure')
    .execute()
  t.same(erased, [{ detail: { members: 1 } }])
})

t.test('an erasure asks once more, and leaves nothing', async t => {
  const { id } = (await find('K-1'))!
  const url = `/manage/members/${id}/erasure`
  t.match((await get(stage, samira, url)).body, 'Effacer pour toujours')
  t.ok(await find('K-1'), 'looking erases nothing')
  t.equal((await post(stage, url, {}, samira.cookie)).statusCode, 303)
  t.notOk(await find('K-1'))
  t.equal((await post(stage, url, {}, samira.cookie)).statusCode, 404)
})

t.test('a file that nobody confirms within a day is destroyed', async t => {
  await sendFile(stage, samira, dourges, 'Numéro;Nom\nK-7;Eva\n')
  const chunks = () => db.selectFrom('spool_chunks').select('position').execute()
  await runSchedules()
  t.equal((await chunks()).length, 1)
  await db
    .updateTable('member_imports')
    .set({ created_at: new Date(Date.now() - 25 * 3600_000) })
    .execute()
  await runSchedules()
  t.same(await chunks(), [])
  t.same(
    await db.selectFrom('data_keys').select('id').where('scope', 'like', 'member-import:%').execute(),
    [],
  )
})
