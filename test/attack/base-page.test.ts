import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import t from 'tap'
import type { Definition } from '../../src/surveys/definition.ts'
import { headersOf } from '../support/officers.ts'
import { asking, choices, fr } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'
import { wordsOf } from './document.ts'
import { optionsOf, signInAll, stand, stationsOf } from './gather.ts'
import { surveyUnion } from './survey.ts'
import { numberIn } from './table.ts'
import { drawUnion } from './union.ts'

t.setTimeout(180_000)
const unisson = await openUnisson(t)
const officers = await signInAll(unisson)
const union = await drawUnion(unisson, 511, 70)

/** Everybody answers everything, so that what is said of how many answered is said of the set. */
const definition: Definition = asking(
  [
    { kind: 'single', code: 'post', text: fr('Votre poste'), choices: choices(...union.categories) },
    { kind: 'yes-no', code: 'ordinary', text: fr('La nuit ?') },
    {
      kind: 'single',
      code: 'sensitive',
      text: fr('Votre santé ?'),
      choices: choices('a', 'b', 'c'),
      sensitive: true,
    },
    { kind: 'long-text', code: 'words', text: fr('Un mot') },
  ],
  'post',
)
const answers = (person: number) => ({
  post: union.people[person]?.category ?? (union.categories[0] as string),
  ordinary: person % 3 ? 'yes' : 'no',
  sensitive: ['a', 'b', 'c'][person % 3] as string,
  words: 'Un mot.',
})
const least = (code: string) => (code === 'sensitive' || code === 'words' ? 10 : union.k)

/** How many figures each kind of page or file held. */
const told = new Map<string, number>()
const faults: string[] = []

