import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { liftFactorByAddress } from './accounts/command.ts'
import { readConfig } from './config.ts'
import { Invalid, NotFound, Refusal } from './errors.ts'
import { isId } from './http/id.ts'
import { locales } from './http/words.ts'
import { type Closing, openInstance } from './instance.ts'
import { importMembers } from './members/command.ts'
import { sentenceOf } from './process.ts'
import type { Vault } from './seal/vault.ts'
import { readSurveyPath } from './surveys/import/command.ts'
import { keepImport } from './surveys/import/keep.ts'

const usage = `Usage:
  npm run unisson -- survey import FILE [--dry-run] [--section ID | --region ID]
  npm run unisson -- members import FILE [--dry-run] [--section ID | --region ID] [--locale fr|en] [--close-gone]
  npm run unisson -- account lift-factor

survey reads a survey from LimeSurvey (.lss, .lsa), XLSForm (.xlsx, .csv), SurveyJS or Unisson (.json) and prints what
came over and what was left, as JSON. It becomes the union's, or that of the section or region named.
--dry-run keeps nothing and needs no database.

members reads a CSV file whose first line holds its titles, and prints what came of it, as JSON. Without --section
a column says the section of each line. --locale is of members whose line names no language. --close-gone: whoever
is absent from the file has left. --dry-run writes no member.

account lift-factor asks for the address of an officer who lost phone and recovery codes, takes the second factor
away and ends their sessions; the password stays.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    'dry-run': { type: 'boolean' },
    section: { type: 'string' },
    region: { type: 'string' },
    locale: { type: 'string', default: 'fr' },
    'close-gone': { type: 'boolean' },
  },
})

/** What the log says goes beside the report, not into it. */
const log = pino({ level: 'warn', base: undefined }, pino.destination(2))

async function importSurvey(file: string): Promise<void> {
  const imported = await readSurveyPath(file)
  const owner = { section_id: idOf(values.section), region_id: idOf(values.region) }
  const id = values['dry-run']
    ? undefined
    : await withVault(({ db, keys }) =>
        db.transaction().execute(trx => keepImport(trx, keys, imported, owner)),
      )
  console.log(JSON.stringify({ ...(id && { id }), ...imported.report }, null, 2))
}

/** An id as it was given; one that cannot be is nobody's. */
function idOf(value: unknown): string | null {
  if (value === undefined) return null
  if (!isId(String(value))) throw new NotFound()
  return String(value)
}

/** Does one act on this instance, which no other process may be running embedded. */
async function withVault<T>(act: (vault: Vault) => Promise<T>): Promise<T> {
  const closing: Closing[] = []
  try {
    return await act((await openInstance(readConfig(process.env), log, closing)).vault)
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

async function importMemberFile(file: string): Promise<void> {
  const locale = locales.find(one => one === values.locale)
  if (!locale) throw new Invalid('locale')
  const options = {
    dryRun: Boolean(values['dry-run']),
    closeGone: Boolean(values['close-gone']),
    section_id: idOf(values.section),
    region_id: idOf(values.region),
    locale,
  }
  const report = await withVault(vault => importMembers(vault, file, options))
  console.log(JSON.stringify(report, null, 2))
}

/** An address is asked for: what stands in a command stays in the shell's history. */
async function liftFactor(): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const email = await terminal.question('Address: ')
  terminal.close()
  await withVault(vault => liftFactorByAddress(vault, email.trim()))
}

/** What to do, or how to ask for it. */
async function run([noun, verb, file, ...rest]: string[]): Promise<void> {
  if (noun === 'survey' && verb === 'import' && file && rest.length === 0) return importSurvey(file)
  if (noun === 'members' && verb === 'import' && file && rest.length === 0) return importMemberFile(file)
  if (noun === 'account' && verb === 'lift-factor' && !file) return liftFactor()
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
