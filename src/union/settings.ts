import type { Kysely, Updateable } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database } from '../database.ts'
import type { Site } from '../http/views.ts'
import type { Translate } from '../http/words.ts'
import type { Vault } from '../seal/vault.ts'
import { accentOn } from './colour.ts'
import type { Viewer } from './scope.ts'
import type { Settings, SettingsTable } from './tables.ts'

export const getSettings = (db: Kysely<Database>): Promise<Settings> =>
  db.selectFrom('settings').selectAll().executeTakeFirstOrThrow()

/** Nothing opens while the law's first two questions, who publishes and who hosts, have no answer. */
export const canPublish = ({ publisher, host_name }: Pick<Settings, 'publisher' | 'host_name'>): boolean =>
  publisher !== '' && host_name !== ''

/** What the public pages still lack, by setting; `publisher` and `host_name` keep every petition shut. */
export const listMissing = (settings: Settings): string[] =>
  (
    ['publisher', 'host_name', 'union_name', 'publication_director', 'host_address', 'legal_body_id'] as const
  ).filter(name => !settings[name])

function tokensOf(colour: string): string {
  const [light, dark] = [accentOn('light', colour), accentOn('dark', colour)]
  return `@layer tokens{:root{--accent:${light.ground};--accent-ink:${light.ink}}
@media (prefers-color-scheme:dark){:root{--accent:${dark.ground};--accent-ink:${dark.ink}}}}`
}

/** What every page shows of the union. */
export const siteOf = ({ union_name, join_url, accent }: Settings): Site => ({
  name: union_name || 'Unisson',
  join_url,
  tokens: tokensOf(accent),
})

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const levels = ['region', 'federation', 'section'] as const
type Level = (typeof levels)[number]

/** What the levels are called on the pages: the union's words, else ours. For labels: a sentence needs a gender. */
export type LevelWords = Record<Level | `${Level}s` | `new_${Level}`, string>

function wordsOf(level: Level, settings: Settings, t: Translate): Record<string, string> {
  const one = capital(settings[`${level}_word`])
  const several = capital(settings[`${level}s_word`])
  return {
    [level]: one || t(`union.level.${level}`),
    [`${level}s`]: several || t(`union.level.${level}s`),
    [`new_${level}`]: one ? t('union.new', { word: one }) : t(`union.new.${level}`),
  }
}

export const levelWords = (settings: Settings, t: Translate): LevelWords =>
  Object.assign({}, ...levels.map(level => wordsOf(level, settings, t)))

/** @param part what was set, for the audit: 'publication', 'appearance', 'words', 'approval' */
export async function saveSettings(
  { db, keys }: Vault,
  viewer: Viewer,
  part: string,
  values: Updateable<SettingsTable>,
): Promise<void> {
  await db.transaction().execute(async trx => {
    await trx.updateTable('settings').set(values).execute()
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `settings.${part}`,
      subject: 'settings',
    })
  })
}
