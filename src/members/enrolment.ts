import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { Conflict } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import { allowSurveyMail } from '../mail/suppression.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { listMeant, listMet, releaseMembers } from './elsewhere.ts'
import { matchLines } from './matching.ts'
import { getOwnMember, getOwnSection } from './member.ts'
import {
  indexKey,
  indexMember,
  lockRegister,
  type MemberWords,
  openMember,
  sealMember,
  sectionKey,
} from './register.ts'
import { settle, writeMembers } from './settling.ts'
import type { Member } from './tables.ts'

/** What an officer writes of a member by hand. */
export interface MemberEntry extends MemberWords {
  locale: Locale
  refuses: boolean
}

export type Faults = Record<string, { code: string }>
const taken = { code: 'in-register' }

const refusal = (refuses: boolean) =>
  refuses ? sql<string>`coalesce(refused_on, current_date)` : sql<null>`null`

/**
 * Adds a member by hand. Somebody known in another section moves, somebody gone comes back, as in an import; of a
 * section that the viewer does not follow, neither is told.
 * @returns the member's id, or what is wrong with the entry
 */
export async function addMember(
  vault: Vault,
  viewer: Viewer,
  sectionId: string,
  entry: MemberEntry,
): Promise<{ id: string } | { faults: Faults }> {
  await getOwnSection(vault.db, viewer, sectionId)
  return vault.db.transaction().execute(trx => enrol(vault, trx, viewer, sectionId, entry))
}

async function enrol(
  vault: Vault,
  trx: Trx,
  viewer: Viewer,
  section_id: string,
  { locale, refuses, ...words }: MemberEntry,
): Promise<{ id: string } | { faults: Faults }> {
  const key = await indexKey(vault)
  await lockRegister(trx)
  const line = { line: 0, words, locale, section_id, left_out: false, ...indexMember(key, words) }
  const { inside, outside } = await listMet(trx, [line], [viewer])
  const [match] = matchLines([line], inside, new Map()).matches
  if (!match || match.address_taken) return { faults: { email: taken } }
  const { member } = match
  if (member?.section_id === section_id && !member.gone_on)
    return { faults: { [line.number_index && member.number_index ? 'number' : 'email']: taken } }
  const settled = await settle(vault, key, match, locale, outside)
  await writeMembers(vault, trx, [settled])
  if (refuses) await setRefusal(trx, settled.id, true)
  const moved = settled.left.length > 0 || (member && member.section_id !== section_id)
  await recordEvent(trx, vault.keys, {
    account_id: viewer.account_id,
    act: moved ? 'member.move' : 'member.addition',
    subject: 'section',
    subject_id: section_id,
    detail: { member: settled.id },
  })
  return { id: settled.id }
}

/**
 * Has somebody come back whose number and address went to another section with them: they move, as when added.
 * @returns their id from now on @throws Conflict where they are back already
 */
export async function readmitMember(vault: Vault, trx: Trx, viewer: Viewer, gone: Member): Promise<string> {
  const words = openMember(await sectionKey(vault, gone.section_id), gone)
  await trx.deleteFrom('members').where('id', '=', gone.id).execute()
  const entry = { ...words, locale: gone.locale, refuses: gone.refused_on !== null }
  const back = await enrol(vault, trx, viewer, gone.section_id, entry)
  if ('faults' in back) throw new Conflict()
  return back.id
}

const setRefusal = (trx: Trx, id: string, refuses: boolean) =>
  trx
    .updateTable('members')
    .set({ refused_on: refusal(refuses) })
    .where('id', '=', id)
    .execute()

/** Corrects what is known of a member. @returns what is wrong, if anything @throws NotFound */
export async function correctMember(
  vault: Vault,
  viewer: Viewer,
  id: string,
  { locale, refuses, ...words }: MemberEntry,
): Promise<Faults | undefined> {
  const key = await indexKey(vault)
  const index = indexMember(key, words)
  return vault.db.transaction().execute(async trx => {
    await lockRegister(trx)
    const { section_id, address_index, refused_on } = await getOwnMember(trx, viewer, id)
    const { inside, outside } = await listMet(trx, [index], [viewer])
    const others = inside.filter(other => other.id !== id)
    if (others.length > 0) {
      const byNumber = others.some(
        other => index.number_index && other.number_index?.equals(index.number_index),
      )
      return { [byNumber ? 'number' : 'email']: taken }
    }
    const readdressed = !(address_index && index.address_index?.equals(address_index))
    await releaseMembers(vault, trx, listMeant(outside, index, readdressed))
    await trx
      .updateTable('members')
      .set({
        ...index,
        locale,
        sealed: sealMember(await sectionKey(vault, section_id), id, words),
        refused_on: refusal(refuses),
        readdressed_on: sql<string>`case when address_index is distinct from ${index.address_index}::bytea
          then current_date else readdressed_on end`,
        ...(readdressed && { bounced_on: null }),
      })
      .where('id', '=', id)
      .execute()
    // The refusal was their own act, by mail; that they take it back is what the officer was told.
    if (refused_on && !refuses && words.email) await allowSurveyMail(vault, trx, words.email)
    await recordEvent(trx, vault.keys, {
      account_id: viewer.account_id,
      act: 'member.edit',
      subject: 'section',
      subject_id: section_id,
      detail: { member: id },
    })
    return undefined
  })
}
