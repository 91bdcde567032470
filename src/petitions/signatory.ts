import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { getPetition, type PetitionState } from './petition.ts'
import { keyOf, openWords } from './signature.ts'
import type { NameVisibility } from './tables.ts'

/** Who confirmed a signature, as much of it as an owner may read. */
export interface Signatory {
  id: string
  /** Empty of those who are counted only: none was asked. */
  name: string
  name_visibility: NameVisibility
  /** Section or workplace, where it was said. */
  place: string
  confirmed_on: string
  /** Only of those who agreed to be contacted. */
  email: string
  invalidated: boolean
}

/** Lists that leave as a file: all that the owner may read, names for the recipient, those who may be contacted. */
export const signatoryLists = ['all', 'recipient', 'contact'] as const
export type SignatoryList = (typeof signatoryLists)[number]

/** More at a time is no faster, and lives long enough to leave the room of young objects. */
const BATCH = 250

/** A petition whose names a viewer may read: their own. @throws NotFound */
export async function getOwnPetition(db: Db, viewer: Viewer, id: string): Promise<PetitionState> {
  const petition = await getPetition(db, id)
  if (!owns(viewer, petition)) throw new NotFound()
  return petition
}

const confirmedSignatures = (db: Db, petitionId: string) =>
  db
    .selectFrom('signatures')
    .leftJoin('sections', 'sections.id', 'signatures.section_id')
    .leftJoin('invalidations', join =>
      join
        .onRef('invalidations.petition_id', '=', 'signatures.petition_id')
        .onRef('invalidations.signature_id', '=', 'signatures.id'),
    )
    .where('signatures.petition_id', '=', petitionId)
    .where('confirmed_on', 'is not', null)

const columns = [
  'signatures.id',
  'sealed',
  'name_visibility',
  'contact',
  sql<string>`confirmed_on`.as('confirmed_on'),
  'sections.name as section_name',
  sql<boolean>`invalidations.signature_id is not null`.as('invalidated'),
] as const

type Row = Awaited<ReturnType<typeof readRows>>[number]
type Query = ReturnType<typeof confirmedSignatures>

const readRows = (query: Query) => query.select(columns).execute()

function openSignatory(key: DataKey, row: Row): Signatory {
  const { email, name, workplace } = openWords(key, row)
  const { id, name_visibility, confirmed_on, invalidated } = row
  return {
    id,
    name,
    name_visibility,
    place: row.section_name ?? workplace,
    confirmed_on,
    email: row.contact ? email : '',
    invalidated,
  }
}

const within = (list: SignatoryList, query: Query): Query => {
  if (list === 'all') return query
  const standing = query.where('invalidations.signature_id', 'is', null)
  if (list === 'contact') return standing.where('contact', '=', true)
  return standing.where('name_visibility', 'in', ['recipient', 'public'])
}

/** All of a list, read some hundreds at a time; in the order of their blind index, which is none. */
export async function* walkSignatories(
  vault: Vault,
  petitionId: string,
  list: SignatoryList,
): AsyncGenerator<Signatory> {
  const key = await keyOf(vault, petitionId)
  const query = within(list, confirmedSignatures(vault.db, petitionId)).orderBy('signatures.id').limit(BATCH)
  for (let last: string | undefined; ; ) {
    const rows = await readRows(last ? query.where('signatures.id', '>', last) : query)
    for (const row of rows) yield openSignatory(key, row)
    last = rows.at(-1)?.id
    if (rows.length < BATCH) return
  }
}

/** One page of all who confirmed, the newest day first. @param page from 1 */
export async function listSignatories(
  vault: Vault,
  petitionId: string,
  page: number,
  each: number,
): Promise<Signatory[]> {
  const key = await keyOf(vault, petitionId)
  const rows = await readRows(
    confirmedSignatures(vault.db, petitionId)
      .orderBy('confirmed_on', 'desc')
      .orderBy('signatures.id')
      .limit(each)
      .offset((page - 1) * each),
  )
  return rows.map(row => openSignatory(key, row))
}

/** Those whose name, place or shown address holds the words. @param most how many at most */
export async function searchSignatories(
  vault: Vault,
  petitionId: string,
  words: string,
  most: number,
): Promise<Signatory[]> {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const wanted = plain(words)
  const found: Signatory[] = []
  for await (const signatory of walkSignatories(vault, petitionId, 'all')) {
    const { name, place, email } = signatory
    if (![name, place, email].some(text => plain(text).includes(wanted))) continue
    found.push(signatory)
    if (found.length === most) break
  }
  return found
}

/** How many confirmed, the invalidated included. */
export async function countConfirmed(db: Db, petitionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('signatures')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('petition_id', '=', petitionId)
    .where('confirmed_on', 'is not', null)
    .executeTakeFirstOrThrow()
  return count
}
