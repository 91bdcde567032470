import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import t, { type Test } from 'tap'
import { lockZip } from '../../src/print/locked-zip.ts'
import { type Cell, writeSheet } from '../../src/print/sheet.ts'
import { writeWorkbook } from '../../src/print/workbook.ts'
import { writeReport } from '../../src/reports/export/lines.ts'
import { findFrozen } from '../../src/reports/survey/frozen.ts'
import { reportSurvey } from '../../src/reports/survey/survey-report.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { addSections } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const rows: Cell[][] = [
  ['Liste prise par Maud le 24 novembre 2026. Motif : « la remise »'],
  ['Nom', 'Part', 'Nombre'],
  ['Inès; "O"', 0.25, 12],
  ['=1+1', -64.5, 0],
  ['+33 1', null, 1_000_000],
  ['@quai 3', 1, 3],
  ['-4', 0.1, 4],
  ['\tPoste', 0.2, 5],
  ['\t=1+1', 0.25, 5],
  ['\r=1+1', 0.25, 5],
  ['Ligne\ndeux', 0.3, 6],
  ['Œuvre d’été, 東京, 👍', 0.4, 7],
]

/** As a cell of CSV holds it: what a spreadsheet would run has an apostrophe. */
const held = (cell: Cell | undefined): string =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell)
    ? `'${cell.replace(/(?<=[\t\r])(?=[=+\-@])/g, "'")}`
    : String(cell ?? '')

t.setTimeout(240_000)

