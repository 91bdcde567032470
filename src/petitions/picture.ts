import type { Db, Trx } from '../database.ts'
import { makePictures, PictureFault, type Pictures } from '../print/picture.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { changePetition } from './subject.ts'

export type PictureReading =
  | { pictures: Pictures; fault?: undefined }
  | { pictures?: undefined; fault: string }

let turn: Promise<unknown> = Promise.resolve()

/** Reads an upload, one at a time in this process: a large one takes 150 MB while it is worked on. */
export async function readPicture(upload: Buffer): Promise<PictureReading> {
  const reading = turn.then(() => makePictures(upload))
  turn = reading.catch(() => {})
  try {
    return { pictures: await reading }
  } catch (error) {
    if (error instanceof PictureFault) return { fault: error.code }
    throw error
  }
}

const removePicture = (trx: Trx, petition_id: string, partner: number | null) =>
  trx
    .deleteFrom('petition_pictures')
    .where('petition_id', '=', petition_id)
    .where('partner', 'is not distinct from', partner)
    .execute()

const addPicture = (
  trx: Trx,
  petition_id: string,
  partner: number | null,
  pictures: Pictures,
  alternative = '',
) =>
  trx
    .insertInto('petition_pictures')
    .values({ petition_id, partner, alternative, ...pictures })
    .execute()

/** Puts a picture in the place of the one there was; without a new one, only its words change. */
export const changePicture = (
  vault: Vault,
  viewer: Viewer,
  id: string,
  alternative: string,
  pictures?: Pictures,
) =>
  changePetition(vault, viewer, id, 'picture', async trx => {
    if (!pictures) {
      await trx
        .updateTable('petition_pictures')
        .set({ alternative })
        .where('petition_id', '=', id)
        .where('partner', 'is', null)
        .execute()
      return
    }
    await removePicture(trx, id, null)
    await addPicture(trx, id, null, pictures, alternative)
  })

export const dropPicture = (vault: Vault, viewer: Viewer, id: string) =>
  changePetition(vault, viewer, id, 'picture', async trx => {
    await removePicture(trx, id, null)
  })

export const MOST_PARTNERS = 12

export const listPartnerNames = (db: Db | Trx, id: string) =>
  db
    .selectFrom('petition_partners')
    .select(['position', 'name'])
    .where('petition_id', '=', id)
    .orderBy('position')
    .execute()

/** @returns false when there are as many as a page holds */
export const addPartner = (vault: Vault, viewer: Viewer, id: string, name: string, logo?: Pictures) =>
  changePetition(vault, viewer, id, 'partner', async trx => {
    const known = await listPartnerNames(trx, id)
    if (known.length >= MOST_PARTNERS) return false
    const position = (known.at(-1)?.position ?? 0) + 1
    await trx.insertInto('petition_partners').values({ petition_id: id, position, name }).execute()
    if (logo) await addPicture(trx, id, position, logo)
    return true
  })

/** Removing one that is gone changes nothing. */
export const removePartner = (vault: Vault, viewer: Viewer, id: string, position: number) =>
  changePetition(vault, viewer, id, 'partner', async trx => {
    await removePicture(trx, id, position)
    await trx
      .deleteFrom('petition_partners')
      .where('petition_id', '=', id)
      .where('position', '=', position)
      .execute()
  })

/** The bytes of a picture of a petition, its own or a partner's logo. */
export const findPictureBytes = (db: Db, slug: string, id: string, format: 'webp' | 'jpeg') =>
  db
    .selectFrom('petition_pictures')
    .innerJoin('petitions', 'petitions.id', 'petition_pictures.petition_id')
    .select(`${format} as bytes`)
    .where('petitions.slug', '=', slug)
    .where('petition_pictures.id', '=', id)
    .executeTakeFirst()
