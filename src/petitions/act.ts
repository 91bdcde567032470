import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import { today } from '../http/day.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { getSettings } from '../union/settings.ts'
import { inviteApprovers } from './approval.ts'
import { type Approval, approver, type Hand, needsApproval, overseer, owner } from './hand.ts'
import { lockPetitionWithin, type ManagedPetition } from './managed-petition.ts'
import { listGaps } from './opening.ts'
import { recordAct } from './petition.ts'
import type { Phase } from './phase.ts'
import type { Act } from './tables.ts'

interface Rule {
  from: readonly Phase[]
  by: Hand
  /** What it asks to be told: why, or what came of it. */
  asks?: 'reason' | 'outcome'
}

/** Every act with the phases it may leave and the hand it needs. */
export const rules: Record<Act, Rule> = {
  submission: { from: ['draft'], by: (...all) => owner(...all) && needsApproval(all[0], all[2]) },
  approval: { from: ['waiting'], by: approver },
  refusal: { from: ['waiting', 'approved', 'upcoming'], by: approver, asks: 'reason' },
  revision: { from: ['waiting', 'approved', 'upcoming'], by: owner },
  opening: { from: ['draft', 'approved'], by: owner },
  suspension: { from: ['open'], by: overseer, asks: 'reason' },
  resumption: { from: ['suspended'], by: overseer },
  closure: { from: ['open', 'suspended'], by: owner },
  delivery: { from: ['closed'], by: owner, asks: 'outcome' },
}

export const acts = Object.keys(rules) as Act[]

export function canAct(petition: ManagedPetition, act: Act, viewer: Viewer, approval: Approval): boolean {
  const { from, by } = rules[act]
  if (!from.includes(petition.phase) || !by(petition, viewer, approval)) return false
  return act !== 'opening' || petition.phase === 'approved' || !needsApproval(petition, approval)
}

/** What else an act changes on the petition. */
async function settle(trx: Trx, petition: ManagedPetition, act: Act, outcome: string): Promise<void> {
  const { id, opens_on, closes_on } = petition
  const day = today()
  const update = trx.updateTable('petitions').where('id', '=', id)
  if (act === 'opening' && (!opens_on || opens_on < day)) await update.set({ opens_on: day }).execute()
  if (act === 'closure' && (!closes_on || closes_on > day)) await update.set({ closes_on: day }).execute()
  if (act === 'delivery') await update.set({ outcome }).execute()
}

/** The id of the last act, which stands for all that was read with it; empty where there was none. */
export const lastAct = ({ acts }: ManagedPetition): string => acts.at(-1)?.id ?? ''

interface Asked {
  reason?: string
  outcome?: string
  /** `lastAct` of the petition whose page was read. */
  after?: string
}

/**
 * Does an act to a petition as it stands under the lock, whatever the officer's page said.
 * @throws NotFound when it is not the viewer's to do
 * @throws Conflict when the petition has moved on, be it to the same phase again with other words, or an opening
 * would leave a gap
 */
export async function actOnPetition(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  act: Act,
  { reason = '', outcome = '', after }: Asked = {},
): Promise<void> {
  await db.transaction().execute(async trx => {
    const petition = await lockPetitionWithin(trx, viewer, id)
    const settings = await getSettings(trx)
    if (!rules[act].by(petition, viewer, settings.approval)) throw new NotFound()
    if (!canAct(petition, act, viewer, settings.approval)) throw new Conflict()
    if (after && after !== lastAct(petition)) throw new Conflict()
    if (act === 'opening' && (await listGaps(trx, petition, settings)).length > 0) throw new Conflict()
    await settle(trx, petition, act, outcome)
    await recordAct(trx, id, act, viewer.account_id, reason)
    if (act === 'submission') await inviteApprovers(trx, petition, settings.approval)
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `petition.${act}`,
      subject: 'petition',
      subject_id: id,
      ...(reason && { reason }),
    })
  })
}
