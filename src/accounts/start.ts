import type { Db } from '../database.ts'
import { canPublish, getSettings } from '../union/settings.ts'

/** The three things a new union needs, and which are done. */
export interface FirstSteps {
  publication: boolean
  structure: boolean
  invitation: boolean
}

export async function readFirstSteps(db: Db): Promise<FirstSteps> {
  const section = await db.selectFrom('sections').select('id').limit(1).executeTakeFirst()
  const officers = await db.selectFrom('accounts').select('id').limit(2).execute()
  return {
    publication: canPublish(await getSettings(db)),
    structure: section !== undefined,
    invitation: officers.length > 1,
  }
}
