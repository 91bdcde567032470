import type { Vault } from '../seal/vault.ts'
import { type MemberLine, readLine } from './member-line.ts'
import { FileFault, readRecords } from './records.ts'
import type { MemberImport } from './tables.ts'

const BATCH = 500
const MOST_LINES = 1_000_000
/** Files kept half read; the one left longest is closed first. */
const MOST_PAUSED = 4

type Batches = AsyncGenerator<MemberLine[], void>

async function* readBatches(vault: Vault, { position, columns, header, ...file }: MemberImport): Batches {
  let skip = position + (header ? 1 : 0)
  let left = MOST_LINES - position
  let batch: MemberLine[] = []
  for await (const { line, cells } of readRecords(vault, file)) {
    if (skip > 0) {
      skip -= 1
      continue
    }
    if (left === 0) throw new FileFault('many-lines', line)
    left -= 1
    batch.push(readLine(line, cells, columns ?? []))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const nameOf = ({ id, columns, header, confirmed_at }: MemberImport, position: number) =>
  JSON.stringify([id, columns, header, confirmed_at, position])

export interface OpenFiles {
  /** The members of an import's file from where the import stands, some hundred at a time. @throws FileFault */
  open(one: MemberImport): Batches
  /** Keeps a file to go on with, once the import stands there. */
  pause(one: MemberImport, position: number, batches: Batches): void
}

/** The files a worker is in the middle of. Any other, or it after a restart, reads them again from their start. */
export function openFiles(vault: Vault): OpenFiles {
  const paused = new Map<string, Batches>()
  return {
    open(one) {
      const name = nameOf(one, one.position)
      const held = paused.get(name)
      paused.delete(name)
      return held ?? readBatches(vault, one)
    },
    pause(one, position, batches) {
      paused.set(nameOf(one, position), batches)
      const [oldest] = paused
      if (!oldest || paused.size <= MOST_PAUSED) return
      paused.delete(oldest[0])
      void oldest[1].return()
    },
  }
}
