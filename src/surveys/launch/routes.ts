import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import { openSealer } from '../../seal/sealer.ts'
import { doneOf, type WithDone } from '../../union/words.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { listParticipation } from '../participation.ts'
import { listWithin } from '../respondent.ts'
import { readyBatches } from '../response/batch.ts'
import { audienceRoutes } from './audience-routes.ts'
import { createSheet, listSheets } from './code-sheet.ts'
import { codeSheetRoutes } from './code-sheet-routes.ts'
import { sheetForm } from './forms.ts'
import { headLaunch } from './head.ts'
import * as launch from './launch.ts'
import { canRemind } from './round.ts'

interface ById extends WithDone {
  Params: { id: string }
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
export async function launchRoutes(app: FastifyInstance, options: SurveyOptions): Promise<void> {
  await app.register(audienceRoutes, options)
  await app.register(codeSheetRoutes, options)
  const { vault, config } = options
  const { db } = vault
  const ready = config.WORKER && config.SEALER ? readyBatches(openSealer(config.KEYS_DIR)) : undefined
  const get = ({ viewer, params }: FastifyRequest<ById>) => getOwnSurvey(db, viewer, params.id)

  async function showLaunch(request: FastifyRequest<ById>, reply: FastifyReply, form: Form) {
    const survey = await get(request)
    if (survey.phase !== 'draft') return reply.seeOther(`/manage/surveys/${survey.id}/participation`)
    const sections = await listWithin(db, survey)
    const chosen = await launch.listChosen(db, survey.id)
    return reply.page('surveys/launch/launch', {
      survey: await headLaunch(db, survey, request.locale),
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
      survey: await headLaunch(db, survey, request.locale),
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
}
