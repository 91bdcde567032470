import { recordEvent } from '../audit/event.ts'
import type { Db, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { getSettings } from '../union/settings.ts'
import { type Approval, author, type Hand, owner } from './hand.ts'
import { getPetitionWithin, lockPetitionWithin, type ManagedPetition } from './managed-petition.ts'
import type { Phase } from './phase.ts'

/** What of a petition is changed by one form. */
export type Subject = 'text' | 'picture' | 'partner' | 'recipient' | 'terms' | 'sections' | 'outcome'

type Rule = Partial<Record<Phase, Hand>>

const words: Rule = { draft: owner, upcoming: author, open: author, suspended: author }
const running: Rule = { draft: owner, upcoming: owner, open: owner, suspended: owner }

/** Until when each may change, and by whose hand. The recipient stays who they were when people signed. */
const rules: Record<Subject, Rule> = {
  text: words,
  picture: words,
  partner: words,
  recipient: { draft: owner },
  terms: running,
  sections: running,
  outcome: { closed: owner, delivered: owner },
}

export const subjects = Object.keys(rules) as Subject[]

export const canChange = (
  petition: ManagedPetition,
  subject: Subject,
  viewer: Viewer,
  approval: Approval,
): boolean => rules[subject][petition.phase]?.(petition, viewer, approval) ?? false

/**
 * Changes one subject of a petition as it stands under the lock, and writes that down.
 * @throws NotFound when it lies outside the viewer's scope
 * @throws Conflict when it may not be changed, or no longer, or not by this officer
 */
export async function changePetition<T>(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  subject: Subject,
  change: (trx: Trx, petition: ManagedPetition) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async trx => {
    const petition = await lockPetitionWithin(trx, viewer, id)
    const { approval } = await getSettings(trx)
    if (!canChange(petition, subject, viewer, approval)) throw new Conflict()
    const changed = await change(trx, petition)
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `petition.${subject}`,
      subject: 'petition',
      subject_id: id,
    })
    return changed
  })
}

/** @throws NotFound where the form of a subject is not the viewer's to open, or no longer */
export async function getChangeable(
  db: Db,
  viewer: Viewer,
  id: string,
  subject: Subject,
): Promise<ManagedPetition> {
  const petition = await getPetitionWithin(db, viewer, id)
  const { approval } = await getSettings(db)
  if (!canChange(petition, subject, viewer, approval)) throw new NotFound()
  return petition
}
