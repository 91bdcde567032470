import { Gone, Invalid, NotFound } from '../errors.ts'
import { canonicalAddress } from '../mail/address.ts'
import { type DataKey, SealError, tokenId } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import type { Signature } from './tables.ts'

/** What a signatory typed, sealed in one piece. */
export interface SignatureWords {
  email: string
  name: string
  workplace: string
}

export type LinkPurpose = 'confirmation' | 'withdrawal' | 'visibility' | 'news'

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const place = (id: string) => ({ table: 'signatures', column: 'sealed', row: id })

/** The signature an address has on a petition: the first half of its blind index, as a UUID. */
export const signatureId = (key: DataKey, email: string): string =>
  uuidOf(key.index(canonicalAddress(email)).subarray(0, 16))

export const sealWords = (key: DataKey, id: string, words: SignatureWords): Buffer =>
  key.seal(place(id), words)

export const openWords = (key: DataKey, { id, sealed }: Pick<Signature, 'id' | 'sealed'>): SignatureWords =>
  key.open<SignatureWords>(place(id), sealed)

/** A signature whose mail waits, as the page of whoever typed it carries it. */
export interface Waiting {
  id: string
  email: string
  /** In milliseconds since 1970. */
  mail_at: number
}

const waitingPlace = (petitionId: string) => ({ table: 'signatures', column: 'waiting', row: petitionId })

// Sealed, not signed: an id that anyone could ask for would say, to whoever holds the tables, who has signed.
export const sealWaiting = (key: DataKey, petitionId: string, waiting: Waiting): string =>
  key.seal(waitingPlace(petitionId), waiting).toString('base64url')

/** @throws Invalid when we did not seal it for this petition */
export function openWaiting(key: DataKey, petitionId: string, sealed: string): Waiting {
  try {
    return key.open<Waiting>(waitingPlace(petitionId), Buffer.from(sealed, 'base64url'))
  } catch (error) {
    if (error instanceof SealError) throw new Invalid()
    throw error
  }
}

/** @throws Gone once what it sealed is erased, NotFound where there is no such petition */
export async function keyOf({ db, keys }: Vault, petitionId: string): Promise<DataKey> {
  try {
    return await keys.getByScope(`petition:${petitionId}`)
  } catch (error) {
    const petition = db.selectFrom('petitions').select('id').where('id', '=', petitionId)
    if (error instanceof NotFound && (await petition.executeTakeFirst())) throw new Gone()
    throw error
  }
}

/** What stands after /signatures/ in a mailed link. */
export const signatureToken = (key: DataKey, purpose: LinkPurpose, petitionId: string, id: string): string =>
  key.token(purpose, Buffer.concat([bytesOf(petitionId), bytesOf(id)]))

export interface Held {
  petition_id: string
  id: string
  key: DataKey
}

/** Whose link this is. @throws NotFound when we never gave it out for this purpose; Gone as `keyOf` */
export async function readToken(vault: Vault, purpose: LinkPurpose, token: string): Promise<Held> {
  const bytes = tokenId(token)
  if (bytes?.length !== 32) throw new NotFound()
  const petition_id = uuidOf(bytes.subarray(0, 16))
  const key = await keyOf(vault, petition_id)
  if (!key.holds(purpose, token)) throw new NotFound()
  return { petition_id, id: uuidOf(bytes.subarray(16)), key }
}

export const findSignature = ({ db }: Vault, { petition_id, id }: Held): Promise<Signature | undefined> =>
  db
    .selectFrom('signatures')
    .selectAll()
    .where('petition_id', '=', petition_id)
    .where('id', '=', id)
    .executeTakeFirst()
