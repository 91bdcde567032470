import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import t from 'tap'
import { checkpoint, lookout } from '../support/canary.ts'
import { takeFile } from '../support/export.ts'
import { post, signIn } from '../support/officers.ts'
import { openPetition, posted, pressButton, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

// In every name, address, place, reason and search of this test; and the networks everything comes from.
const canary = 'zqkanarivox'
const networks = ['203.0.113.77', '2001:db8:7a7a:5e5e']
const people: Record<'email' | 'name', string>[] & Record<string, string>[] = Array.from(
  { length: 200 },
  (_, at) => ({
    email: `${canary}.${at}@atelier.example`,
    name_visibility: ['counted', 'recipient', 'public'][at % 3] as string,
    name: `Inès ${canary}-${at}`,
    workplace: `Quai ${canary} ${at}`,
    news: at % 2 ? 'yes' : '',
    contact: at % 5 ? 'yes' : '',
  }),
)

const unisson = await openUnisson(t)
const { app, mailbox, ownerUrl, clusterHome, logged, vault } = unisson
const temporary = mkdtempSync(path.join(os.tmpdir(), 'unisson-canary-'))
process.env.TMPDIR = temporary
t.teardown(() => rmSync(temporary, { recursive: true, force: true }))

const owner = new pg.Client(ownerUrl)
await owner.connect()
t.teardown(() => owner.end())
const seen = lookout([canary, ...networks])
let watching = true
const watch = (async () => {
  while (watching) {
    const { rows } = await owner.query<{ query: string }>('select query from pg_stat_activity')
    seen.read('pg_stat_activity', rows.map(row => row.query).join('\n'))
    await new Promise(resolve => setTimeout(resolve, 5))
  }
})()

const refusals: [code?: number, enhanced?: string][] = [
  [550, '5.1.1'],
  [550, '5.7.1'],
  [421, '4.3.2'],
  [450, '4.2.0'],
  [],
]
const dueNow = () =>
  vault.db
    .updateTable('jobs')
    .set({ run_at: new Date(0) })
    .where('finished_at', 'is', null)
    .execute()

t.test(
  'P1 P7 200 people sign, are refused mail, confirm, change, withdraw, are listed and exported',
  async t => {
    const petition = await openPetition(unisson)
    const from = (at: number) => networks[at % 2]?.replace(/^(2001.*)$/, `$1::${at}`) as string
    for (const [at, person] of people.entries()) {
      const answer = await sign(unisson, petition, person, from(at))
      t.equal(answer.statusCode, 200)
      if (at % 40 > 0) continue
      mailbox.refuse(...(refusals[at / 40] ?? []))
      await dueNow()
      await unisson.work()
    }
    mailbox.refuse()
    for (let turn = 0; turn < 2; turn += 1) {
      await dueNow()
      await unisson.work()
    }
    const reached = people.filter(({ email }) => mailbox.to(email).length > 0)
    t.ok(reached.length > 100)
    for (const [at, { email, name }] of reached.entries()) {
      await pressButton(unisson, mailbox.link(email, '/confirmation'))
      const visibility = mailbox.link(email, '/visibility')
      if (at % 7 === 0) {
        await app.inject({ url: visibility, ...posted({ name_visibility: 'public', name }) })
        await app.inject({ url: visibility, ...posted({ name_visibility: 'public', name: `=${name}` }) })
      }
      if (at % 11 === 0)
        await pressButton(unisson, mailbox.link(email, '/withdrawal'), { refusal: 'petition' })
    }
    await unisson.work()
    t.match((await app.inject(`${petition.path}/signatories`)).body, canary)
    const faulty: Record<string, string>[] = [
      { consent: '' },
      { website: canary },
      { email: `${canary}@` },
      { name: `${canary}\0` },
    ]
    for (const fields of faulty) await sign(unisson, petition, { ...people[2], ...fields })
    await app.inject(`/petitions/${canary}`)
    await app.inject(`${petition.path}?via=${canary}&page=${canary}`)
    await app.inject({
      url: `/signatures/${canary}/confirmation`,
      headers: { 'user-agent': canary, referer: canary },
    })
    const { cookie } = await signIn(unisson, 'administrator')
    const home = `/manage/petitions/${petition.id}`
    const list = await post(unisson, `${home}/signatories`, { reason: canary, search: canary }, cookie)
    t.match(list.body, `Inès ${canary}`)
    for (const format of ['csv', 'xlsx']) {
      const file = await takeFile(unisson, `${home}/exports`, { reason: canary, list: 'all', format }, cookie)
      t.equal(file.statusCode, 200)
    }
    const signature_id = /name="signature_id" value="([^"]*)"/.exec(list.body)?.[1] ?? ''
    t.equal(
      (await post(unisson, `${home}/invalidations`, { reason: canary, signature_id }, cookie)).statusCode,
      303,
    )
    for (const name of ['signature-reminders', 'signature-erasure', 'signature-recount', 'mail-limits']) {
      await unisson.schedules(name)
    }
  },
)

t.test('P1 P7 nothing of it is anywhere to be read, in the clear, in base64, in hex or reversed', async t => {
  watching = false
  await watch
  seen.read('log', logged.join('\n'))
  t.ok((await seen.readDatabase(ownerUrl)) > 100)
  await checkpoint(ownerUrl)
  t.ok((await seen.readFolder(clusterHome)) > 500)
  await seen.readFolder(temporary)
  t.same(seen.hits, [])
})

t.test(
  'the lookout would see it: a row in the clear is found in table, file and log, in every disguise',
  async t => {
    const bytes = Buffer.from(`${canary}@atelier.example`)
    const disguised = [
      bytes.toString(),
      bytes.toString('base64'),
      bytes.toString('hex'),
      [...canary].reverse().join(''),
    ]
    await owner.query('create table scratch (line text)')
    for (const line of disguised) await owner.query('insert into scratch values ($1)', [line])
    await checkpoint(ownerUrl)
    const control = lookout([canary])
    await control.readDatabase(ownerUrl)
    await control.readFolder(clusterHome)
    for (const how of ['plain', 'base64', 'hex', 'reversed']) {
      t.ok(control.hits.includes(`public.scratch: ${how}`), `table ${how}`)
      t.ok(
        control.hits.some(hit => hit.includes('pg_wal') && hit.endsWith(how)),
        `log ${how}`,
      )
      t.ok(
        control.hits.some(hit => hit.includes('/base/') && hit.endsWith(how)),
        `file ${how}`,
      )
    }
  },
)
