import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DataKey } from './data-key.ts'
import { isThere, makeFolder, syncFolder, writeWhole } from './key-folder.ts'

const FILE = /^([0-9a-f-]{36})\.(\d+)\.(key|frozen)$/

/** What a survey's responses are mixed into, in one of its periods, counted from 1. */
export interface Pool {
  survey_id: string
  period: number
}

/** Thrown where a pool would be opened whose responses are counters already: those of a restored database. */
export class FrozenBefore extends Error {
  override name = 'FrozenBefore'
}

/**
 * The keys of mixed responses: a file of the sealer each, which nothing wraps, so that to remove it ends what it
 * sealed. They belong into the backup of the key ring: without them a survey's responses are lost. A key that is
 * destroyed leaves a mark, so that a database from before the freezing, with the key put back, is not frozen anew:
 * the groups of two freezings of the same people overlap.
 */
export class PoolKeys {
  readonly #folder: string

  /** @param sealerDir the folder of the sealer */
  constructor(sealerDir: string) {
    this.#folder = join(sealerDir, 'pools')
  }

  /** Makes a pool's key, on the disk for good before it is used; one that stands stays. @throws FrozenBefore */
  create(pool: Pool): DataKey {
    if (this.isFrozen(pool)) throw new FrozenBefore()
    if (isThere(this.#path(pool))) return this.open(pool)
    makeFolder(this.#folder, 0o700)
    writeWhole(this.#path(pool), randomBytes(32))
    return this.open(pool)
  }

  /** @throws FrozenBefore, or when there is no such file */
  open(pool: Pool): DataKey {
    if (this.isFrozen(pool)) throw new FrozenBefore()
    const { survey_id, period } = pool
    return new DataKey(survey_id, `pool:${survey_id}:${period}`, readFileSync(this.#path(pool)))
  }

  /** The pools whose keys stand here, or whose marks do. */
  list(what: 'key' | 'frozen' = 'key'): Pool[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder).flatMap(name => {
      const [, survey_id, period, ending] = FILE.exec(name) ?? []
      return survey_id && ending === what ? [{ survey_id, period: Number(period) }] : []
    })
  }

  /** Whether a pool was frozen for good, whatever a database from before it says. */
  isFrozen(pool: Pool): boolean {
    return isThere(this.#path(pool, 'frozen'))
  }

  /** Destroys the key of a pool that is frozen, and leaves a mark for good in its place. */
  destroy(pool: Pool): void {
    if (!this.isFrozen(pool)) {
      makeFolder(this.#folder, 0o700)
      writeWhole(this.#path(pool, 'frozen'), Buffer.alloc(0))
    }
    rmSync(this.#path(pool), { force: true })
    syncFolder(this.#folder)
  }

  #path({ survey_id, period }: Pool, ending = 'key'): string {
    return join(this.#folder, `${survey_id}.${period}.${ending}`)
  }
}
