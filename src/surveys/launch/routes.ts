import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import { qrCode } from '../../print/qr.ts'
import { openSealer } from '../../seal/sealer.ts'
import { doneOf, type WithDone } from '../../union/words.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { headOf } from '../head.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { listParticipation } from '../participation.ts'
import { listPeriods } from '../period.ts'
import { listWithin } from '../respondent.ts'
import { readyBatches } from '../response/batch.ts'
import type { SurveyState } from '../survey.ts'
import { setAudience } from './audience.ts'
import { createSheet, listSheets, readSheet } from './code-sheet.ts'
import { audienceForm, sheetForm } from './forms.ts'
import * as launch from './launch.ts'
import { canRemind } from './round.ts'

interface ById extends WithDone {
  Params: { id: string; sheet: string }
  Body: unknown
}

const newSheet = () => blankForm({ code_count: '50' })

const own = { config: { needs: 'section' } } as const

const deeds = {
  launch: launch.launchSurvey,
  closure: launch.closeSurvey,
  invitations: launch.inviteMembers,
  reminders: launch.remindMembers,
}

/** To whom a survey goes, its launch, what follows it, and its end. */
export async function launchRoutes(app: FastifyInstance, { vault, config }: SurveyOptions): Promise<void> {
  const { db } = vault
  const ready = config.WORKER && config.SEALER ? readyBatches(openSealer(config.KEYS_DIR)) : undefined
  const get = ({ viewer, params }: FastifyRequest<ById>) => getOwnSurvey(db, viewer, params.id)

  const shown = async (survey: SurveyState, { locale }: FastifyRequest) => ({
    ...headOf(survey, locale),
    id: survey.id,
    opens_on: survey.opens_on,
    periods: await listPeriods(db, survey.id),
  })

  async function showAudience(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form) {
    const survey = await get(request)
    const { audience, kind, purpose, opens_on, closes_on, slug } = survey
    const chosen = await launch.listChosen(db, survey.id)
    const sections = await listWithin(db, survey)
    const only = sections.length === 1 ? sections.map(({ id }) => id) : []
    const values = {
      ...{ audience, kind, purpose, slug },
      opens_on: opens_on ?? '',
      closes_on: closes_on ?? '',
      periods: (await listPeriods(db, survey.id)).join('\n'),
    }
    return reply.page('surveys/launch/audience', {
      survey: await shown(survey, request),
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

  async function showLaunch(request: FastifyRequest<ById>, reply: FastifyReply, form: Form) {
    const survey = await get(request)
    if (survey.phase !== 'draft') return reply.seeOther(`/manage/surveys/${survey.id}/participation`)
    const sections = await listWithin(db, survey)
    const chosen = await launch.listChosen(db, survey.id)
    return reply.page('surveys/launch/launch', {
      survey: await shown(survey, request),
      check: await launch.checkLaunch(db, survey),
      sections: sections.filter(({ id }) => chosen.includes(id)),
      sheets: await listSheets(db, survey.id),
      form,
      done: doneOf(request, 'survey.launch'),
    })
  }

  app.get<ById>('/manage/surveys/:id/launch', own, (request, reply) => showLaunch(request, reply, newSheet()))

  async function showParticipation(request: FastifyRequest<ById>, reply: FastifyReply, form: Form) {
    const survey = await get(request)
    if (survey.phase === 'draft') return reply.seeOther(`/manage/surveys/${survey.id}/launch`)
    const sections = await listWithin(db, survey)
    const chosen = await launch.listChosen(db, survey.id)
    return reply.page('surveys/launch/participation', {
      survey: await shown(survey, request),
      phase: survey.phase,
      url: `${config.PUBLIC_URL}/surveys/${survey.slug}`,
      participation: await listParticipation(db, survey),
      reminding: await canRemind(db, survey.id),
      sections: sections.filter(({ id }) => chosen.includes(id)),
      sheets: await listSheets(db, survey.id),
      form,
      done: doneOf(request, 'survey.launch'),
    })
  }

  app.get<ById>('/manage/surveys/:id/participation', own, (request, reply) =>
    showParticipation(request, reply, newSheet()),
  )

  for (const [path, deed] of Object.entries(deeds)) {
    app.post<ById>(`/manage/surveys/:id/${path}`, own, async (request, reply) => {
      await deed(vault, request.viewer, request.params.id)
      await ready?.(db)
      return reply.seeOther(`/manage/surveys/${request.params.id}/participation?done=${path}`)
    })
  }

  app.post<ById>('/manage/surveys/:id/code-sheets', own, async (request, reply) => {
    const { id, phase } = await get(request)
    const { clean, form } = readForm(request.body, sheetForm)
    const show = phase === 'draft' ? showLaunch : showParticipation
    if (!clean) return show(request, reply.code(422), form)
    await createSheet(vault, request.viewer, id, clean)
    return reply.seeOther(
      `/manage/surveys/${id}/${phase === 'draft' ? 'launch' : 'participation'}?done=codes`,
    )
  })

  app.post<ById>('/manage/surveys/:id/code-sheets/:sheet', own, async (request, reply) => {
    const survey = await get(request)
    const url = `${config.PUBLIC_URL}/surveys/${survey.slug}`
    return reply.page('surveys/launch/codes', {
      survey: await shown(survey, request),
      url,
      code: qrCode(url),
      ...(await readSheet(vault, request.viewer, survey.id, request.params.sheet)),
    })
  })
}
