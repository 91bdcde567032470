import type { Definition } from '../../src/surveys/definition.ts'
import { seeded } from '../support/frozen.ts'
import { choices, fr } from '../support/sealed.ts'
import type { Unisson } from '../support/unisson.ts'

export interface DrawnSection {
  id: string
  region_id: string
  federation_id: string | null
}

export interface Respondent {
  section: DrawnSection
  /** What they gave to the breakdown. */
  category: string | null
  /** The period they answered in. */
  period: number
}

/** A union by chance, and who answers its survey. */
export interface DrawnUnion {
  seed: number
  sections: DrawnSection[]
  people: Respondent[]
  categories: string[]
  /** Only those of the first category are asked the ordinary questions. */
  conditional: boolean
  /** To a sensitive question all but one say no, which is coarsened; else the others leave it out. */
  alike: boolean
  audience: 'invited' | 'codes' | 'link'
  k: number
  periods: number
}

/** At most so many answer. */
export const MOST = 60

/** Draws the shape of a union: sections of very unequal sizes, in two or three regions. */
export async function drawUnion({ vault: { db } }: Unisson, seed: number, most = MOST): Promise<DrawnUnion> {
  const random = seeded(seed * 7919 + 17)
  for (let turn = 0; turn < 5; turn += 1) random()
  const below = (count: number) => Math.floor(random() * count)
  const make = async (table: 'regions' | 'federations', count: number) => {
    const rows = Array.from({ length: count }, (_, at) => ({ name: `${table} ${seed}.${at}` }))
    const made = await db.insertInto(table).values(rows).returning('id').execute()
    return made.map(({ id }) => id)
  }
  const regions = await make('regions', 2 + below(2))
  const federations = await make('federations', 1 + below(2))
  const places = Array.from({ length: 4 + below(9) }, (_, at) => ({
    name: `Section ${seed}.${at}`,
    region_id: regions[at % regions.length] as string,
    federation_id: random() < 0.3 ? null : (federations[below(federations.length)] as string),
  }))
  const sections = await db
    .insertInto('sections')
    .values(places)
    .returning(['id', 'region_id', 'federation_id'])
    .execute()
  const categories = ['a', 'b', 'c', 'd'].slice(0, 2 + below(3))
  const weights = sections.map(() => random() ** 2)
  const ends = weights.map((_, at) => weights.slice(0, at + 1).reduce((sum, weight) => sum + weight, 0))
  const pick = (share: number) =>
    sections[ends.findIndex(end => share * (ends.at(-1) as number) < end)] as DrawnSection
  const lean = 1 + random() * 1.5
  const periods = seed % 4 === 3 ? 2 : 1
  const people = Array.from({ length: Math.min(most, 24 + below(most - 23)) }, () => ({
    section: pick(random()),
    category:
      random() < 0.08 ? null : (categories[Math.floor(random() ** lean * categories.length)] as string),
    period: 1 + below(periods),
  }))
  const audience = seed % 5 === 4 ? 'link' : 'invited'
  return {
    seed,
    sections,
    people,
    categories,
    conditional: seed % 3 === 2,
    alike: seed % 7 === 6,
    audience,
    k: audience === 'link' ? 10 : 5,
    periods,
  }
}

/** The code of the one question that a respondent alone answers with yes. */
export const probeOf = (part: 'ordinary' | 'sensitive', person: number): string => `${part}-${person}`

/** The word that a respondent alone writes. */
export const wordOf = (person: number): string => `mot${person}fin`

/**
 * Two questions a respondent: an ordinary one, to which all others say no, and a sensitive one, which all others leave
 * out, for else nine in ten would be of one mind and nobody would be shown; and a text.
 */
export function probing({ people, categories, conditional }: DrawnUnion): Definition {
  const probes = (part: 'ordinary' | 'sensitive') =>
    people.map((_, person) => ({
      kind: 'yes-no' as const,
      code: probeOf(part, person),
      text: fr(probeOf(part, person)),
      ...(part === 'sensitive' && { sensitive: true as const }),
    }))
  const asked = { answer: 'post', is: 'equal' as const, value: categories[0] as string }
  return {
    languages: ['fr'],
    title: fr('Ce que chacun est seul à dire'),
    breakdown: 'post',
    pages: [
      {
        code: 'post',
        questions: [
          { kind: 'single', code: 'post', text: fr('Votre poste'), choices: choices(...categories) },
        ],
      },
      { code: 'ordinary', questions: probes('ordinary'), ...(conditional && { shown: asked }) },
      {
        code: 'sensitive',
        questions: [...probes('sensitive'), { kind: 'long-text', code: 'words', text: fr('Un mot') }],
      },
    ],
  }
}

/** What a respondent sends. */
export function answersOf({ people, alike }: DrawnUnion, person: number): Record<string, string> {
  const { category } = people[person] as Respondent
  return {
    ...(category && { post: category }),
    ...Object.fromEntries(people.map((_, at) => [probeOf('ordinary', at), at === person ? 'yes' : 'no'])),
    ...(alike && Object.fromEntries(people.map((_, at) => [probeOf('sensitive', at), 'no']))),
    [probeOf('sensitive', person)]: 'yes',
    words: wordOf(person),
  }
}
