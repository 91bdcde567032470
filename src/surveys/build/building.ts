import type { FastifyRequest } from 'fastify'
import type { Db } from '../../database.ts'
import { translator } from '../../http/words.ts'
import type { Asking } from '../answer/asked.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { titleIn } from '../said.ts'
import type { SurveyState } from '../survey.ts'
import type { Saying } from './condition-words.ts'
import type { BuildHead } from './views.ts'

export type BuildOptions = SurveyOptions

export interface ById {
  Params: { id: string; page: string; code: string; place: string; language: string }
  Querystring: { done?: string }
  Body: unknown
}

export const needs = { config: { needs: 'section' } } as const

/** A survey of the viewer's own under construction, and how to speak of it on this page. */
export interface Building {
  survey: SurveyState
  head: BuildHead
  /** Conditions in the reader's words. */
  saying: Saying
  /** Questions as respondents get them, nothing hidden. */
  asking: Asking
}

/** @throws NotFound when it is not the viewer's */
export async function getBuilding(db: Db, request: FastifyRequest<ById>): Promise<Building> {
  const survey = await getOwnSurvey(db, request.viewer, request.params.id)
  const { definition, id, kind } = survey
  const language = definition.languages[0] as string
  return {
    survey,
    head: {
      id,
      kind,
      language,
      title: titleIn(definition, request.locale),
      frozen: survey.phase !== 'draft',
      languages: definition.languages,
    },
    saying: { t: translator(request.locale), locale: request.locale, definition, language },
    asking: { definition, language, answers: {}, hidden: new Set(), seed: '' },
  }
}
