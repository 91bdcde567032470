import type { Db } from '../database.ts'
import type { Site } from '../http/views.ts'
import { getSettings, siteOf } from './settings.ts'

const KEPT = 2_000

/** The site as every page shows it, read from the settings at most every two seconds. */
export function siteDesk(db: Db) {
  let kept: Promise<Site> | undefined
  const clear = () => {
    kept = undefined
  }
  return {
    read(): Promise<Site> {
      if (!kept) {
        kept = getSettings(db).then(siteOf)
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
