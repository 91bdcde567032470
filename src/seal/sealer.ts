import { join } from 'node:path'
import { BatchKeys } from './batch-key.ts'
import { PoolKeys } from './pool-key.ts'
import { type Seat, sealerSeat } from './seat.ts'

/** The keys of the one process that opens, mixes and freezes sealed responses. */
export interface Sealer extends Seat {
  batches: BatchKeys
  pools: PoolKeys
}

/** @param keysDir where the key ring stands: the sealer has a folder of its own in it, which no other process needs */
export function openSealer(keysDir: string): Sealer {
  const folder = join(keysDir, 'sealer')
  return { batches: new BatchKeys(folder), pools: new PoolKeys(folder), ...sealerSeat(folder) }
}
