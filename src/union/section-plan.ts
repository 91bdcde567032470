import { type CsvLine, readCsv } from '../http/csv.ts'
import { label, place } from './forms.ts'

const columns = ['region', 'federation', 'section', 'company', 'city'] as const
export type ImportColumn = (typeof columns)[number]

const headings: Record<ImportColumn, string[]> = {
  region: ['region', 'departement', 'county'],
  federation: ['federation', 'branche', 'branch'],
  section: ['section', 'nom', 'name'],
  company: ['entreprise', 'societe', 'employeur', 'company', 'employer'],
  city: ['ville', 'commune', 'city', 'town'],
}

export type PlannedSection = Record<ImportColumn, string> & { line: number }

export interface ImportFault {
  line: number
  column?: ImportColumn
  code: string
}

interface Named {
  name: string
  closed_at: Date | null
}

/** The union as it stands, as far as the importing officer may build on it. */
export interface ImportGround {
  regions: Named[]
  federations: Named[]
  sections: { region: string; name: string }[]
  /** Of an officer who adds to one region only. */
  own_region?: string
  /** What this union calls its levels. */
  words: Partial<Record<ImportColumn, string>>
}

export interface ImportPlan {
  sections: PlannedSection[]
  /** Names of what must be made first. */
  regions: string[]
  federations: string[]
  /** How many lines name a section that is already there. */
  known: number
  faults: ImportFault[]
}

const MOST_LINES = 5_000

const fold = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
const same = (name: string) => name.normalize('NFC').toLowerCase()

const wrongFile = (code: string, line = 1): ImportPlan => ({
  sections: [],
  regions: [],
  federations: [],
  known: 0,
  faults: [{ line, code }],
})

/** Where each column stands, by the words of the first line. */
function findColumns(
  head: string[],
  { words, own_region }: ImportGround,
): Map<ImportColumn, number> | undefined {
  const folded = head.map(fold)
  const found = new Map<ImportColumn, number>()
  for (const column of columns) {
    const names = [words[column] ?? '', ...headings[column]].map(fold).filter(name => name !== '')
    const at = folded.findIndex(heading => names.includes(heading))
    if (at >= 0) found.set(column, at)
  }
  return found.has('section') && (found.has('region') || own_region !== undefined) ? found : undefined
}

function readLine({ line, cells }: CsvLine, at: Map<ImportColumn, number>, width: number, own?: string) {
  const faults: ImportFault[] = []
  const section = { line } as PlannedSection
  if (cells.slice(width).some(cell => cell !== '')) faults.push({ line, code: 'list.ragged' })
  for (const column of columns) {
    const cell = cells[at.get(column) ?? -1] ?? ''
    const typed = column === 'region' && cell === '' ? (own ?? '') : cell
    const field = column === 'section' || column === 'region' ? label : place
    const reading = field(typed, () => [])
    if ('fault' in reading && reading.fault) faults.push({ line, column, code: reading.fault })
    else if ('value' in reading) section[column] = reading.value!
  }
  return { section, faults }
}

/** A group by its name: as it is written in the union, or to be made, or not to be used. */
function groupDesk(known: Named[], column: ImportColumn, mayAdd: (name: string) => boolean) {
  const names = new Map(known.map(one => [same(one.name), one]))
  const added: string[] = []
  return {
    added,
    /** @returns the name to use, or the code of what is wrong */
    place(name: string): { name: string } | { code: string } {
      const found = names.get(same(name))
      if (found) return found.closed_at ? { code: 'list.closed' } : { name: found.name }
      if (!mayAdd(name)) return { code: column === 'region' ? 'list.foreign' : 'list.unknown' }
      names.set(same(name), { name, closed_at: null })
      added.push(name)
      return { name }
    },
  }
}

/** What a list of sections would make of the union, or line by line why it cannot; nothing is changed. */
export function planSections(text: string, ground: ImportGround): ImportPlan {
  const reading = readCsv(text)
  if (reading.fault) return wrongFile(`list.${reading.fault}`, reading.line)
  const [head, ...lines] = reading.lines
  if (!head || lines.length === 0) return wrongFile('list.no-lines')
  if (lines.length > MOST_LINES) return wrongFile('list.many-lines', lines.length + 1)
  const at = findColumns(head.cells, ground)
  if (!at) return wrongFile('list.header', head.line)

  const regions = groupDesk(ground.regions, 'region', () => ground.own_region === undefined)
  const federations = groupDesk(ground.federations, 'federation', () => ground.own_region === undefined)
  const keyOf = (region: string, name: string) => `${same(region)}\n${same(name)}`
  const there = new Set(ground.sections.map(one => keyOf(one.region, one.name)))
  const seen = new Set<string>()
  const plan: ImportPlan = {
    sections: [],
    regions: regions.added,
    federations: federations.added,
    known: 0,
    faults: [],
  }

  for (const one of lines) {
    const { section, faults } = readLine(one, at, head.cells.length, ground.own_region)
    const region = section.region ? regions.place(section.region) : { name: '' }
    const federation = section.federation ? federations.place(section.federation) : { name: '' }
    if ('code' in region) faults.push({ line: one.line, column: 'region', code: region.code })
    else section.region = region.name
    if ('code' in federation) faults.push({ line: one.line, column: 'federation', code: federation.code })
    else section.federation = federation.name
    const key = keyOf(section.region ?? '', section.section ?? '')
    if (faults.length === 0 && seen.has(key))
      faults.push({ line: one.line, column: 'section', code: 'list.twice' })
    seen.add(key)
    if (faults.length > 0) plan.faults.push(...faults)
    else if (there.has(key)) plan.known += 1
    else plan.sections.push(section)
  }
  return plan
}
