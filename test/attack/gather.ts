import { readXlsx } from 'hucre/xlsx'
import type { Role } from '../../src/union/scope.ts'
import { headersOf, type Officer, post, signIn } from '../support/officers.ts'
import type { Unisson } from '../support/unisson.ts'
import { readDocument } from './document.ts'
import {
  readComparison,
  readCsv,
  readEditions,
  readJson,
  readLines,
  readPage,
  readSections,
  readSummary,
  readThemes,
  type Said,
} from './table.ts'
import { type DrawnSection, type DrawnUnion, probeOf, wordOf } from './union.ts'

const roles: Role[] = ['administrator', 'regional-officer', 'federation-officer', 'section-leader']

export type Officers = Record<Role, Officer>

/** An officer of every role; where they stand is for `stations` to say. */
export async function signInAll(unisson: Unisson): Promise<Officers> {
  const officers: [Role, Officer][] = []
  for (const role of roles) officers.push([role, await signIn(unisson, role)])
  return Object.fromEntries(officers) as Officers
}

export interface Station {
  role: Role
  name: string
  region_id?: string
  federation_id?: string
  section_id?: string
}

/** Everybody a union has: an administrator, an officer of each region and federation, a leader of each section; first where most answered. */
export function stationsOf({ sections: all, people }: DrawnUnion): Station[] {
  const sizeOf = ({ id }: DrawnSection) => people.filter(({ section }) => section.id === id).length
  const sections = all.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  const distinct = (ids: (string | null)[]) => [...new Set(ids.filter(id => id !== null))]
  return [
    { role: 'administrator', name: 'union' },
    ...distinct(sections.map(one => one.region_id)).map(
      (region_id): Station => ({ role: 'regional-officer', name: region_id, region_id }),
    ),
    ...distinct(sections.map(one => one.federation_id)).map(
      (federation_id): Station => ({ role: 'federation-officer', name: federation_id, federation_id }),
    ),
    ...sections.map(({ id }): Station => ({ role: 'section-leader', name: id, section_id: id })),
  ]
}

/** Moves an officer to where they are to read. */
export async function stand(
  { vault: { db } }: Unisson,
  { account_id }: Officer,
  station: Station,
): Promise<void> {
  const { region_id = null, federation_id = null, section_id } = station
  await db.updateTable('accounts').set({ region_id, federation_id }).where('id', '=', account_id).execute()
  await db.deleteFrom('account_sections').where('account_id', '=', account_id).execute()
  if (section_id) await db.insertInto('account_sections').values({ account_id, section_id }).execute()
}

export const optionsOf = (html: string, name: string): string[] => {
  const list = new RegExp(`<select[^>]* name="${name}".*?</select>`, 's').exec(html)?.[0] ?? ''
  return [...list.matchAll(/<option value="([^"]*)"/g)].map(([, value = '']) => value)
}

type Read = (path: string) => Promise<Buffer | undefined>

/** What an officer chooses from, and how it is asked for. */
interface Choice {
  name: string
  query: string
}

/** Every scope and category that an officer may choose. */
function choicesOf(
  page: string,
  name: string,
  period: number,
  categories: (one: string) => boolean,
): Choice[] {
  const orAll = (values: string[]) => (values.length > 0 ? values : [''])
  const among = orAll(optionsOf(page, 'category').filter(categories))
  return orAll(optionsOf(page, 'scope')).flatMap(scope =>
    among.map(category => ({
      name: `${name} ${scope} ${category}`,
      query: `?${new URLSearchParams({ scope, category, period: String(period) })}`,
    })),
  )
}

const wordsOf = async (read: Read, path: string) => (await read(path))?.toString() ?? ''

/** The reports of all choices, by their pages, and the texts. */
async function* readPages(
  read: Read,
  { people }: DrawnUnion,
  name: string,
  period: number,
): AsyncGenerator<Said[]> {
  const first = await wordsOf(read, `?period=${period}`)
  // '*' sets all categories side by side: each by itself says no more, which the thorough see for themselves.
  for (const { name: at, query } of choicesOf(first, name, period, one => one === '' || one === '*'))
    yield readPage(await wordsOf(read, query), at)
  for (const { name: at, query } of choicesOf(first, name, period, one => one === '')) {
    const texts = await wordsOf(read, `/texts/words${query}`)
    const more = texts.includes('page=2') ? await wordsOf(read, `/texts/words${query}&page=2`) : ''
    yield readThemes(texts, at)
    yield [...people.keys()].map(person => ({
      figure: `${at} texts`,
      question: probeOf('sensitive', person),
      yes: `${texts} ${more}`.includes(wordOf(person)),
    }))
  }
}

/** All that an officer may choose at once, as files: their pages hold no other figure. */
async function* readCubes(read: Read, name: string, period: number): AsyncGenerator<Said[]> {
  yield readJson(await wordsOf(read, `/cube.json?period=${period}`), `${name} cube`)
  yield readCsv(await wordsOf(read, `/cube.csv?period=${period}`), `${name} cube csv`)
}