t.test('P22 no page and no file of a union tells a figure with a base below k', async t => {
  t.equal(union.periods, 2)
  const asked = { definition, answers }
  const edition = await surveyUnion(unisson, union, { asked })
  const survey = await surveyUnion(unisson, union, { asked })
  const tell = (where: string, url: string, code: string, base: number) => {
    if (Number.isNaN(base) || base === 0) return
    told.set(where, (told.get(where) ?? 0) + 1)
    if (base < least(code)) faults.push(`${where}, ${url}, ${code}: a base of ${base}`)
  }
  for (const station of stationsOf(union)) {
    const officer = officers[station.role]
    await stand(unisson, officer, station)
    const read = async (url: string) => {
      const { statusCode, rawPayload } = await unisson.app.inject({ url, headers: headersOf(officer.cookie) })
      if (statusCode !== 200 && statusCode !== 404) t.fail(`${url} answered ${statusCode}`)
      return statusCode === 200 ? rawPayload : Buffer.alloc(0)
    }
    const words = async (url: string) => (await read(url)).toString()
    const home = `/reports/surveys/${survey}`

    const readLines = (where: string, url: string, lines: unknown[][]) => {
      for (const [, , code = '', , , , , , , , answered, base] of lines) {
        if (typeof base !== 'number' && !/^\d+$/.test(String(base))) continue
        tell(where, url, String(code), Number(base))
        tell(where, url, String(code), Number(answered))
      }
    }
    const readJson = (where: string, url: string, body: string) => {
      if (body === '') return
      for (const { code, rows } of JSON.parse(body).pages.flatMap(
        (page: { questions: [] }) => page.questions,
      ))
        for (const { readings } of rows)
          for (const reading of readings) if (reading) tell(where, url, code, reading.base)
    }
    const readCsv = async (where: string, url: string) =>
      readLines(where, url, parse(await words(url), { bom: true, delimiter: ';', from: 2 }))
    const readBook = async (where: string, url: string) => {
      const book = await read(url)
      readLines(where, url, book.length ? ((await readXlsx(book)).sheets[1]?.rows ?? []).slice(1) : [])
    }

    for (const period of [1, 2]) {
      const first = await words(`${home}?period=${period}`)
      const [scopes, categories] = [optionsOf(first, 'scope'), optionsOf(first, 'category')]
      for (const scope of scopes.length > 0 ? scopes : [''])
        for (const category of categories.length > 0 ? categories : ['']) {
          const choice = `?${new URLSearchParams({ scope, category, period: String(period) })}`
          const page = await words(`${home}${choice}`)
          for (const part of page.split('<div class="question-report"').slice(1)) {
            const code = / id="q-([^"]+)"/.exec(part)?.[1] ?? ''
            tell('page', choice, code, numberIn(/à cette question, sur ([\d\s ]+)/.exec(part)?.[1]))
            if (code === 'words')
              tell('texts told', choice, code, numberIn(/(?:Lire les|<p>)\s?(\d+)\s/.exec(part)?.[1]))
          }
          const summary = await words(`${home}/summary${choice}`)
          tell('summary', choice, 'ordinary', numberIn(/D’après ([\d\s ]+)/.exec(summary)?.[1]))
          readJson('json', choice, await words(`${home}.json${choice}`))
          await readCsv('csv', `${home}.csv${choice}`)
          if (category !== '') continue
          await readBook('xlsx', `${home}.xlsx${choice}`)
          const texts = await words(`${home}/texts/words${choice}`)
          tell('texts', choice, 'words', numberIn(/<p>([\d\s ]+)réponses? écrites?\./.exec(texts)?.[1]))
          if (station.role !== 'administrator') continue
          const document = await read(`${home}.pdf${choice}`)
          for (const [, base] of (await wordsOf(document)).matchAll(/à cette question, sur ([\d\s ]+)/g))
            tell('pdf', choice, 'ordinary', numberIn(base))
        }
      readJson('cube.json', station.name, await words(`${home}/cube.json?period=${period}`))
      await readCsv('cube.csv', `${home}/cube.csv?period=${period}`)
      await readBook('cube.xlsx', `${home}/cube.xlsx?period=${period}`)
      for (const code of ['post', 'ordinary', 'sensitive']) {
        const url = `${home}/sections?period=${period}&question=${code}`
        const compared = await words(url)
        for (const [, row = ''] of compared.matchAll(/<tr class="compared-[^"]*">(.*?)<\/tr>/gs))
          tell(
            'sections',
            url,
            code,
            numberIn(
              row
                .match(/<td[^>]*>[^<]*<\/td>/g)
                ?.at(-1)
                ?.replace(/<[^>]*>/g, ''),
            ),
          )
      }
      const compared = await words(`${home}/comparison?period=${period}&with=${edition}`)
      for (const scope of optionsOf(compared, 'scope').filter(one => one.startsWith('section:'))) {
        const inside = union.people.filter(one => one.section.id === scope.slice(8) && one.period === period)
        tell('comparison', `${scope}, ${period}`, 'ordinary', inside.length)
      }
    }
    for (const { id } of union.sections) {
      const page = await words(`/reports/sections/${id}`)
      for (const [, count] of page.matchAll(/Enquête<\/td>\s*<td[^>]*>\s*([\d\s ]+)\s*</g))
        tell('section', id, 'ordinary', numberIn(count))
      const file = await words(`/reports/sections/${id}.json`)
      for (const { figure, day, value } of file === '' ? [] : JSON.parse(file).figures)
        if (figure === 'Réponses' && day !== '' && typeof value === 'number')
          tell('section.json', id, 'ordinary', value)
    }
    for (const [, count] of (await words('/reports')).matchAll(/>\s*([\d\s ]+)réponses?\s*</g))
      tell('list', '/reports', 'ordinary', numberIn(count))
  }
  t.same(faults.slice(0, 20), [])
})

t.test('and all of them held some', async t => {
  const places = ['page', 'texts told', 'texts', 'summary', 'sections', 'comparison', 'section', 'list']
  const files = ['json', 'csv', 'xlsx', 'pdf', 'cube.json', 'cube.csv', 'cube.xlsx', 'section.json']
  for (const place of [...places, ...files])
    t.ok((told.get(place) ?? 0) > 3, `${told.get(place)} in ${place}`)
})
