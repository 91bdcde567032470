import { randomUUID } from 'node:crypto'
import type { Definition } from '../../surveys/definition.ts'
import type { SealedResponse } from '../../surveys/response/response.ts'
import type { Survey } from '../../surveys/tables.ts'
import { binsIn, breakdownOf, type CountedItem, countedItems } from '../item.ts'
import type { Part } from '../tables.ts'
import { type AtomPlan, type Cell, joinAtoms, partAtoms, sizeOf } from './atom.ts'
import { Counting } from './counting.ts'
import { type KeptCount, keepCounts } from './withholding.ts'

/** The fewest of a sensitive atom, and of a section of an open link, whose respondents may answer twice. */
const SENSITIVE_LEAST = 10
const LINK_LEAST = 20

/** The fewest respondents of an atom. */
export const leastOf = (part: Part, { k }: Pick<Survey, 'k'>): number =>
  part === 'sensitive' ? Math.max(SENSITIVE_LEAST, k) : k

/** The fewest respondents of a section that is told by itself. @param k of an atom */
export const sectionLeastOf = (k: number, { audience }: Pick<Survey, 'audience'>): number =>
  audience === 'link' ? Math.max(LINK_LEAST, k) : k

export interface FrozenAtom extends AtomPlan {
  id: string
  size: number
}

type Whence = Pick<SealedResponse, 'section_id' | 'answers'>

/** Finds the cell of a response. */
type CellOf = (response: Whence) => Omit<Cell, 'count'>

const nameOf = ({ section_id, category }: Omit<Cell, 'count'>) => JSON.stringify([section_id, category])

/** The respondents of one partition: their atoms, fixed, and the counts that fill them. */
export class Parting {
  readonly part: Part
  readonly k: number
  readonly items: CountedItem[]
  readonly atoms: FrozenAtom[]
  readonly responses: number
  readonly #cellOf: CellOf
  readonly #atoms: Map<string, number>
  readonly #counting: Counting
  readonly #from: Parting | undefined

  /** @param from whose atoms these were joined from */
  constructor(
    part: Part,
    k: number,
    items: CountedItem[],
    cells: Cell[],
    plans: AtomPlan[],
    cellOf: CellOf,
    from?: Parting,
  ) {
    this.part = part
    this.k = k
    this.items = items.filter(item => item.part === part)
    this.atoms = plans.map(plan => ({ ...plan, id: randomUUID(), size: sizeOf(plan.cells) }))
    this.responses = sizeOf(cells)
    this.#cellOf = cellOf
    this.#atoms = new Map(plans.flatMap((plan, at) => plan.cells.map(cell => [nameOf(cell), at])))
    this.#counting = new Counting(this.items, this.atoms.length)
    this.#from = from
  }

  get shown(): number {
    return this.atoms.reduce((sum, { size }) => sum + size, 0)
  }

  /** The place of a response's atom in `atoms`; undefined where it is in none. */
  find(response: Whence): number | undefined {
    return this.#atoms.get(nameOf(this.#cellOf(response)))
  }

  add(response: SealedResponse): void {
    const atom = this.find(response)
    if (atom !== undefined) this.#counting.add(atom, response)
  }

  /** What is kept of an atom, by its place in `atoms`. */
  keptIn(at: number): KeptCount[] {
    const { size = 0, cells = [] } = this.atoms[at] ?? {}
    return keepCounts(this.items, this.#counting.of(at), size, this.k, this.#from?.withheldIn(cells))
  }

  /** What is withheld, by item, in some of the atoms that hold these cells. */
  withheldIn(cells: Cell[]): Set<string> {
    const places = new Set(cells.map(cell => this.#atoms.get(nameOf(cell)) ?? -1))
    const kept = [...places].flatMap(at => (at < 0 ? [] : this.keptIn(at)))
    return new Set(kept.flatMap(({ item, bin }) => (bin === ':withheld' ? [item] : [])))
  }
}

/** Counts how many answered from where, and what they gave to the breakdown; then it parts them. */
export class Census {
  readonly #cells = new Map<string, Cell>()
  readonly #items: CountedItem[]
  readonly #cellOf: CellOf

  constructor(definition: Definition) {
    const items = countedItems(definition)
    const breakdown = breakdownOf(definition)
    const by = items.find(({ key, text }) => key === breakdown?.key && !text)
    this.#items = items
    this.#cellOf = ({ section_id, answers }) => ({
      section_id,
      category: (by && binsIn(by, answers)[0]) ?? null,
    })
  }

  add(response: Whence): void {
    const place = this.#cellOf(response)
    const cell = this.#cells.get(nameOf(place)) ?? { ...place, count: 0 }
    cell.count += 1
    this.#cells.set(nameOf(place), cell)
  }

  /** @param regionOf where the sections stood at the launch */
  part(survey: Pick<Survey, 'k' | 'audience'>, regionOf: ReadonlyMap<string, string>): Parting[] {
    const cells = [...this.#cells.values()]
    const ruleOf = (part: Part) => {
      const k = leastOf(part, survey)
      return { k, sectionLeast: sectionLeastOf(k, survey) }
    }
    const plans = partAtoms(cells, { ...ruleOf('ordinary'), regionOf })
    const make = (part: Part, own: AtomPlan[], from?: Parting) =>
      new Parting(part, ruleOf(part).k, this.#items, cells, own, this.#cellOf, from)
    const ordinary = make('ordinary', plans)
    return [ordinary, make('sensitive', joinAtoms(plans, ruleOf('sensitive')), ordinary)]
  }
}
