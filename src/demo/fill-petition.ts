import type { Trx } from '../database.ts'
import { typography } from '../http/typography.ts'
import { createPetition, type TextWords } from '../petitions/petition.ts'
import type { Act } from '../petitions/tables.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { storyDay, writeDays } from './day.ts'
import type { Accounts } from './fill-officers.ts'
import type { Places } from './fill-union.ts'
import { type OfficerName, officers } from './officer.ts'
import type { DemoPetition, DemoWords } from './petition.ts'
import { sections } from './section.ts'

export interface Ground {
  places: Places
  accounts: Accounts
  today: Date
}

interface Done {
  act: Act
  by: OfficerName | null
  on: string
  reason?: string
}

/** Who approves what a section asks for: the officer of its region, else the administrator. */
function approverOf({ owner }: DemoPetition): OfficerName {
  const section = owner && 'section' in owner ? owner.section : undefined
  const region = sections.find(({ code }) => code === section)?.region
  return officers.find(officer => 'region' in officer && officer.region === region)?.name ?? 'Maud'
}

/** What was done to a petition, in order, on days of the story. */
function doneTo(petition: DemoPetition): Done[] {
  const { phase, owner, author, written_on, opens_on, closes_on, suspension, delivery } = petition
  if (phase === 'draft') return []
  const submission: Done = { act: 'submission', by: author, on: written_on }
  if (phase === 'waiting') return [submission]
  const approval: Done = { act: 'approval', by: approverOf(petition), on: opens_on ?? written_on }
  const done: Done[] = owner && 'section' in owner ? [submission, approval] : []
  done.push({ act: 'opening', by: author, on: opens_on ?? written_on })
  if (suspension) done.push({ act: 'suspension', ...suspension })
  if (delivery) {
    done.push({ act: 'closure', by: null, on: closes_on ?? delivery.on })
    done.push({ act: 'delivery', by: author, on: delivery.on })
  }
  return done
}

/** The minutes of a day at which things are done, one after the other. */
const momentOf = (day: string, rank: number): Date => new Date(Date.parse(`${day}T07:40Z`) + rank * 540_000)

export async function fillPetition(
  trx: Trx,
  keys: DataKeys,
  petition: DemoPetition,
  { places, accounts, today }: Ground,
): Promise<string> {
  const day = <Known extends string | null>(known: Known) => (known && storyDay(known, today)) as Known
  const words = (told: DemoWords, locale: 'fr' | 'en'): TextWords => ({
    title: told.title,
    summary: writeDays(told.summary, today, locale),
    text: writeDays(told.text, today, locale),
  })
  const { owner, author, english, delivery } = petition
  const id = await createPetition(
    trx,
    keys,
    {
      slug: petition.slug,
      region_id: owner && 'region' in owner ? (places.regions.get(owner.region) ?? null) : null,
      section_id: owner && 'section' in owner ? (places.sections.get(owner.section) ?? null) : null,
      recipient_name: petition.recipient_name,
      recipient_office: petition.recipient_office,
      recipient_company: petition.recipient_company,
      goal: petition.goal,
      workplace_asked: petition.sections === null,
      opens_on: day(petition.opens_on),
      closes_on: day(petition.closes_on),
      outcome: delivery ? writeDays(delivery.outcome, today, 'fr') : '',
      created_by: accounts.get(author) ?? null,
      created_at: momentOf(day(petition.written_on), 0),
    },
    { fr: words(petition, 'fr'), ...(english && { en: words(english, 'en') }) },
  )
  const written_on = day(petition.written_on)
  await trx
    .updateTable('petition_texts')
    .set({ created_on: written_on })
    .where('petition_id', '=', id)
    .execute()

  for (const [rank, { act, by, on, reason = '' }] of doneTo(petition).entries()) {
    const account_id = (by && accounts.get(by)) ?? null
    const created_at = momentOf(day(on), rank + 1)
    await trx
      .insertInto('petition_acts')
      .values({ petition_id: id, act, account_id, created_at, reason: writeDays(reason, today, 'fr') })
      .execute()
    await trx
      .insertInto('audit_events')
      .values({
        account_id,
        act: `petition.${act}`,
        subject: 'petition',
        subject_id: id,
        detail: '{}',
        created_at,
      })
      .execute()
  }
  for (const { on, title, text } of petition.updates) {
    const told = { title: writeDays(title, today, 'fr'), text: writeDays(text, today, 'fr') }
    const account_id = accounts.get(author)
    await trx
      .insertInto('petition_updates')
      .values({
        ...told,
        title: typography(told.title, 'fr'),
        petition_id: id,
        account_id,
        created_at: momentOf(day(on), 8),
      })
      .execute()
  }
  const partners = petition.partners.map((name, position) => ({ petition_id: id, position, name }))
  if (partners.length > 0) await trx.insertInto('petition_partners').values(partners).execute()
  const offered = petition.sections?.map(code => ({
    petition_id: id,
    section_id: places.sections.get(code) as string,
  }))
  if (offered) await trx.insertInto('petition_sections').values(offered).execute()
  return id
}
