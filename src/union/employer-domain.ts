import { type Kysely, type Selectable, sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database } from '../database.ts'
import { NotFound } from '../errors.ts'
import { kept } from '../kept.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from './scope.ts'
import type { EmployerDomainsTable } from './tables.ts'

export type EmployerDomain = Selectable<EmployerDomainsTable>

/** Domains whose mail the employer runs, by name. */
export const listEmployerDomains = (db: Kysely<Database>): Promise<EmployerDomain[]> =>
  db.selectFrom('employer_domains').selectAll().orderBy('domain').execute()

/** Marks a domain as an employer's, or records another day for one that is marked. */
export async function markEmployerDomain(
  { db, keys }: Vault,
  viewer: Viewer,
  marked: EmployerDomain,
): Promise<void> {
  await db.transaction().execute(async trx => {
    await trx
      .insertInto('employer_domains')
      .values(marked)
      .onConflict(oc => oc.column('domain').doUpdateSet({ agreement_on: marked.agreement_on }))
      .execute()
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'employer-domain.edit',
      subject: 'employer-domain',
      detail: marked.agreement_on ? { agreement_on: marked.agreement_on } : {},
    })
  })
}

/** @throws NotFound */
export async function removeEmployerDomain(
  { db, keys }: Vault,
  viewer: Viewer,
  domain: string,
): Promise<void> {
  await db.transaction().execute(async trx => {
    const gone = await trx
      .deleteFrom('employer_domains')
      .where('domain', '=', domain)
      .returning('domain')
      .executeTakeFirst()
    if (!gone) throw new NotFound()
    const act = 'employer-domain.removal'
    await recordEvent(trx, keys, { account_id: viewer.account_id, act, subject: 'employer-domain' })
  })
}

/** A domain and those it lies in, the nearest first. */
const upwards = (domain: string): string[] =>
  domain.split('.').map((_, at, labels) => labels.slice(at).join('.'))

/**
 * Whether news may not go to a domain: it is an employer's, or lies in one, and there is no agreement (Code du
 * travail L2142-6).
 */
export async function isBarred(db: Kysely<Database>, domain: string): Promise<boolean> {
  const nearest = await db
    .selectFrom('employer_domains')
    .select('agreement_on')
    .where('domain', 'in', upwards(domain))
    .orderBy(sql`length(domain)`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return nearest?.agreement_on === null
}

/** Says whether a domain, or one above it, is an employer's; what was marked is read once in ten seconds. */
export function employerDomainDesk(db: Kysely<Database>): (domain: string) => Promise<boolean> {
  const { get } = kept(10_000, async () => {
    const rows = await db.selectFrom('employer_domains').select('domain').execute()
    return new Set(rows.map(row => row.domain))
  })
  return async domain => {
    const marked = await get('all')
    return upwards(domain).some(one => marked.has(one))
  }
}
