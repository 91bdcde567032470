import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { listPeriods } from '../period.ts'
import { listWithin } from '../respondent.ts'
import { setAudience } from './audience.ts'
import { audienceForm } from './forms.ts'
import { headLaunch } from './head.ts'
import { listChosen } from './launch.ts'

interface ById {
  Params: { id: string }
  Body: unknown
}

const own = { config: { needs: 'section' } } as const

/** To whom a survey goes, how and how long. */
export async function audienceRoutes(app: FastifyInstance, { vault, config }: SurveyOptions): Promise<void> {
  const { db } = vault
  const get = ({ viewer, params }: FastifyRequest<ById>) => getOwnSurvey(db, viewer, params.id)

  async function showAudience(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form) {
    const survey = await get(request)
    const { audience, kind, purpose, opens_on, closes_on, slug } = survey
    const chosen = await listChosen(db, survey.id)
    const sections = await listWithin(db, survey)
    const only = sections.length === 1 ? sections.map(({ id }) => id) : []
    const values = {
      ...{ audience, kind, purpose, slug },
      opens_on: opens_on ?? '',
      closes_on: closes_on ?? '',
      periods: (await listPeriods(db, survey.id)).join('\n'),
    }
    return reply.page('surveys/launch/audience', {
      survey: await headLaunch(db, survey, request.locale),
      home: `${config.PUBLIC_URL}/surveys/`,
      sections,
      settled: survey.phase !== 'draft',
      form: typed ?? blankForm(values, { section_ids: chosen.length > 0 ? chosen : only }),
    })
  }

  app.get<ById>('/manage/surveys/:id/audience', own, (request, reply) => showAudience(request, reply))

  app.post<ById>('/manage/surveys/:id/audience', own, async (request, reply) => {
    const ids = (await listWithin(db, await get(request))).map(({ id }) => id)
    const { clean, form } = readForm(request.body, audienceForm(ids))
    if (!clean) return showAudience(request, reply.code(422), form)
    if (!(await setAudience(vault, request.viewer, request.params.id, clean))) {
      form.faults.slug = { code: 'taken' }
      return showAudience(request, reply.code(422), form)
    }
    return reply.seeOther(`/manage/surveys/${request.params.id}/launch`)
  })
}