/** The rest: summaries, files, documents, the sections and the editions compared; by a program, too. */
async function* readThoroughly(
  { read, program }: { read: Read; program: Read },
  { people }: DrawnUnion,
  name: string,
  period: number,
  edition: string | undefined,
): AsyncGenerator<Said[]> {
  const first = await wordsOf(read, `?period=${period}`)
  for (const { name: at, query } of choicesOf(first, name, period, () => true)) {
    yield readPage(await wordsOf(read, query), at)
    yield readSummary(await wordsOf(read, `/summary${query}`), at)
    yield readJson(await wordsOf(read, `.json${query}`), `${at} json`)
    yield readCsv(await wordsOf(read, `.csv${query}`), `${at} csv`)
    yield readJson(await wordsOf(program, `.json${query}`), `${at} program`)
    const document = await read(`.pdf${query}`)
    if (document) yield await readDocument(document, `${at} pdf`)
  }
  yield* readCubes(program, `${name} program`, period)
  const book = await read(`/cube.xlsx?period=${period}`)
  const { sheets } = book ? await readXlsx(book) : { sheets: [] }
  yield readLines((sheets[1]?.rows ?? []) as (string | number | null)[][], `${name} xlsx`)
  for (const person of people.keys())
    for (const part of ['ordinary', 'sensitive'] as const) {
      const question = probeOf(part, person)
      const page = await wordsOf(read, `/sections?period=${period}&question=${question}`)
      yield readSections(page, `${name} sections`, question)
      const file = await wordsOf(read, `/sections.csv?period=${period}&question=${question}`)
      yield readCsv(file, `${name} sections csv`)
    }
  if (!edition) return
  for (const { name: at, query } of choicesOf(first, name, period, one => one === '')) {
    yield readComparison(await wordsOf(read, `/comparison${query}&with=${edition}`), `${at} compared`)
    yield readEditions(await wordsOf(read, `/comparison.csv${query}&with=${edition}`), `${at} compared csv`)
  }
}

/**
 * How many of a section answered, on its page: a number, which is that of a set. What it can only be is the section's
 * respondents of the periods in which it stands by itself.
 */
async function readResponses(read: Read, union: DrawnUnion, station: Station): Promise<Said[]> {
  const { section_id } = station
  if (!section_id) return []
  const { people, audience, k, conditional } = union
  const page = await wordsOf(read, `/reports/sections/${section_id}`)
  const told = [...page.matchAll(/Enquête<\/td>\s*<td[^>]*>\s*(\d+)\s*</g)].map(([, count]) => Number(count))
  const own = [...people.entries()].filter(([, { section }]) => section.id === section_id)
  const shown = [...Map.groupBy(own, ([, { period }]) => period).values()]
    .filter(({ length }) => length >= (audience === 'link' ? 20 : k))
    .flat()
  // Another edition of the union's survey has the same respondents.
  if (told.some(count => count !== shown.length)) throw new Error(`${told} respondents, not ${shown.length}.`)
  // Where not all are asked, how many were not is told, as is what each gave to the breakdown: that is no other answer.
  if (told.length === 0 || conditional) return []
  return shown.map(([person]) => ({
    figure: `${station.name} responses`,
    question: probeOf('ordinary', person),
    yes: true,
  }))
}

/** Whom each figure counts, as those who read it can tell. */
export type Gathered = Record<'ordinary' | 'sensitive', Map<string, Set<number>>>

/**
 * Gathers every figure of answers that anybody reads, from pages and files, through requests: everybody's by their
 * cubes, the pages once for each role.
 * @param thorough also all else there is to read, once for each role
 * @param edition of the same union, to be compared with
 */
export async function gather(
  unisson: Unisson,
  officers: Officers,
  union: DrawnUnion,
  survey: string,
  thorough: boolean,
  edition?: string,
): Promise<Gathered> {
  const gathered: Gathered = { ordinary: new Map(), sensitive: new Map() }
  const note = ({ figure, question, yes }: Said, period: number) => {
    const [part, person] = question.split('-') as ['ordinary' | 'sensitive', string]
    // All but a few answer an ordinary question: that somebody did is no news of anybody.
    const isPlain = part === 'ordinary' || union.alike
    const known = isPlain && figure.endsWith('answered') ? undefined : gathered[part]
    if (!known || !yes) return
    const name = `${period} ${figure}`
    known.set(name, (known.get(name) ?? new Set<number>()).add(Number(person)))
  }
  const seen = new Set<Role>()
  for (const station of stationsOf(union)) {
    const officer = officers[station.role]
    await stand(unisson, officer, station)
    const readWith =
      (headers: Record<string, string>): Read =>
      async path => {
        const url = path.startsWith('/reports') ? path : `/reports/surveys/${survey}${path}`
        const { statusCode, rawPayload } = await unisson.app.inject({ url, headers })
        if (statusCode !== 200 && statusCode !== 404) throw new Error(`${url} answered ${statusCode}.`)
        return statusCode === 200 ? rawPayload : undefined
      }
    const read = readWith(headersOf(officer.cookie))
    for (const one of await readResponses(read, union, station)) note(one, 0)
    for (let period = 1; period <= union.periods; period += 1) {
      const figures = [readCubes(read, station.name, period)]
      if (!seen.has(station.role)) figures.push(readPages(read, union, station.name, period))
      if (!seen.has(station.role) && thorough) {
        const program = readWith({ authorization: `Bearer ${await issueToken(unisson, officer)}` })
        figures.push(readThoroughly({ read, program }, union, station.name, period, edition))
      }
      for (const some of figures) for await (const said of some) for (const one of said) note(one, period)
    }
    seen.add(station.role)
  }
  return gathered
}

/** A token of an officer's, by the page that shows it once. */
async function issueToken(unisson: Unisson, { cookie }: Officer): Promise<string> {
  const { body } = await post(unisson, '/account/tokens', { label: 'Tableur', days: '90' }, cookie)
  const token = /unisson_[\w-]{43}/.exec(body)?.[0]
  if (!token) throw new Error('There is no token.')
  return token
}
