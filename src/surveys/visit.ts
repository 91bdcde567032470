import { NotFound } from '../errors.ts'
import { kept } from '../kept.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { readInvitation, surveyKey } from './invitation.ts'
import { listOffered, type OfferedSection } from './respondent.ts'
import { getSurvey, getSurveyBySlug, type SurveyState } from './survey.ts'
import type { Invitation } from './tables.ts'

/** A survey that has been launched, as those who answer need it. */
export interface LaunchedSurvey {
  survey: SurveyState
  key: DataKey
  sections: OfferedSection[]
}

/** Somebody who has come to answer. */
export interface Visit extends LaunchedSurvey {
  /** null: by the open link. */
  invitation: Invitation | null
  /** Where the pages of answers are sent. */
  action: string
}

/**
 * Who comes to answer what. Surveys are kept for two seconds, for their pages only: whether one may be answered is
 * asked again in the transaction that keeps the response.
 */
export function visitDesk(vault: Vault) {
  const { db } = vault
  const surveys = kept(2_000, async (name: `${'id' | 'slug'} ${string}`): Promise<LaunchedSurvey> => {
    const [by, value = ''] = name.split(' ')
    const survey = await (by === 'id' ? getSurvey(db, value) : getSurveyBySlug(db, value))
    if (survey.phase === 'draft') throw new NotFound()
    return { survey, key: await surveyKey(vault, survey.id), sections: await listOffered(db, survey) }
  })

  return {
    /** @throws NotFound where it was never launched */
    launched: (slug: string): Promise<LaunchedSurvey> => surveys.get(`slug ${slug}`),

    /** @throws NotFound for a link we never gave out */
    async invited(token: string): Promise<Visit> {
      const { invitation } = await readInvitation(vault, 'response', token)
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
