import { readXlsx } from 'hucre/xlsx'
import type { Role } from '../../src/union/scope.ts'
import { headersOf, type Officer, signIn } from '../support/officers.ts'
import type { Unisson } from '../support/unisson.ts'
import { readCsv, readJson, readLines, readPage, readSections, readSummary, type Said } from './table.ts'
import { type DrawnUnion, probeOf, wordOf } from './union.ts'

const roles: Role[] = ['administrator', 'regional-officer', 'federation-officer', 'section-leader']

export type Officers = Record<Role, Officer>

/** An officer of every role; where they stand is for `stations` to say. */
export async function signInAll(unisson: Unisson): Promise<Officers> {
  const officers: [Role, Officer][] = []
  for (const role of roles) officers.push([role, await signIn(unisson, role)])
  return Object.fromEntries(officers) as Officers
}

interface Station {
  role: Role
  name: string
  region_id?: string
  federation_id?: string
  section_id?: string
}

/** Everybody a union has: an administrator, an officer of each region and federation, a leader of each section. */
export function stationsOf({ sections }: DrawnUnion): Station[] {
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

const optionsOf = (html: string, name: string): string[] => {
  const list = new RegExp(`<select[^>]* name="${name}".*?</select>`, 's').exec(html)?.[0] ?? ''
  return [...list.matchAll(/<option value="([^"]*)"/g)].map(([, value = '']) => value)
}

/** Everything an officer can read of the answers to one period of a survey. */
async function* readAll(
  read: (path: string) => Promise<string>,
  { people }: DrawnUnion,
  name: string,
  period: number,
  thorough: boolean,
): AsyncGenerator<Said[]> {
  const first = await read(`?period=${period}`)
  const [scopes, categories] = [optionsOf(first, 'scope'), optionsOf(first, 'category')]
  for (const scope of scopes.length > 0 ? scopes : ['']) {
    // '*' sets all categories side by side: each by itself says no more, which the thorough see for themselves.
    const chosen = thorough ? categories : categories.filter(category => category === '' || category === '*')
    for (const category of chosen.length > 0 ? chosen : ['']) {
      const query = `?${new URLSearchParams({ scope, category, period: String(period) })}`
      const at = `${name} ${scope} ${category}`
      yield readPage(await read(query), at)
      if (!thorough) continue
      yield readSummary(await read(`/summary${query}`), at)
      yield readJson(await read(`.json${query}`), `${at} json`)
      yield readCsv(await read(`.csv${query}`), `${at} csv`)
    }
    const written = `/texts/words?scope=${scope}&period=${period}`
    const texts = await read(written)
    const more = texts.includes('page=2') ? await read(`${written}&page=2`) : ''
    yield [...people.keys()].map(person => ({
      figure: `${name} ${scope} texts`,
      question: probeOf('sensitive', person),
      yes: `${texts} ${more}`.includes(wordOf(person)),
    }))
  }
  yield readJson(await read(`/cube.json?period=${period}`), `${name} cube`)
  yield readCsv(await read(`/cube.csv?period=${period}`), `${name} cube csv`)
}

/** The sections compared by every question. */
async function* readCompared(
  read: (path: string) => Promise<string>,
  { people }: DrawnUnion,
  name: string,
  period: number,
): AsyncGenerator<Said[]> {
  for (const person of people.keys())
    for (const part of ['ordinary', 'sensitive'] as const) {
      const question = probeOf(part, person)
      const page = await read(`/sections?period=${period}&question=${question}`)
      yield readSections(page, `${name} sections`, question)
    }
}

/** Whom each figure counts, as those who read it can tell. */
export type Gathered = Record<'ordinary' | 'sensitive', Map<string, Set<number>>>

/**
 * Gathers every figure of answers that anybody reads, from pages and files, through requests.
 * @param thorough also each choice by itself and its files, and, once for each role, the sections compared
 */
export async function gather(
  unisson: Unisson,
  officers: Officers,
  union: DrawnUnion,
  survey: string,
  thorough: boolean,
): Promise<Gathered> {
  const gathered: Gathered = { ordinary: new Map(), sensitive: new Map() }
  const note = ({ figure, question, yes }: Said, period: number) => {
    const [part, person] = question.split('-') as ['ordinary' | 'sensitive', string]
    // All but a few answer an ordinary question: that somebody did is no news of anybody.
    const known = part === 'ordinary' && figure.endsWith('answered') ? undefined : gathered[part]
    if (!known || !yes) return
    const name = `${period} ${figure}`
    known.set(name, (known.get(name) ?? new Set<number>()).add(Number(person)))
  }
  const compared = new Set<Role>()
  for (const station of stationsOf(union)) {
    const officer = officers[station.role]
    await stand(unisson, officer, station)
    const ask = async (path: string) => {
      const url = `/reports/surveys/${survey}${path}`
      const answer = await unisson.app.inject({ url, headers: headersOf(officer.cookie) })
      if (answer.statusCode !== 200 && answer.statusCode !== 404)
        throw new Error(`${url} answered ${answer.statusCode}.`)
      return answer.statusCode === 200 ? answer : undefined
    }
    const read = async (path: string) => (await ask(path))?.body ?? ''
    for (let period = 1; period <= union.periods; period += 1) {
      for await (const said of readAll(read, union, station.name, period, thorough))
        for (const one of said) note(one, period)
      if (!thorough || compared.has(station.role)) continue
      const book = await ask(`/cube.xlsx?period=${period}`)
      const { sheets } = book ? await readXlsx(book.rawPayload) : { sheets: [] }
      const lines = (sheets[1]?.rows ?? []) as (string | number | null)[][]
      for (const one of readLines(lines, `${station.name} xlsx`)) note(one, period)
      for await (const said of readCompared(read, union, station.name, period))
        for (const one of said) note(one, period)
    }
    compared.add(station.role)
  }
  return gathered
}
