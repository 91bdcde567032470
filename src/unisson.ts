import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { NotFound, Refusal } from './errors.ts'
import { type Closing, openInstance } from './instance.ts'
import { sentenceOf } from './process.ts'
import { readSurveyPath } from './surveys/import/command.ts'
import { keepImport } from './surveys/import/keep.ts'

const usage = `Usage:
  npm run unisson -- survey import FILE [--dry-run] [--section ID | --region ID]

Reads a survey from LimeSurvey (.lss, .lsa), XLSForm (.xlsx, .csv), SurveyJS or Unisson (.json) and prints what
came over and what was left, as JSON. It becomes the union's, or that of the section or region named.
--dry-run keeps nothing and needs no database.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    'dry-run': { type: 'boolean' },
    section: { type: 'string' },
    region: { type: 'string' },
  },
})

/** What the log says goes beside the report, not into it. */
const log = pino({ level: 'warn', base: undefined }, pino.destination(2))

async function importSurvey(file: string): Promise<void> {
  const imported = await readSurveyPath(file)
  const owner = { section_id: idOf(values.section), region_id: idOf(values.region) }
  const id = values['dry-run'] ? undefined : await keep(db => keepImport(db.trx, db.keys, imported, owner))
  console.log(JSON.stringify({ ...(id && { id }), ...imported.report }, null, 2))
}

/** An id as it was given; one that cannot be is nobody's. */
function idOf(value: unknown): string | null {
  if (value === undefined) return null
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value))) throw new NotFound()
  return String(value)
}

type Keeping = { trx: Parameters<typeof keepImport>[0]; keys: Parameters<typeof keepImport>[1] }

/** Does one act in one transaction on this instance, which no other process may be running embedded. */
async function keep<T>(act: (held: Keeping) => Promise<T>): Promise<T> {
  const closing: Closing[] = []
  try {
    const { vault } = await openInstance(readConfig(process.env), log, closing)
    return await vault.db.transaction().execute(trx => act({ trx, keys: vault.keys }))
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

/** What to do, or how to ask for it. */
async function run([noun, verb, file, ...rest]: string[]): Promise<void> {
  if (noun === 'survey' && verb === 'import' && file && rest.length === 0) return importSurvey(file)
  console.error(usage)
  process.exitCode = 2
}

try {
  await run(positionals)
} catch (error) {
  const sentence = error instanceof Refusal ? error.code : sentenceOf(error as NodeJS.ErrnoException)
  const system = (error as NodeJS.ErrnoException).syscall === 'open' ? (error as Error).message : undefined
  console.error(sentence ?? system ?? error)
  process.exitCode = 1
}
