import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DataKey } from './data-key.ts'
import { isThere, makeFolder, syncFolder, writeWhole } from './key-folder.ts'

const FILE = /^([0-9a-f-]{36})\.(\d+)\.key$/

/** What a survey's responses are mixed into, in one of its periods, counted from 1. */
export interface Pool {
  survey_id: string
  period: number
}

/**
 * The keys of mixed responses: a file of the sealer each, which nothing wraps, so that to remove it ends what it
 * sealed. They belong into the backup of the key ring: without them a survey's responses are lost.
 */
export class PoolKeys {
  readonly #folder: string

  /** @param sealerDir the folder of the sealer */
  constructor(sealerDir: string) {
    this.#folder = join(sealerDir, 'pools')
  }

  /** Makes a pool's key, on the disk for good before it is used; one that stands stays. */
  create(pool: Pool): DataKey {
    if (isThere(this.#path(pool))) return this.open(pool)
    makeFolder(this.#folder, 0o700)
    writeWhole(this.#path(pool), randomBytes(32))
    return this.open(pool)
  }

  /** @throws when there is no such file */
  open(pool: Pool): DataKey {
    const { survey_id, period } = pool
    return new DataKey(survey_id, `pool:${survey_id}:${period}`, readFileSync(this.#path(pool)))
  }

  list(): Pool[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder).flatMap(name => {
      const [, survey_id, period] = FILE.exec(name) ?? []
      return survey_id ? [{ survey_id, period: Number(period) }] : []
    })
  }

  destroy(pool: Pool): void {
    rmSync(this.#path(pool), { force: true })
    syncFolder(this.#folder)
  }

  #path({ survey_id, period }: Pool): string {
    return join(this.#folder, `${survey_id}.${period}.key`)
  }
}
