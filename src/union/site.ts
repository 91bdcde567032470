import type { Db } from '../database.ts'
import type { Site } from '../http/views.ts'
import { getSettings, siteOf } from './settings.ts'

const KEPT = 2_000

/** The site as every page shows it, read from the settings at most every two seconds. */
export function siteDesk(db: Db): () => Promise<Site> {
  let kept: Promise<Site> | undefined
  return () => {
    if (!kept) {
      const reading = getSettings(db).then(siteOf)
      const drop = () => {
        kept = undefined
      }
      reading.catch(drop)
      setTimeout(drop, KEPT).unref()
      kept = reading
    }
    return kept
  }
}
