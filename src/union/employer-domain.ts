import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { kept } from '../kept.ts'

/** Says whether a domain, or one above it, is an employer's; what was marked is read once in ten seconds. */
export function employerDomainDesk(db: Kysely<Database>): (domain: string) => Promise<boolean> {
  const { get } = kept(10_000, async () => {
    const rows = await db.selectFrom('employer_domains').select('domain').execute()
    return new Set(rows.map(row => row.domain))
  })
  return async domain => {
    const marked = await get('all')
    const labels = domain.split('.')
    return labels.some((_, at) => marked.has(labels.slice(at).join('.')))
  }
}
