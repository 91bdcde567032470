import { readFileSync } from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { writeXlsform } from '../../src/surveys/export/xlsform.ts'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name))
const old = fixture('night-work-164.lss')
const recent = fixture('telework-703.lss')
const form = fixture('training.surveyjs.json')
const workbook = () =>
  writeXlsform({ languages: ['fr'], title: { fr: 'x' }, pages: [{ code: 'page1', questions: [] }] })

const refused = (t: Test, content: Buffer | string, code: string, message: string) =>
  t.rejects(readSurveyFile(Buffer.from(content)), { code, status: 422 }, message)

/** What reading costs, in milliseconds of work and megabytes of heap and buffers. */
async function costOf(read: () => Promise<unknown>) {
  const memory = process.memoryUsage()
  const start = process.cpuUsage()
  await read()
  const { user, system } = process.cpuUsage(start)
  const after = process.memoryUsage()
  const bytes = after.heapUsed + after.external - memory.heapUsed - memory.external
  return { time: (user + system) / 1_000, memory: bytes / 1024 / 1024 }
}

t.test('what was cut short is refused wherever it was cut', async t => {
  const archive = zipOf([{ name: 'a.lss', content: recent }])
  for (let part = 1; part < 12; part += 1) {
    const cut = (file: Buffer) => file.subarray(0, Math.floor((file.length * part) / 12))
    await refused(t, cut(old), 'file-truncated', `structure, ${part}/12`)
    await refused(t, cut(form), 'file-truncated', `form, ${part}/12`)
    await refused(t, cut(archive), 'file-unreadable', `archive, ${part}/12`)
    await refused(
      t,
      zipOf([{ name: 'a.lss', content: cut(recent) }]),
      'file-truncated',
      `in an archive, ${part}/12`,
    )
  }
})

t.test('entities, outside files and document types are refused', async t => {
  const laughs = Array.from(
    { length: 30 },
    (_, index) => `<!ENTITY l${index + 1} "&l${index};&l${index};&l${index};">`,
  )
  const bomb = `<!DOCTYPE document [<!ENTITY l0 "ha">${laughs.join('')}]><document><a>&l30;</a></document>`
  await refused(t, `<?xml version="1.0"?>${bomb}`, 'file-unreadable', 'a billion laughs')
  const outside = '<!DOCTYPE document [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>'
  await refused(t, outside, 'file-unreadable', 'a file of this machine')
})

t.test('an entity nobody declared stays a word', async t => {
  const { definition } = await readSurveyFile(
    Buffer.from(String(old).replace('Merci.', 'Merci &inconnu; &lt;b&gt;')),
  )
  t.match(definition.thanks?.fr, /^Merci/)
})

t.test('bombs are refused before they burst', async t => {
  const zeros = Buffer.alloc(140 * 1024 * 1024, ' ')
  const files: [string, string, number | undefined, string][] = [
    ['a.lss', 'file-large', undefined, 'a structure of 140 MB'],
    ['a.lss', 'file-unreadable', 5_000, 'one that claims 5 kB'],
    ['xl/workbook.xml', 'file-large', undefined, 'a workbook of 140 MB'],
    ['xl/workbook.xml', 'file-unreadable', 5_000, 'one that claims 5 kB'],
  ]
  for (const [name, code, claimed, message] of files) {
    const bomb = zipOf([{ name, content: zeros, ...(claimed && { claimed }) }])
    const cost = await costOf(() => refused(t, bomb, code, message))
    t.ok(
      cost.time < 5_000 && cost.memory < 200,
      `${message}: ${Math.round(cost.time)} ms, ${Math.round(cost.memory)} MB`,
    )
  }
  const many = Array.from({ length: 1_001 }, (_, index) => ({ name: `${index}`, content: '' }))
  await refused(t, zipOf(many), 'file-large', 'a thousand and one files')
})

