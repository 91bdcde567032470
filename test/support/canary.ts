import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

interface Pattern {
  how: string
  word: string
}

const reversed = (text: string) => [...text].reverse().join('')

/** What base64 makes of a word, whatever stands before it: the part that depends on nothing else. */
const base64Of = (word: string): string[] =>
  [0, 1, 2].map(offset => {
    const text = Buffer.from(' '.repeat(offset) + word).toString('base64')
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + word.length) * 8) / 6))
  })

/** The disguises in which a word is looked for: those that ignore case, and base64, which does not. */
const disguises = (word: string): { folded: Pattern[]; exact: Pattern[] } => ({
  folded: [
    { how: 'plain', word },
    { how: 'reversed', word: reversed(word) },
    { how: 'hex', word: Buffer.from(word).toString('hex') },
  ],
  exact: base64Of(word).map(part => ({ how: 'base64', word: part })),
})

/** Looks for words, in lower case, in whatever it is given, in every disguise. */
export function lookout(words: string[]) {
  const all = words.map(disguises)
  const folded = all.flatMap(one => one.folded)
  const exact = all.flatMap(one => one.exact)
  const longest = Math.max(...[...folded, ...exact].map(pattern => pattern.word.length))
  const hits: string[] = []

  function read(where: string, text: string) {
    const lower = text.toLowerCase()
    for (const { how, word } of folded) if (lower.includes(word)) hits.push(`${where}: ${how}`)
    for (const { how, word } of exact) if (text.includes(word)) hits.push(`${where}: ${how}`)
  }

  async function readFile(file: string) {
    let tail = ''
    try {
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
        const text = tail + (chunk as Buffer).toString('latin1')
        read(file, text)
        tail = text.slice(-longest)
      }
    } catch (error) {
      // A file of the database may go while it is read, as one that is dropped; a socket holds nothing.
      if (!['ENOENT', 'ENXIO'].includes((error as { code?: string }).code ?? '')) throw error
    }
  }

  return {
    hits,
    read,
    async readFolder(folder: string) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = entries.filter(entry => entry.isFile())
      for (const entry of files) await readFile(path.join(entry.parentPath, entry.name))
      return files.length
    },
    /** Every row of every table and view of every schema that the owner may read. */
    async readDatabase(ownerUrl: string) {
      const owner = new pg.Client(ownerUrl)
      await owner.connect()
      try {
        await owner.query('analyze')
        const { rows } = await owner.query<{ name: string }>(
          `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
           where relkind in ('r', 'v', 'm', 'p') and has_table_privilege(c.oid, 'select')`,
        )
        for (const { name } of rows) {
          const table = await owner
            .query<{ row: string }>(`select t::text as row from ${name} t`)
            .catch(() => ({ rows: [] }))
          read(name, table.rows.map(({ row }) => row).join('\n'))
        }
        return rows.length
      } finally {
        await owner.end()
      }
    },
  }
}

/** Brings everything that was written to the files of the cluster. */
export async function checkpoint(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  try {
    // Copying a database file by file begins and ends with a checkpoint, and its owner may do it.
    await owner.query('create database copied template template0 strategy file_copy')
    await owner.query('drop database copied')
  } finally {
    await owner.end()
  }
}
