import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import { kept } from '../../kept.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { Vault } from '../../seal/vault.ts'
import { type LegalBody, legalBodyOf, ownerName } from '../../union/legal-body.ts'
import { type InvitationState, invitationDesk, readInvitation, surveyKey } from '../invitation.ts'
import { listPeriods } from '../period.ts'
import { listOffered, type OfferedSection } from '../respondent.ts'
import { getDefinition, getSurvey, getSurveyBySlug, type SurveyState } from '../survey.ts'
import type { Survey } from '../tables.ts'

/** What the first page says beside the survey itself. */
export interface FirstFacts {
  owner_name: string
  legal: Omit<LegalBody, 'id'>
  /** The days on which totals are made before the close. */
  periods: string[]
}

export const readFacts = async (db: Db, survey: Survey): Promise<FirstFacts> => ({
  owner_name: await ownerName(db, survey),
  legal: await legalBodyOf(db, survey),
  periods: await listPeriods(db, survey.id),
})

/** A survey that has been launched, as those who answer need it. */
export interface LaunchedSurvey {
  survey: SurveyState
  key: DataKey
  sections: OfferedSection[]
  facts: FirstFacts
}

/** Somebody who has come to answer. */
export interface Visit extends LaunchedSurvey {
  /** null: by the open link. */
  invitation: InvitationState | null
  /** Where the pages of answers are sent. */
  action: string
}

/** The section an invitation counts for; '' with an open link. */
export const sectionName = ({ sections, invitation }: Pick<Visit, 'sections' | 'invitation'>): string =>
  sections.find(({ id }) => id === invitation?.section_id)?.name ?? ''

/**
 * Who comes to answer what. Surveys are kept for two seconds, for their pages only: whether one may be answered is
 * asked again in the transaction that keeps the response.
 */
export function visitDesk(vault: Vault) {
  const { db } = vault
  const find = invitationDesk(vault)
  // A save is a revision: what was read of one never changes.
  const definitions = kept(3_600_000, (name: `${string} ${number} ${number}`) => {
    const [id = '', version] = name.split(' ')
    return getDefinition(db, id, Number(version))
  })
  const words = ({ id, version, revision }: Survey) => definitions.get(`${id} ${version} ${revision}`)
  const surveys = kept(2_000, async (name: `${'id' | 'slug'} ${string}`): Promise<LaunchedSurvey> => {
    const [by, value = ''] = name.split(' ')
    const survey = await (by === 'id' ? getSurvey(db, value, words) : getSurveyBySlug(db, value, words))
    if (survey.phase === 'draft') throw new NotFound()
    return {
      survey,
      key: await surveyKey(vault, survey.id),
      sections: await listOffered(db, survey),
      facts: await readFacts(db, survey),
    }
  })

  return {
    /** @throws NotFound where it was never launched */
    launched: (slug: string): Promise<LaunchedSurvey> => surveys.get(`slug ${slug}`),

    /** @throws NotFound for a link we never gave out */
    async invited(token: string): Promise<Visit> {
      const { invitation } = await readInvitation(vault, find, 'response', token)
      const found = await surveys.get(`id ${invitation.survey_id}`)
      return { ...found, invitation, action: `/invitations/${token}/response` }
    },

    /** @throws NotFound where it takes an invitation */
    async open(slug: string): Promise<Visit> {
      const found = await surveys.get(`slug ${slug}`)
      if (found.survey.audience !== 'link') throw new NotFound()
      return { ...found, invitation: null, action: `/surveys/${slug}/response` }
    },
  }
}
