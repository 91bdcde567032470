import { randomUUID } from 'node:crypto'
import { NotFound } from '../../src/errors.ts'
import { cubeSurvey } from '../../src/reports/export/cube.ts'
import { countedItems } from '../../src/reports/item.ts'
import { listReading } from '../../src/reports/place/reading-list.ts'
import { reportSection } from '../../src/reports/place/section-report.ts'
import { getReadableSurvey } from '../../src/reports/readable.ts'
import { atomsIn, listPlaces, listScopes, ownPlaces, type Scope } from '../../src/reports/scope.ts'
import { compareEditions } from '../../src/reports/survey/edition-comparison.ts'
import { type Frozen, findFrozen } from '../../src/reports/survey/frozen.ts'
import type { Reading } from '../../src/reports/survey/reading.ts'
import { compareSections } from '../../src/reports/survey/section-comparison.ts'
import { reportSurvey } from '../../src/reports/survey/survey-report.ts'
import type { Part } from '../../src/reports/tables.ts'
import { listThemes, listWritten } from '../../src/reports/written/written.ts'
import type { Vault } from '../../src/seal/vault.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { type Station, stationsOf } from './gather.ts'
import type { DrawnUnion } from './union.ts'

/** Where a figure of answers stands. */
export const readers = [
  'report',
  'cube',
  'sections',
  'edition',
  'earlier edition',
  'texts',
  'themes',
  'section report',
] as const

/** A figure of answers, and the set it is computed over. */
export interface Told {
  reader: (typeof readers)[number]
  where: string
  /** Of what is asked; '' of responses. */
  key: string
  part: Part
  base: number
  /** Of a section by itself, in one period. */
  alone: boolean
  /** Of the set, how many answered. */
  answered?: number
  counts?: (number | null)[]
}

/** Whoever stands there, as the guards hand them on. */
const viewerAt = ({ role, name, region_id, federation_id, section_id }: Station): Viewer => ({
  account_id: randomUUID(),
  role,
  name,
  region_id: region_id ?? null,
  federation_id: federation_id ?? null,
  section_ids: section_id ? [section_id] : [],
  factor: true,
  factor_at: null,
  session_id: null,
})

/** What is not there to be read. */
const orNone = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch(error => {
    if (error instanceof NotFound) return undefined
    throw error
  })

