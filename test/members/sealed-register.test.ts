import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { openMember, sectionKey } from '../../src/members/register.ts'
import { startTestCluster } from '../support/cluster.ts'
import { post } from '../support/officers.ts'
import { findCluster } from '../support/suite.ts'
import { get, importFile, listKnown, membersPath, openStage, sendFile } from './stage.ts'

const stage = await openStage(t)
const { samira, dourges, lille, vault, logged } = stage
const { db } = vault

const canaries = Array.from({ length: 200 }, (_, at) => {
  const mark = `Qx${at.toString(36)}Zw${(at * 7919 + 104_729).toString(36)}`
  return {
    number: `${mark}no`,
    name: `Prénom${mark}`,
    email: `${mark}@canari.example`,
    phone: `06${70_000_000 + at}`,
  }
})

/** How a word may lie about: as it is, in lower case, base64, hexadecimal, reversed. */
const spellings = (word: string): string[] => [
  word,
  word.toLowerCase(),
  Buffer.from(word).toString('base64').replace(/=+$/, '').slice(0, -1),
  Buffer.from(word).toString('hex'),
  [...word].reverse().join(''),
]
const needles = canaries.flatMap(({ number, name, email }) => [number, name, email].flatMap(spellings))

/** Needles by their first letters: one pass over a haystack finds any of them. */
const byHead = Map.groupBy(needles, needle => needle.slice(0, 6))
function hitsIn(haystack: string): string[] {
  const hits: string[] = []
  for (const [head, words] of byHead) {
    for (let at = haystack.indexOf(head); at >= 0; at = haystack.indexOf(head, at + 1))
      hits.push(...words.filter(word => haystack.startsWith(word, at)))
  }
  return hits
}

await t.test(
  '200 members come by file, are read, corrected, copied, moved and erased; one file is left half way',
  async t => {
    const file = ['Numéro;Nom;E-mail;Téléphone', ...canaries.map(one => Object.values(one).join(';'))].join(
      '\n',
    )
    await importFile(stage, samira, dourges, file)
    const known = await listKnown(stage, dourges)
    t.equal(known.length, 200)
    await post(
      stage,
      `${membersPath(dourges)}/list`,
      { reason: canaries[0]!.name, search: canaries[1]!.email },
      samira.cookie,
    )
    await post(stage, `${membersPath(dourges)}/exports`, { reason: 'copie', format: 'csv' }, samira.cookie)
    const [first, second] = known
    await post(
      stage,
      `/manage/members/${first!.id}`,
      { ...first!, name: canaries[0]!.name, refuses: 'yes', gone_on: '', refused_on: '', bounced_on: '' },
      samira.cookie,
    )
    await post(stage, `/manage/members/${second!.id}/erasure`, {}, samira.cookie)
    await post(stage, membersPath(dourges), { ...canaries[3]!, locale: 'fr' }, samira.cookie)
    const broken = await sendFile(stage, samira, dourges, `${file}\n"${canaries[0]!.name}`)
    const path = String(broken.headers.location).replace('/columns', '')
    await get(stage, samira, `${path}/columns`)
    await sendFile(stage, samira, dourges, file)
  },
)

t.test(
  'P1: none of it is in the database’s files after a checkpoint, in the WAL or in the server’s log',
  async t => {
    const { ownerUrl } = await startTestCluster()
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    // Dropping a database writes out every page.
    await owner.query('create database checkpoint_of_members')
    await owner.query('drop database checkpoint_of_members')
    await owner.end()
    const { rows } = await sql<{
      oid: string
    }>`select oid::text from pg_database where datname = current_database()`.execute(db)
    const { sealed } = await db.selectFrom('members').select('sealed').executeTakeFirstOrThrow()
    const home = ((await findCluster(process.ppid)) ?? (await findCluster(process.pid)))!.home
    const where = [`**/base/${rows[0]!.oid}/*`, '**/pg_wal/*', '**/*.log']
    let seen = 0
    for (const name of globSync(where, { cwd: home })) {
      const file = path.join(home, name)
      if (!statSync(file).isFile()) continue
      const bytes = readFileSync(file)
      if (bytes.includes(sealed.subarray(0, 40))) seen += 1
      const hits = hitsIn(bytes.toString('latin1'))
      if (hits.length > 0) t.fail(name, { hits })
    }
    t.ok(seen >= 2, 'the sealed record itself is found, in the heap and in the WAL')
  },
)

t.test('P1: none of it is in any row, in the statistics, or in what was logged', async t => {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public'`.execute(db)
  for (const { name } of rows) {
    const dump = await sql<{
      text: string
    }>`select coalesce(string_agg(one::text, ' '), '') as text from ${sql.table(name)} one`.execute(db)
    const text = dump.rows[0]!.text
    const found = hitsIn(text)
    const bytes = text.replace(/\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1'))
    t.same([...found, ...hitsIn(bytes)], [], name)
  }
  const stats = await sql<{
    text: string
  }>`select string_agg(one::text, ' ') as text from pg_stats one`.execute(db)
  const activity = await sql<{
    text: string
  }>`select string_agg(query, ' ') as text from pg_stat_activity`.execute(db)
  t.same(hitsIn(stats.rows[0]!.text), [])
  t.same(hitsIn(activity.rows[0]!.text ?? ''), [])
  t.same(hitsIn(logged.join('\n')), [])
})

t.test('a search finds what it is meant to find', async t => {
  for (const spelling of spellings(canaries[7]!.email)) t.ok(hitsIn(`x${spelling}x`).length > 0, spelling)
})

t.test('P3: a record opens for its member, in its section, to the last bit, and nowhere else', async t => {
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
