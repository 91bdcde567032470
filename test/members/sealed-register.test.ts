import t from 'tap'
import { openMember, sectionKey } from '../../src/members/register.ts'
import { checkpoint, lookout } from '../support/canary.ts'
import { post } from '../support/officers.ts'
import { get, importFile, listKnown, membersPath, openStage, sendFile } from './stage.ts'

t.setTimeout(120_000)
const stage = await openStage(t)
const { samira, dourges, lille, vault, logged, ownerUrl, clusterHome } = stage
const { db } = vault

const canary = 'zqregistrevox'
const people = Array.from({ length: 200 }, (_, at) => ({
  number: `${canary}-${at}`,
  name: `Prénom ${canary} ${at}`,
  email: `${canary}.${at}@canari.example`,
  phone: '06 12 34 56 78',
}))
const lines = people.map(one => Object.values(one).join(';'))
const file = ['Numéro;Nom;E-mail;Téléphone', ...lines].join('\n')
const seen = lookout([canary])

t.test(
  'P1 200 members come by file, are read, copied, corrected, erased; two files stay half way',
  async t => {
    await importFile(stage, samira, dourges, file)
    const [first, second] = await listKnown(stage, dourges)
    const list = await post(
      stage,
      `${membersPath(dourges)}/list`,
      { reason: canary, search: canary },
      samira.cookie,
    )
    t.match(list.body, `Prénom ${canary}`)
    for (const format of ['csv', 'xlsx'])
      await post(stage, `${membersPath(dourges)}/exports`, { reason: canary, format }, samira.cookie)
    const { name, number, email } = first!
    const url = `/manage/members/${first!.id}`
    await post(
      stage,
      url,
      { name: `${name} ${canary}`, number, email, phone: '', locale: 'fr' },
      samira.cookie,
    )
    await post(
      stage,
      url,
      { name: `=${canary}`, number: canary.repeat(5), email: `${canary}@` },
      samira.cookie,
    )
    await post(stage, `${url}/copies`, { reason: canary }, samira.cookie)
    await post(stage, `/manage/members/${second!.id}/erasure`, {}, samira.cookie)
    await post(stage, membersPath(dourges), { ...people[3]!, locale: 'fr' }, samira.cookie)
    await importFile(stage, samira, dourges, `${file}\n${'x;y\n'.repeat(40)}"${canary}`, {}, false).catch(
      () => {},
    )
    const waiting = await sendFile(stage, samira, dourges, file)
    t.match((await get(stage, samira, String(waiting.headers.location))).body, canary)
  },
)

t.test('P1 none of it is in any table, in the log, in the data directory or its WAL', async t => {
  t.ok((await seen.readDatabase(ownerUrl)) > 100)
  seen.read('the application’s log', logged.join('\n'))
  await checkpoint(ownerUrl)
  t.ok((await seen.readFolder(clusterHome)) > 500)
  t.same(seen.hits, [])
})

t.test('P1 a word in the clear would have been found', async t => {
  await db.insertInto('sources').values({ code: 'essai', name: canary }).execute()
  const again = lookout([canary])
  await again.readDatabase(ownerUrl)
  t.not(again.hits.length, 0)
})

t.test('P3 a record opens for its member, in its section, to the last bit, and nowhere else', async t => {
  const [one, other] = await db.selectFrom('members').selectAll().limit(2).execute()
  const key = await sectionKey(vault, dourges)
  t.doesNotThrow(() => openMember(key, one!))
  t.throws(() => openMember(key, { id: one!.id, sealed: other!.sealed }), /sealed/)
  const bent = Buffer.from(one!.sealed)
  bent[40]! ^= 1
  t.throws(() => openMember(key, { id: one!.id, sealed: bent }), /sealed/)
  const foreign = await sectionKey(vault, lille)
  t.throws(() => openMember(foreign, one!), /sealed/)
})
