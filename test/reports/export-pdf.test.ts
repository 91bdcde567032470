import { inflateSync } from 'node:zlib'
import t from 'tap'
import { wordsOf } from '../attack/document.ts'
import { conditions, frozenSurvey } from '../support/conditions.ts'
import { signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { sections } = await makePlaces(unisson)
const survey = await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 4] })
const tiny = await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 7], seed: 9 })
const { headers } = await signIn(unisson, 'administrator')
const take = (query: string, language = '') =>
  unisson.app.inject({ url: `${language}/reports/surveys/${survey}.pdf?${query}`, headers })

/** Every object of a PDF as text, those that are packed into streams too. */
function objectsOf(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: word }) => {
    if (text.slice(index - 3, index) === 'end') return []
    try {
      return [inflateSync(pdf.subarray(index + word.length)).toString('latin1')]
    } catch {
      return []
    }
  })
  return [text, ...streams].join('\n')
}

/** A text of a PDF: bytes, or UTF-16 with its mark, in parentheses or as hexadecimal. */
function words(literal: string): string {
  const bytes = literal.startsWith('<')
    ? Buffer.from(literal.slice(1, -1), 'hex')
    : Buffer.from(
        literal
          .slice(1, -1)
          .replace(/\\(\d{3}|.)/gs, (_, c) =>
            c.length === 3
              ? String.fromCharCode(Number.parseInt(c, 8))
              : ({ n: '\n', r: '\r' }[c as string] ?? c),
          ),
        'latin1',
      )
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString()
}

const literals = (objects: string, name: string): string[] =>
  [...objects.matchAll(new RegExp(`/${name}\\s*(\\((?:\\\\.|[^\\\\)])*\\)|<[0-9A-Fa-f]+>)`, 'gs'))].map(
    match => words(match[1] as string),
  )

t.test('a report is a tagged PDF in its language, titled, with words for every figure', async t => {
  const answer = await take(`scope=section:${sections[1]}`)
  t.match(answer.headers, {
    'content-type': 'application/pdf',
    'content-disposition': /filename="nos-conditions-de-travail-.*\.pdf"/,
  })
  const objects = objectsOf(answer.rawPayload)
  for (const part of [
    /\/MarkInfo\s*<<\s*\/Marked true/,
    /\/StructTreeRoot/,
    /pdfuaid:part>1</,
    /\/DisplayDocTitle true/,
  ])
    t.match(objects, part)
  t.match(literals(objects, 'Lang'), ['fr'])
  t.match(literals(objects, 'Title').join(), 'Nos conditions de travail')
  for (const tag of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'Figure'])
    t.match(objects, new RegExp(`/S\\s*/${tag}\\b`), tag)
  const figures = [...objects.matchAll(/\/S\s*\/Figure\b/g)]
  const alts = literals(objects, 'Alt')
  t.equal(figures.length, 2, 'the two scales')
  t.equal(alts.length, figures.length)
  for (const alt of alts) t.match(alt, /^\d+ : \d+\s%( ; .*){4}/)
  const printed = await wordsOf(answer.rawPayload)
  t.match(printed, /Carhaix · \S+\s\S+\s20\d\d/, 'the section’s name and the day stand in its foot')
  t.match(objects, /\/FontFile[23]?\s/, 'its fonts are in it')
})

t.test('English reads English, and a place without figures still prints', async t => {
  const english = objectsOf((await take('scope=union', '/en')).rawPayload)
  t.match(literals(english, 'Lang'), ['en'])
  const small = await take(`scope=section:${sections[6]}`)
  t.equal(small.statusCode, 200)
  t.notMatch(objectsOf(small.rawPayload), /\/S\s*\/Figure\b/)
  t.equal((await take('category=*')).statusCode, 200)
})

t.test('a survey whose pages have no title prints too', async t => {
  const untitled = { ...conditions, pages: conditions.pages.map(({ title: _, ...page }) => page) }
  const id = await frozenSurvey(unisson, { sizes: [20], seed: 8, definition: untitled })
  t.equal((await unisson.app.inject({ url: `/reports/surveys/${id}.pdf`, headers })).statusCode, 200)
})

/** A question of a document, up to the next. */
const partOf = (printed: string, text: string, next: string) =>
  // Words of narrow heads may be parted at the end of a line.
  (printed.split(text).at(1) ?? '')
    .split(next)[0]
    ?.replace(/\s+/g, ' ')
    .replace(/(?<=\p{L})- (?=\p{Ll})/gu, '') ?? ''

t.test(
  'a matrix says what region and union say, and how many are missing; a ranking who came first',
  async t => {
    const printed = await wordsOf((await take(`scope=section:${sections[1]}`)).rawPayload)
    const matrix = partOf(printed, 'Êtes-vous d’accord', 'Dans quel ordre')
    t.equal([...matrix.matchAll(/J’ai les moyens/g)].length, 3)
    for (const words of [
      'Les mêmes chiffres : Bretagne',
      'Les mêmes chiffres : Toute l’enquête',
      'Sans réponse',
    ])
      t.match(matrix, words)
    t.match(partOf(printed, 'Dans quel ordre', 'Comment dormez-vous'), 'Mis en tête')
  },
)

t.test('where a section is too small for a sensitive question, region and union are drawn', async t => {
  const query = `scope=section:${sections[6]}`
  const { body } = await unisson.app.inject({ url: `/reports/surveys/${tiny}?${query}`, headers })
  const part = /id="q-sleep".*?(?=class="question-report"|<\/section>\s*<section class="report-files)/s.exec(
    body,
  )?.[0]
  t.match(part, /Pas de chiffre à ce niveau/)
  t.match(part, /non montré/)
  t.match(part, /data-label="Hauts-de-France">\s*\d+\s%/)
  const file = await unisson.app.inject({ url: `/reports/surveys/${tiny}.pdf?${query}`, headers })
  const sleep = partOf(await wordsOf(file.rawPayload), 'Comment dormez-vous', 'Que changeriez-vous')
  t.match(sleep, /Bien non montré non montré \d+ % \d+ %/)
})
