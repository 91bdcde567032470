import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { freeSlug } from '../http/free-slug.ts'
import type { Vault } from '../seal/vault.ts'
import type { Owned, Viewer } from '../union/scope.ts'
import { getPetitionWithin } from './managed-petition.ts'
import { listTexts } from './opening.ts'
import { createPetition, type TextWords } from './petition.ts'
import { isPublic } from './phase.ts'
import type { Locale, Petition } from './tables.ts'
import { findTemplate } from './template.ts'

type Start = Partial<
  Pick<
    Petition,
    'recipient_name' | 'recipient_office' | 'recipient_company' | 'goal' | 'workplace_asked' | 'listed'
  >
> & { texts: Partial<Record<Locale, TextWords>>; copied_id?: string }

const nothing: Start = { texts: { fr: { title: '', summary: '', text: '' } } }

function startFromTemplate(code: string): Start {
  const words = findTemplate(code)?.words.fr
  if (!words) throw new NotFound()
  const { title, summary, text, recipient_office, goal } = words
  return { recipient_office, goal, texts: { fr: { title, summary, text } } }
}

async function startFromPetition(trx: Trx, viewer: Viewer, id: string): Promise<Start> {
  const petition = await getPetitionWithin(trx, viewer, id)
  const texts = await listTexts(trx, petition)
  const { recipient_name, recipient_office, recipient_company, goal, workplace_asked, listed } = petition
  return {
    recipient_name,
    recipient_office,
    recipient_company,
    goal,
    workplace_asked,
    listed,
    texts: Object.fromEntries(
      texts.map(({ locale, title, summary, text }) => [locale, { title, summary, text }]),
    ),
    copied_id: id,
  }
}

/** The pictures and partners of the petition it was copied from. */
async function copyParts(trx: Trx, from: string, to: string): Promise<void> {
  await trx
    .insertInto('petition_partners')
    .columns(['petition_id', 'position', 'name'])
    .expression(eb =>
      eb
        .selectFrom('petition_partners')
        .select([eb.val(to).as('petition_id'), 'position', 'name'])
        .where('petition_id', '=', from),
    )
    .execute()
  await trx
    .insertInto('petition_pictures')
    .columns(['petition_id', 'partner', 'alternative', 'webp', 'jpeg', 'width', 'height'])
    .expression(eb =>
      eb
        .selectFrom('petition_pictures')
        .select(eb.val(to).as('petition_id'))
        .select(['partner', 'alternative', 'webp', 'jpeg', 'width', 'height'])
        .where('petition_id', '=', from),
    )
    .execute()
}

async function readStart(trx: Trx, viewer: Viewer, from: string): Promise<Start> {
  const [kind, what = ''] = from.split(':')
  if (kind === 'template') return startFromTemplate(what)
  return kind === 'petition' ? startFromPetition(trx, viewer, what) : nothing
}

/** The petitions a viewer may start from: their own, and what the public reads anyway. */
export const canCopy = ({ mine, phase }: { mine: boolean; phase: Parameters<typeof isPublic>[0] }): boolean =>
  mine || isPublic(phase)

/**
 * Starts a draft.
 * @param from 'blank', 'template:<code>' or 'petition:<id>'
 * @returns its id @throws NotFound when there is nothing to start from
 */
export async function startDraft(
  { db, keys }: Vault,
  viewer: Viewer,
  { region_id, section_id }: Owned,
  from: string,
): Promise<string> {
  return db.transaction().execute(async trx => {
    const { texts, copied_id, ...start } = await readStart(trx, viewer, from)
    const slug = await freeSlug(trx, texts.fr?.title ?? '')
    const created_by = viewer.account_id
    const id = await createPetition(
      trx,
      keys,
      { ...start, slug, region_id, section_id, opens_on: null, closes_on: null, created_by },
      texts,
    )
    if (copied_id) await copyParts(trx, copied_id, id)
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'petition.creation',
      subject: 'petition',
      subject_id: id,
    })
    return id
  })
}