/** What one viewer reads of one period, in every scope and category, wherever there is something to read. */
async function* readPeriod(
  vault: Vault,
  viewer: Viewer,
  frozen: Frozen,
  edition: string,
): AsyncGenerator<Told> {
  const { db } = vault
  const { survey, places, atoms, period } = frozen
  const items = new Map(countedItems(survey.definition).map(item => [item.key, item]))
  const partOf = (key: string): Part => items.get(key)?.part ?? 'sensitive'
  const tell = (reader: Told['reader'], where: string, key: string, reading: Reading | null): Told[] => {
    if (!reading) return []
    const { base, answered, counts } = reading
    return [
      { reader, where: `${where}, ${period}`, key, part: partOf(key), base, answered, counts, alone: false },
    ]
  }
  const scopes = listScopes(viewer, survey, places)
  const categories = [...new Set(atoms.map(({ category }) => category ?? ''))]
  for (const scope of scopes)
    for (const category of new Set(['', '*', ...categories])) {
      if (category === '*' && categories.every(one => one === '')) continue
      const report = await reportSurvey(db, viewer, frozen, { scope: scope.code, category }, 'fr')
      for (const { rows, texts } of report.pages.flatMap(page => page.questions))
        for (const { key, readings } of [...rows, ...texts])
          for (const [at, reading] of readings.entries()) {
            const column = report.columns[at]
            const alone = column?.scope.kind === 'section' && column.category === null
            for (const one of tell('report', `${scope.code} ${category}`, key, reading))
              yield { ...one, alone }
          }
    }
  const cube = await cubeSurvey(db, viewer, frozen, 'fr')
  for (const { rows, texts } of cube.pages.flatMap(page => page.questions))
    for (const { key, readings } of [...rows, ...texts])
      for (const reading of readings) yield* tell('cube', 'cube', key, reading)
  const first = await orNone(compareSections(db, viewer, frozen, undefined, 'fr'))
  for (const { key: asked } of first?.asked ?? []) {
    const { lines, question } = await compareSections(db, viewer, frozen, asked, 'fr')
    for (const { scope, readings } of lines)
      for (const [at, reading] of readings.entries())
        for (const one of tell('sections', scope.code, question.rows[at]?.key ?? '', reading))
          yield { ...one, alone: scope.kind === 'section' }
  }
  const isShown = (scope: Scope) => atomsIn(scope, atoms).length > 0
  for (const { code } of scopes.filter(isShown)) {
    const compared = await orNone(compareEditions(db, viewer, frozen, { scope: code }, edition, 'fr'))
    for (const { code: question, rows } of compared?.questions ?? [])
      for (const { now, before } of rows) {
        const key = items.has(question)
          ? question
          : ([...items.keys()].find(one => one.startsWith(`${question}.`)) ?? '')
        const alone = code.startsWith('section:')
        for (const one of [...tell('edition', code, key, now), ...tell('earlier edition', code, key, before)])
          yield { ...one, alone }
      }
  }
  const own = atoms.filter(({ partition }) => partition === 'sensitive')
  for (const scope of scopes.filter(one => one.own))
    for (const { key } of [...items.values()].filter(({ text }) => text)) {
      const among = atomsIn(scope, own)
      // The set of a text is its atom: that few of it wrote is what a reader sees of them.
      const base = Math.min(...among.map(atom => atom.response_count))
      const { count: length } = await listWritten(
        vault,
        { surveyId: survey.id, question: key, atoms: among },
        '',
      )
      const written = {
        where: `${scope.code}, ${period}`,
        key,
        part: 'sensitive' as const,
        alone: false,
        base,
      }
      if (length > 0) yield { ...written, reader: 'texts', answered: length }
      for (const { count } of await listThemes(db, survey.id, key, among))
        if (count > 0) yield { ...written, reader: 'themes', answered: length }
    }
}

/** Every figure of a frozen survey's answers that anybody in its union reads. */
export async function* readEverywhere(
  vault: Vault,
  union: DrawnUnion,
  surveyId: string,
  edition: string,
): AsyncGenerator<Told> {
  const { db } = vault
  for (const station of stationsOf(union)) {
    const viewer = viewerAt(station)
    const survey = await orNone(getReadableSurvey(db, viewer, surveyId))
    if (!survey) continue
    for (let period = 1; period <= union.periods; period += 1) {
      const frozen = await findFrozen(db, survey, String(period))
      if (!frozen) throw new Error(`Period ${period} is not frozen.`)
      for await (const told of readPeriod(vault, viewer, frozen, edition))
        yield { ...told, where: `${station.role}: ${told.where}` }
    }
    for (const { section_id } of ownPlaces(viewer, await listPlaces(db, surveyId))) {
      const { surveys } = await reportSection(db, viewer, section_id, 'fr')
      for (const { id, responses } of surveys)
        if (responses !== null && id === surveyId)
          yield {
            reader: 'section report',
            where: `${station.role}: section ${section_id}`,
            key: '',
            part: 'ordinary',
            base: responses,
            alone: true,
          }
    }
    // Fewer than k of each period may be in no figure, and their number untold.
    for (const { id, count } of await listReading(db, viewer, 'fr'))
      if (id === surveyId && !isNearly(count ?? 0, union))
        throw new Error(`/reports tells ${count} responses.`)
  }
}

const isNearly = (count: number, { people, k, periods }: DrawnUnion): boolean =>
  count <= people.length && count > people.length - k * periods
