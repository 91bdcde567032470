import { join } from 'node:path'
import type { Db } from '../database.ts'
import { BatchKeys } from './batch-key.ts'
import { PoolKeys } from './pool-key.ts'
import { sealerSeat } from './seat.ts'

/** The keys of the one process that opens, mixes and freezes sealed responses. */
export interface Sealer {
  batches: BatchKeys
  pools: PoolKeys
  /** Whether this is the one sealer of its database, see `sealerSeat`. */
  sits(db: Db): Promise<boolean>
}

/** @param keysDir where the key ring stands: the sealer has a folder of its own in it, which no other process needs */
export function openSealer(keysDir: string): Sealer {
  const folder = join(keysDir, 'sealer')
  return { batches: new BatchKeys(folder), pools: new PoolKeys(folder), sits: sealerSeat(folder) }
}
