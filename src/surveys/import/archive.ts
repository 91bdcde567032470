import type { Readable } from 'node:stream'
import { fromBuffer, type ZipFile } from 'yauzl'
import { Invalid } from '../../errors.ts'

const entriesMost = 1_000

/** What stands in a zip archive. Nothing is written to disk, and no name in it is a path to anything. */
export interface Archive {
  names: string[]
  /**
   * The bytes of an entry as they are unpacked.
   * @throws Invalid `file-unreadable`, also while it streams; `file-large` above the bytes allowed
   */
  open(name: string, most: number): Promise<Readable>
}

const unreadable = () => new Invalid('file-unreadable', 422)

/** @throws Invalid `file-unreadable`, `file-large` for more than 1,000 entries */
export async function openArchive(content: Buffer): Promise<Archive> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    // Sizes are validated: an entry that unpacks to more than it declares ends in an error.
    fromBuffer(content, { lazyEntries: true, validateEntrySizes: true }, (error, file) =>
      error ? reject(unreadable()) : resolve(file),
    ),
  )
  if (zip.entryCount > entriesMost) throw new Invalid('file-large', 422)
  const entries = new Map<string, Parameters<ZipFile['openReadStream']>[0]>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', entry => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', resolve)
    zip.on('error', () => reject(unreadable()))
    zip.readEntry()
  })
  return {
    names: [...entries.keys()],
    async open(name, most) {
      const entry = entries.get(name)
      if (!entry || entry.isEncrypted()) throw unreadable()
      if (entry.uncompressedSize > most) throw new Invalid('file-large', 422)
      return new Promise((resolve, reject) =>
        zip.openReadStream(entry, (error, stream) => (error ? reject(unreadable()) : resolve(stream))),
      )
    },
  }
}

/** Everything an entry holds, for those that are small. */
export async function readEntry(archive: Archive, name: string, most: number): Promise<Buffer> {
  try {
    return Buffer.concat(await (await archive.open(name, most)).toArray())
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw unreadable()
  }
}