t.test('a CSV file is read back cell by cell, its numbers in the language of the file', async t => {
  for (const [locale, delimiter, mark] of [
    ['fr', ';', ','],
    ['en', ',', '.'],
  ] as const) {
    const file = await buffer(writeSheet(rows, { format: 'csv', locale, name: '' }))
    t.same([...file.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const read: string[][] = parse(file, { bom: true, delimiter, relax_column_count: true })
    const words = (cell: Cell) => (typeof cell === 'number' ? String(cell).replace('.', mark) : held(cell))
    t.same(
      read,
      rows.map(row => row.map(words)),
      locale,
    )
  }
})

t.test('no text becomes a formula where a CSV file is read with another separator', async t => {
  const texts = [
    'Durand,=1+1,x',
    'Durand;=1+1;x',
    'Durand, =1+1',
    'Trop long :\n- les nuits\n=1+1\r\n@x',
    'x\t+1\t"=1+1"',
    'x,"=1+1"',
    'x;""@x',
    '"=1+1',
  ]
  const prose = [
    'a - b',
    'Il fait froid, -5 degrés',
    'de 8 h-12 h ; + 3 nuits',
    'c’est « = »',
    'ines@atelier.example',
  ]
  for (const locale of ['fr', 'en'] as const) {
    const lines = [...texts, ...prose].map(text => ['Inès', text, text])
    const file = (await buffer(writeSheet(lines, { format: 'csv', locale, name: '' }))).toString()
    for (const delimiter of [',', ';', '\t']) {
      const read: string[][] = parse(file, {
        delimiter,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
      })
      t.notMatch(
        read
          .flat()
          .map(cell => /^["\s]*[=@]|^"*[+-]/.exec(cell)?.[0])
          .join(''),
        /./,
        `${locale} ${delimiter}`,
      )
    }
    t.notMatch(file, /(^|[,;\t\r\n])"*[=+\-@]/, 'nor wherever a line breaks')
    for (const text of prose) t.ok(file.includes(text), text)
  }
})

t.test('an XLSX file is read back cell by cell, no text of it being a formula', async t => {
  const streamed = await buffer(writeSheet(rows, { format: 'xlsx', locale: 'fr', name: 'Noms' }))
  const whole = await writeWorkbook('Rapport', [{ name: 'Chiffres', rows, widths: [40, 10, 10] }])
  for (const file of [streamed, whole]) {
    const [sheet] = (await readXlsx(file)).sheets
    for (const [at, row] of rows.entries())
      for (const [column, cell] of row.entries())
        t.equal(sheet?.rows?.[at]?.[column] ?? null, cell, `${at}:${column}`)
    t.notOk(file.includes('<f>'))
  }
})

t.test('a file whose lines break off and that nobody reads ends no process', async t => {
  async function* broken(): AsyncGenerator<Cell[]> {
    yield ['Nom']
    throw new Error('The database is away')
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const unread = writeSheet(broken(), { format, locale: 'fr', name: 'Noms' })
    const locked = await lockZip('noms.csv', broken() as never, 'secret')
    await pause(50)
    for (const file of [unread, locked, writeSheet(broken(), { format, locale: 'fr', name: 'Noms' })])
      await t.rejects(buffer(file))
  }
})

const say = (cell: unknown, mark: string): string =>
  typeof cell === 'number' ? String(cell).replace('.', mark) : String(cell ?? '')

t.test('a report says in its CSV what it says in its XLSX, cell by cell', async t => {
  const { csv, xlsx } = await writeFrozen(t)
  const all: string[][] = parse(csv, { bom: true, delimiter: ';' })
  // What is to be known of figures has a sheet of its own in the workbook.
  const lines = all.filter(line => !line.includes(':note'))
  t.ok(lines.length < all.length)
  const figures = ((await readXlsx(xlsx)).sheets[1]?.rows ?? []).filter(row => !row.includes(':note'))
  t.ok(lines.length > 100, `${lines.length} lines`)
  t.equal(figures.length, lines.length)
  for (const [at, line] of lines.entries())
    t.same(
      line,
      line.map((_, column) =>
        typeof figures[at]?.[column] === 'number'
          ? say(figures[at]?.[column], ',')
          : held(figures[at]?.[column] as Cell),
      ),
      `line ${at}`,
    )
})

/** The report of a frozen survey as its two spreadsheets. */
async function writeFrozen(t: Test): Promise<{ csv: Buffer; xlsx: Buffer }> {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  await addSections(unisson.vault, 3)
  const survey = await getSurvey(db, await frozenSurvey(unisson, { sizes: [20, 3, 12] }))
  const frozen = (await findFrozen(db, survey))!
  const viewer = { role: 'administrator', section_ids: [] } as unknown as Viewer
  const report = await reportSurvey(db, viewer, frozen, { category: '*' }, 'fr')
  const write = async (format: 'csv' | 'xlsx') => {
    const file = await writeReport(report, format, 'fr')
    return Buffer.isBuffer(file) ? file : buffer(file)
  }
  return { csv: await write('csv'), xlsx: await write('xlsx') }
}

t.test('LibreOffice finds the same cells', async t => {
  const office = await promisify(execFile)('soffice', ['--version']).catch(() => undefined)
  if (!office) {
    t.comment('LibreOffice is not installed: this was not run')
    return
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'unisson-office-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  /** The cells of a file's first sheet as LibreOffice writes them down. */
  async function convert(file: Buffer, name: string, format: 'csv' | 'xlsx'): Promise<string[][]> {
    const whole = path.join(folder, `${name}.${format}`)
    writeFileSync(whole, file)
    const out = path.join(folder, format)
    // Separator, quote, UTF-8, from the first line, every cell as it is shown.
    const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false'
    await promisify(execFile)('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      // French: where a comma parts thousands, 0,069 would be read as sixty-nine.
      ...(format === 'csv' ? ['--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1036'] : []),
      '--convert-to',
      filter,
      '--outdir',
      out,
      whole,
    ])
    return parse(readFileSync(path.join(out, `${name}.csv`)), {
      bom: true,
      delimiter: ';',
      relax_column_count: true,
    })
  }
  /** Its decimal mark is its own, and a line ends in its way. */
  const plain = (cell = '') =>
    /^-?\d+[,.]\d+$/.test(cell) ? cell.replace('.', ',') : cell.replace(/\r\n?/g, '\n').trim()
  const compare = (read: string[][], wanted: string[][], what: string) => {
    for (const [at, row] of wanted.entries())
      for (const [column, cell] of row.entries())
        t.equal(plain(read[at]?.[column]), plain(cell), `${what} ${at}:${column}`)
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await buffer(writeSheet(rows, { format, locale: 'fr', name: 'Noms' }))
    const words = (cell: Cell) => {
      if (format === 'xlsx') return String(cell ?? '')
      return typeof cell === 'number' ? say(cell, ',') : held(cell)
    }
    compare(
      await convert(file, 'noms', format),
      rows.map(row => row.map(words)),
      format,
    )
  }
  const { csv, xlsx } = await writeFrozen(t)
  compare(await convert(csv, 'rapport', 'csv'), parse(csv, { bom: true, delimiter: ';' }), 'report')
  const [about] = (await readXlsx(xlsx)).sheets
  const facts = (about?.rows ?? []).map(row => row.map(cell => say(cell, ',')))
  compare(await convert(xlsx, 'rapport', 'xlsx'), facts, 'workbook')
})
