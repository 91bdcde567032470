import fc from 'fast-check'
import { sql } from 'kysely'
import t from 'tap'
import { foldCounts } from '../../src/petitions/count.ts'
import { K, publishShares, roundShares } from '../../src/petitions/share.ts'
import { openPetition } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

type Counts = Map<string, number>

const sum = (counts: Counts) => [...counts.values()].reduce((total, count) => total + count, 0)
const rest = (shares: Counts, total: number) => total - sum(shares)

/** What a reader finds out by subtraction about fewer than k people, from shares and the exact total. */
const isTold = (shares: Counts, total: number) =>
  shares.size > 0 && rest(shares, total) > 0 && rest(shares, total) < K

/** The rule everybody thinks of first. */
const plainly = (counts: Counts): Counts =>
  new Map(
    [...counts].map(([part, count]) => [part, count - (count % K)] as const).filter(([, share]) => share > 0),
  )

const unions = fc.record({
  parts: fc
    .array(fc.nat(30), { maxLength: 6 })
    .map(all => new Map(all.map((count, part) => [`${part}`, count]))),
  unsaid: fc.nat(12),
})

t.test('a share is a multiple of k that is really there', async t => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(unions, ({ parts, unsaid }) => {
        for (const [part, share] of roundShares(parts, sum(parts) + unsaid))
          if (share % K !== 0 || share <= 0 || share > (parts.get(part) ?? 0)) return false
        return true
      }),
    ),
  )
})

t.test('subtracting the shares from the exact total never leaves 1 to k - 1 people', async t => {
  fc.assert(
    fc.property(unions, ({ parts, unsaid }) => {
      const total = sum(parts) + unsaid
      return !isTold(roundShares(parts, total), total)
    }),
    { numRuns: 2_000 },
  )
  const broken = fc.check(
    fc.property(unions, ({ parts, unsaid }) => !isTold(plainly(parts), sum(parts) + unsaid)),
    { numRuns: 2_000 },
  )
  t.ok(broken.failed, 'rounding down alone leaves them')
})

t.test('no section below k can be worked out: another union tells the same', async t => {
  const told = (shares: Counts, total: number) => JSON.stringify([total, [...shares].sort()])
  const worlds = new Map<string, number[]>()
  for (let total = 0; total <= 24; total += 1)
    for (let a = 0; a <= total; a += 1)
      for (let b = 0; a + b <= total; b += 1) {
        const parts = new Map([
          ['a', a],
          ['b', b],
        ])
        const key = told(roundShares(parts, total), total)
        worlds.set(key, [...(worlds.get(key) ?? []), a])
      }
  for (const [key, alike] of worlds) {
    const [first = 0] = alike
    const known = alike.every(a => a === first)
    if (known && first > 0 && first < K) t.fail(`${key}: section a has ${first}`)
  }
  t.ok(worlds.size > 100)
})

const unisson = await openUnisson(t)
const { vault } = unisson
const { db } = vault
const region = await db
  .insertInto('regions')
  .values({ name: 'Bretagne' })
  .returning('id')
  .executeTakeFirstOrThrow()
const section = async (name: string) =>
  (
    await db
      .insertInto('sections')
      .values({ name, region_id: region.id })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const [lorient, brest] = [await section('Lorient'), await section('Brest')]
const petition = await openPetition(unisson)

/** So many confirmed so many days ago. */
async function arrive(count: number, section_id: string | null, ago: number): Promise<void> {
  const confirmed_on = sql<string>`(now() at time zone 'utc')::date - ${ago}::int`
  const rows = Array.from({ length: count }, () => ({
    petition_id: petition.id,
    id: crypto.randomUUID(),
    sealed: Buffer.alloc(1),
    name_visibility: 'counted' as const,
    section_id,
    source: null,
    news: false,
    contact: false,
    locale: 'fr' as const,
    text_version: 1,
    text_hash: Buffer.alloc(32),
    confirmed_on,
    reminded_on: null,
  }))
  await db.insertInto('signatures').values(rows).execute()
  await db
    .insertInto('count_changes')
    .values({ petition_id: petition.id, day: confirmed_on, confirmed: count })
    .execute()
  await unisson.work()
}

const publish = () => db.transaction().execute(publishShares)
const shares = async () =>
  Object.fromEntries(
    (
      await db
        .selectFrom('petition_shares')
        .select(['part', 'count'])
        .where('petition_id', '=', petition.id)
        .where('dimension', '=', 'section')
        .execute()
    ).map(({ part, count }) => [part, count]),
  )
/** Makes what was published yesterday evening older by a day, with all that was signed. */
async function passDay(): Promise<void> {
  await db.updateTable('petition_shares').set({ published_on: sql`published_on - 1` }).execute()
  await db.updateTable('signatures').set({ confirmed_on: sql`confirmed_on - 1` }).execute()
  await sql`update petition_days set day = day - 100`.execute(db)
  await sql`update petition_days set day = day + 99`.execute(db)
}

t.test('nothing of today is told, and nothing before k have signed', async t => {
  await arrive(4, lorient, 1)
  await arrive(20, lorient, 0)
  await publish()
  t.same(await shares(), {})
})

t.test('a share does not grow on the day of one signature', async t => {
  await passDay()
  await publish()
  t.same(await shares(), { [lorient]: 15, '': 9 }, '24 in Lorient: 20 and a rest of 4 is a rest of 9')
  await arrive(1, lorient, 0)
  await passDay()
  await publish()
  t.same(await shares(), { [lorient]: 15, '': 9 }, 'one more makes 25, and is told with the next four')
  await arrive(4, brest, 0)
  await arrive(1, null, 0)
  await passDay()
  await publish()
  t.same(await shares(), { [lorient]: 25, '': 5 })
})

t.test('what one mailbox signs and takes back lifts no guard for one real signature', async t => {
  const told = await shares()
  const days = fc.array(fc.integer({ min: 2, max: 20 }), { maxLength: 40 })
  /** Whether shares are told after one real signature and turns of a mailbox, of an officer who sets it aside too. */
  const isTold = (mailbox: number[], officer: number[]) =>
    db
      .transaction()
      .execute(async trx => {
        await trx.updateTable('petition_shares').set({ published_on: sql`current_date - 30` }).execute()
        await trx.deleteFrom('petition_days').execute()
        const turn = (name: 'mailbox' | 'officer') => (ago: number, at: number) => ({
          petition_id: petition.id,
          day: sql<string>`(now() at time zone 'utc')::date - ${ago}::int`,
          confirmed: name === 'mailbox' && at % 2 === 0 ? 1 : 0,
          withdrawn: name === 'mailbox' && at % 2 === 1 ? 1 : 0,
          invalidated: name === 'officer' ? 1 - 2 * (at % 2) : 0,
        })
        const down = (list: number[]) => list.toSorted((one, other) => other - one)
        const real = { ...turn('mailbox')(1, 0) }
        const turns = [...down(mailbox).map(turn('mailbox')), ...down(officer).map(turn('officer')), real]
        await trx.insertInto('count_changes').values(turns).execute()
        await foldCounts(trx)
        await publishShares(trx)
        const recent = trx.selectFrom('petition_shares').select('part')
        throw (await recent.where('published_on', '>', sql<string>`current_date - 30`).execute()).length > 0
      })
      .catch((told: unknown) => told)
  await fc.assert(
    fc.asyncProperty(days, days, async (mailbox, officer) => (await isTold(mailbox, officer)) === false),
    { numRuns: 40 },
  )
  t.same(await shares(), told)
})
