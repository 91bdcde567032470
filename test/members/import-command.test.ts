import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { listKnown, openStage } from './stage.ts'

const stage = await openStage(t)
const { config, dourges, lille, vault } = stage
const folder = mkdtempSync(path.join(os.tmpdir(), 'unisson-members-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

const settings = Object.entries({ ...config, DATABASE_OWNER_URL: stage.ownerUrl }).map(([name, value]) => [
  name,
  String(value),
])
const env = { ...process.env, ...Object.fromEntries(settings) }

/** Runs the command as an administrator would in a shell. @returns its exit code and what it printed */
async function unisson(text: string, ...args: string[]) {
  const file = path.join(folder, 'membres.csv')
  writeFileSync(file, text)
  const run = promisify(execFile)(process.execPath, ['src/unisson.ts', 'members', 'import', file, ...args], {
    env,
  })
  return run.then(
    ({ stdout }) => ({ code: 0, report: JSON.parse(stdout), words: '' }),
    ({ code, stderr }) => ({ code, report: undefined, words: String(stderr) }),
  )
}

const file =
  'Section;Numéro;Nom;E-mail\nPlateforme de Dourges;C-1;Inès;ines@atelier.example\nHôtel du Beffroi;C-2;Rose;\n;C-3;Tom;\n'

t.test('a dry run says what would come and writes no member', async t => {
  const { report } = await unisson(file, '--dry-run')
  t.match(report, { lines: 3, added: 2, left_out: 1 })
  t.same(report.faults, [
    { line: 4, field: 'section', code: 'section-missing', other_line: null, kept: false },
  ])
  t.same(await vault.db.selectFrom('members').select('id').execute(), [])
  t.same(await vault.db.selectFrom('member_imports').select('id').execute(), [])
})

t.test('the command imports as the pages do', async t => {
  t.match((await unisson(file)).report, { lines: 3, added: 2, left_out: 1, gone: 0 })
  t.same(
    (await listKnown(stage, dourges)).map(({ name }) => name),
    ['Inès'],
  )
  t.same(
    (await listKnown(stage, lille)).map(({ name }) => name),
    ['Rose'],
  )
  const one = await unisson('Numéro;Nom\nC-9;Eva\n', '--section', dourges, '--close-gone', '--locale', 'en')
  t.match(one.report, { added: 1, gone: 1 })
  const eva = (await listKnown(stage, dourges)).find(({ name }) => name === 'Eva')
  t.equal(eva?.locale, 'en')
  t.same(await vault.db.selectFrom('spool_chunks').select('position').execute(), [])
})

t.test('what cannot be read is said in a word, and leaves no file behind', async t => {
  const faults: [string, string[], string][] = [
    ['a;b\nc;d\n', [], 'column-name'],
    ['Numéro;Nom\nC-1;Inès\n', [], 'column-section'],
    ['PK\u0003\u0004', [], 'spreadsheet'],
    ['Numéro;Nom\n"C-1;Inès\n', ['--section', dourges], 'quotes (line 2)'],
    [file, ['--section', 'nowhere'], 'not-found'],
    [file, ['--locale', 'de'], 'locale'],
  ]
  for (const [text, args, word] of faults) {
    const { code, words } = await unisson(text, ...args)
    t.equal(code, 1, word)
    t.match(words, word)
  }
  t.same(await vault.db.selectFrom('spool_chunks').select('position').execute(), [])
})
