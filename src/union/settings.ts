import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Site } from '../http/views.ts'
import { inkOn, readable } from './colour.ts'
import type { Settings } from './tables.ts'

export const getSettings = (db: Kysely<Database>): Promise<Settings> =>
  db.selectFrom('settings').selectAll().executeTakeFirstOrThrow()

/** Nothing opens while the law's first two questions, who publishes and who hosts, have no answer. */
export const canPublish = ({ publisher, host_name }: Settings): boolean =>
  publisher !== '' && host_name !== ''

/** What every page shows of the union. */
export function siteOf({ union_name, join_url, accent }: Settings): Site {
  return {
    name: union_name || 'Unisson',
    join_url,
    tokens: `@layer tokens{:root{--accent:${readable(accent, '#faf7f2')};--accent-ink:${inkOn(readable(accent, '#faf7f2'))}}
@media (prefers-color-scheme:dark){:root{--accent:${readable(accent, '#16130f')};--accent-ink:${inkOn(readable(accent, '#16130f'))}}}}`,
  }
}
