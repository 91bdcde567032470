import { randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import { indexKey, indexMember, sealMember, sectionKey } from '../../src/members/register.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import {
  type InvitationLink,
  indexInvited,
  invitationToken,
  memberInvitation,
  sealInvited,
  surveyKey,
} from '../../src/surveys/invitation.ts'
import { fixStructure } from '../../src/surveys/launch/structure.ts'
import { type SealedResponse, stagedPlace } from '../../src/surveys/response/response.ts'
import { createSurvey, getSurvey, recordSurveyAct } from '../../src/surveys/survey.ts'
import type { SurveysTable } from '../../src/surveys/tables.ts'
import { posted } from './petition.ts'
import type { Unisson } from './unisson.ts'

export interface OpenSurvey {
  id: string
  slug: string
  section_id: string
}

const fr = (words: string) => ({ fr: words })

/** Three pages: the second is for those who work nights, and asks more of those who work too many. */
export const nights: Definition = {
  languages: ['fr'],
  title: fr('Vos nuits de travail'),
  thanks: fr('La section en parle le 12 janvier.'),
  pages: [
    {
      code: 'you',
      title: fr('Votre poste'),
      questions: [
        { kind: 'yes-no', code: 'night', text: fr('Travaillez-vous la nuit ?'), required: 'hard' },
        { kind: 'short-text', code: 'post', text: fr('Votre poste'), required: 'soft' },
      ],
    },
    {
      code: 'nights',
      title: fr('Vos nuits'),
      shown: { answer: 'night', is: 'equal', value: 'yes' },
      questions: [
        {
          kind: 'number',
          code: 'count',
          text: fr('Combien par mois ?'),
          required: 'hard',
          least: 1,
          most: 31,
          whole: true,
          brackets: [5, 10],
        },
        {
          kind: 'long-text',
          code: 'why',
          text: fr('Que changeriez-vous ?'),
          shown: { answer: 'count', is: 'least', value: 10 },
        },
      ],
    },
    {
      code: 'all',
      title: fr('Pour finir'),
      questions: [
        {
          kind: 'matrix',
          code: 'rest',
          text: fr('Et le repos ?'),
          rows: [
            { code: 'sleep', text: fr('Je dors assez') },
            { code: 'days', text: fr('Mes jours de repos sont tenus') },
          ],
          choices: [
            { code: 'yes', text: fr('Oui') },
            { code: 'no', text: fr('Non') },
          ],
        },
      ],
    },
  ],
}

let made = 0

async function findSection({ vault: { db } }: Pick<Unisson, 'vault'>): Promise<string> {
  const known = await db.selectFrom('sections').select('id').orderBy('name').executeTakeFirst()
  if (known) return known.id
  const region = await db
    .insertInto('regions')
    .values({ name: 'Hauts-de-France' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const section = await db
    .insertInto('sections')
    .values({ name: 'Plateforme de Dourges', region_id: region.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return section.id
}

/** A survey of one section that takes responses now. */
export async function openSurvey(
  unisson: Pick<Unisson, 'vault' | 'work'>,
  survey: Partial<Insertable<SurveysTable>> = {},
  definition = nights,
): Promise<OpenSurvey> {
  const { vault } = unisson
  made += 1
  const slug = `nuits-${made}`
  const section_id = survey.section_id ?? (await findSection(unisson))
  const id = await vault.db.transaction().execute(async trx => {
    const id = await createSurvey(
      trx,
      vault.keys,
      { slug, section_id, purpose: 'Préparer la négociation sur les horaires.', ...survey },
      definition,
    )
    await trx.insertInto('survey_sections').values({ survey_id: id, section_id }).execute()
    await fixStructure(trx, await getSurvey(trx, id))
    await recordSurveyAct(trx, id, 'launch', null)
    return id
  })
  await unisson.work()
  return { id, slug, section_id }
}

export interface AddedMember {
  id: string
  email: string
  address_index: Buffer | null
}

/** A member as an import would have left them. */
export async function addMember(
  { vault }: Unisson,
  sectionId: string,
  name: string,
  number = '',
): Promise<AddedMember> {
  const id = randomUUID()
  const email = `${name.toLowerCase()}-${id.slice(0, 8)}@atelier.example`
  const key = await sectionKey(vault, sectionId)
  const words = { number, name, email, phone: '' }
  const index = indexMember(await indexKey(vault), words)
  await vault.db
    .insertInto('members')
    .values({
      id,
      section_id: sectionId,
      sealed: sealMember(key, id, words),
      ...index,
      locale: 'fr',
      refused_on: null,
      bounced_on: null,
      gone_on: null,
    })
    .execute()
  return { id, email, address_index: index.address_index }
}

/** Invites somebody as a round does. @returns the path of their link */
export async function invite(
  unisson: Unisson,
  survey: OpenSurvey,
  name = 'Ines',
  purpose: InvitationLink = 'response',
): Promise<string> {
  const member = await addMember(unisson, survey.section_id, name)
  const key = await surveyKey(unisson.vault, survey.id)
  const id = memberInvitation(key, member.id)
  await unisson.vault.db
    .insertInto('invitations')
    .values({
      survey_id: survey.id,
      id,
      section_id: survey.section_id,
      member_sealed: sealInvited(key, id, member.id),
      address_index: indexInvited(key, member.address_index),
    })
    .execute()
  return `/invitations/${invitationToken(key, purpose, survey.id, id)}/${purpose}`
}

/** The fields a page of answers would send as it is: what it carries, and what is filled in. */
export function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  for (const [input] of body.matchAll(/<input [^>]*>/g)) {
    const part = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? ''
    const box = ['radio', 'checkbox'].includes(part('type'))
    if (!box || / checked/.test(input)) fields[plain(part('name'))] = plain(part('value'))
  }
  return fields
}

/** Fills in the page it is given, as shown, and presses a button. */
export async function press(
  unisson: Unisson,
  link: string,
  page: { body: string },
  button: string,
  answers: Record<string, string> = {},
) {
  const typed = Object.fromEntries(Object.entries(answers).map(([key, value]) => [`q.${key}`, value]))
  return unisson.app.inject({ url: link, ...posted({ ...fieldsOf(page.body), ...typed, press: button }) })
}

/** Answers from the first page to the last. */
export async function answerAll(unisson: Unisson, link: string, answers: Record<string, string>) {
  let page = await unisson.app.inject(link)
  page = await press(unisson, link, page, 'start', {})
  for (let pages = 0; page.statusCode === 200 && pages < 20; pages += 1) {
    const here = Object.entries(answers).filter(([key]) => page.body.includes(`name="q.${key}"`))
    const send = /value="send"/.test(page.body)
    page = await press(unisson, link, page, send ? 'send' : 'next', Object.fromEntries(here))
  }
  return page
}

/** What the sealer reads of a survey's responses. */
export async function openStaged({ vault, config }: Unisson, surveyId: string): Promise<SealedResponse[]> {
  const keys = openSealer(config.KEYS_DIR).batches
  const staged = vault.db.selectFrom('staged_responses').selectAll()
  const rows = await staged.where('survey_id', '=', surveyId).execute()
  return rows.map(({ id, batch_id, sealed }) =>
    keys.open(batch_id).open<SealedResponse>(`survey:${surveyId}`, stagedPlace(id), sealed),
  )
}
