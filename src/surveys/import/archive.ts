import type { Readable } from 'node:stream'
import { fromBuffer, type ZipFile } from 'yauzl'
import { Invalid } from '../../errors.ts'

type Entry = Parameters<ZipFile['openReadStream']>[0]

const entriesMost = 1_000

/** What stands in a zip archive. Nothing is written to disk, and no name in it is a path to anything. */
export interface Archive {
  names: string[]
  /**
   * The bytes of an entry as they are unpacked.
   * @throws Invalid while it is read: `file-large` above the bytes allowed, `file-unreadable`
   */
  open(name: string, most: number): AsyncIterable<Buffer>
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
  const entries = new Map<string, Entry>()
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
    open: (name, most) => bytesOf(zip, entries.get(name), most),
  }
}

async function* bytesOf(zip: ZipFile, entry: Entry | undefined, most: number): AsyncGenerator<Buffer> {
  if (!entry || entry.isEncrypted()) throw unreadable()
  if (entry.uncompressedSize > most) throw new Invalid('file-large', 422)
  try {
    for await (const chunk of await streamOf(zip, entry)) yield chunk as Buffer
  } catch {
    throw unreadable()
  }
}

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  )