t.test('a file of 100 MB is refused at once, one that never ends soon after', async t => {
  const huge = Buffer.alloc(100 * 1024 * 1024, '<')
  const cost = await costOf(() => refused(t, huge, 'file-large', '100 MB'))
  t.ok(cost.time < 1_000)
  const endless = Buffer.concat([Buffer.from('<document><!--'), Buffer.alloc(20 * 1024 * 1024, '-')])
  await refused(t, endless, 'file-large', 'a comment of 20 MB')
  const wide = `<document><surveys><rows><row><sid>${'x'.repeat(3_000_000)}</sid></row></rows></surveys></document>`
  await refused(t, wide, 'file-large', 'a column of 3 MB')
  const deep = `<document>${'<a>'.repeat(100_000)}`
  await refused(t, deep, 'file-unreadable', 'a hundred thousand levels')
  const crowd = '<row><qid>1</qid></row>'.repeat(200_001)
  await refused(
    t,
    `<document><questions><rows>${crowd}</rows></questions></document>`,
    'file-large',
    '200,001 rows',
  )
})

t.test('texts made to be slow are not', async t => {
  const texts = [
    '<b'.repeat(60_000),
    '<td>'.repeat(40_000),
    `${' '.repeat(150_000)}x`,
    '{'.repeat(100_000),
    '*'.repeat(100_000),
    'e\u0301'.repeat(100) + '\u0301'.repeat(50_000),
    '('.repeat(19_000),
    '!'.repeat(19_000),
    `${'{a} and '.repeat(2_000)}1`,
  ]
  for (const text of texts) {
    const js = JSON.stringify({
      elements: [{ type: 'html', name: 'a', html: text, title: text, visibleIf: text }],
    })
    const csv = `type,name,label,relevant,constraint\ninteger,a,"${text}","${text}","${text}"\n`
    const lss = String(old)
      .replaceAll('Quel est votre poste ?', text)
      .replaceAll('count(primes_1', `${text}(`)
    for (const file of [js, csv, lss]) {
      const cost = await costOf(() => readSurveyFile(Buffer.from(file)))
      t.ok(cost.time < 3_000, `${text.slice(0, 8)}: ${Math.round(cost.time)} ms`)
    }
  }
})

t.test('scripts in every text are harmless', async t => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">ici</a>'
  const lss = String(recent).replaceAll(
    /(?<=<(?:question|help|answer|group_name|description|surveyls_title|value)><!\[CDATA\[)/g,
    script,
  )
  const js = String(form).replaceAll(
    /(?<="(?:fr|default|title|minRateDescription)": ")/g,
    script.replaceAll('"', '\\"'),
  )
  const csv = fixture('leaflet.csv')
    .toString()
    .replaceAll(/(?<=,)(Oui|Salaires|Plusieurs réponses)/g, script.replaceAll('"', "'"))
  for (const file of [lss, js, csv]) {
    const { definition, report } = await readSurveyFile(Buffer.from(file))
    t.notMatch(JSON.stringify(definition), /<script|<img|alert\(1|onerror|javascript:/)
    t.ok(report.losses.some(({ why }) => why === 'script'))
  }
})

t.test('what is no survey at all is said to be none', async t => {
  await refused(t, '', 'file-empty', 'nothing')
  await refused(t, ' \n ', 'file-empty', 'blanks')
  await refused(t, '<html><body>Bonjour</body></html>', 'file-unreadable', 'a web page')
  await refused(
    t,
    '<document><LimeSurveyDocType>Responses</LimeSurveyDocType></document>',
    'file-unknown',
    'responses alone',
  )
  await refused(t, '{"hello": 1}', 'file-unknown', 'other JSON')
  await refused(t, '{"unisson": 1}', 'survey-shape', 'ours without a survey')
  await refused(t, 'nom;prénom\nInes;x', 'file-unknown', 'another CSV')
  await refused(t, zipOf([{ name: 'photo.jpg', content: 'x' }]), 'file-unknown', 'another archive')
  const book = Buffer.from(await workbook())
  book.fill(7, 40, 400)
  await refused(t, book, 'file-unreadable', 'a workbook with a hole')
})
