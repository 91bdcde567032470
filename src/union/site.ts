import { type Db, faultOfConnection } from '../database.ts'
import type { Site } from '../http/views.ts'
import { getSettings, siteOf } from './settings.ts'

const KEPT = 2_000

/** The site as every page shows it, read from the settings at most every two seconds. */
export function siteDesk(db: Db) {
  let kept: Promise<Site> | undefined
  let last: Site = { name: 'Unisson', join_url: '', tokens: '' }
  const clear = () => {
    kept = undefined
  }
  async function load() {
    try {
      last = siteOf(await getSettings(db))
    } catch (error) {
      // The page that says the database is away is a page of the site, too.
      if (!faultOfConnection(error)) throw error
    }
    return last
  }
  return {
    read(): Promise<Site> {
      if (!kept) {
        kept = load()
        kept.catch(clear)
        setTimeout(clear, KEPT).unref()
      }
      return kept
    },
    /** Forgets what is kept: an administrator changed it. */
    clear,
  }
}

export type SiteDesk = ReturnType<typeof siteDesk>
