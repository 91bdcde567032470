import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { today } from '../../http/day.ts'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import { countConfirmed, getOwnPetition } from '../../petitions/signatory.ts'
import { showGate } from '../../petitions/signatory-gate.ts'
import { sheetTypes } from '../../print/sheet.ts'
import { readSpool } from '../../seal/spool.ts'
import { headOf } from '../../surveys/head.ts'
import { countResponses, getNamedSurvey } from '../../surveys/response/named-response.ts'
import type { SurveyState } from '../../surveys/survey.ts'
import type { ReportOptions } from '../routes.ts'
import { responsesForm, signatoriesForm } from './forms.ts'
import { endOf, exportPhase, fileScope, getExport, orderExport, takeExport } from './order.ts'
import type { Export } from './tables.ts'

interface ById {
  Params: { id: string }
}

const progressOf = (one: Export) => ({
  phase: exportPhase(one),
  percent: Math.min(99, Math.floor((one.position * 100) / Math.max(1, one.line_count))),
})

const homeOf = ({ kind, subject_id }: Export): string =>
  kind === 'signatories'
    ? `/manage/petitions/${subject_id}/signatories`
    : `/manage/surveys/${subject_id}/responses`

/** Files with names: asked for with a reason, made in the background, taken by the session that asked. */
export async function exportRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault
  const needs = { config: { needs: 'section' } } as const
  const named = { config: { needs: 'section', names: true } } as const

  const show = (reply: FastifyReply, one: Export, password: string | null) =>
    reply.page('reports/export', {
      one,
      home: homeOf(one),
      ...progressOf(one),
      until: one.finished_at && endOf(one.finished_at),
      password,
    })

  type Wanted = Pick<Export, 'kind' | 'subject_id' | 'list' | 'name' | 'format' | 'line_count'>

  async function order(
    { viewer, locale }: FastifyRequest,
    reply: FastifyReply,
    wanted: Wanted,
    { reason, protection }: { reason: string; protection: string },
  ) {
    const locked = protection === 'zip'
    const { id, password } = await orderExport(vault, viewer, { ...wanted, locale, locked, reason })
    // Told in the answer to the form and never again: it is in no address and on no page that can be asked for.
    return show(reply, await getExport(db, viewer, id), password)
  }

  app.post<ById>('/manage/petitions/:id/exports', named, async (request, reply) => {
    const petition = await getOwnPetition(db, request.viewer, request.params.id)
    const { clean, form } = readForm(request.body, signatoriesForm)
    if (!clean) return showGate(db, request, reply.code(422), petition, form)
    const { list, format } = clean
    const name = `${petition.slug}-${list}-${today()}`
    const line_count = await countConfirmed(db, petition.id)
    const wanted = { subject_id: petition.id, list, name, format, line_count }
    return order(request, reply, { kind: 'signatories', ...wanted }, clean)
  })

  const showResponses = async (
    request: FastifyRequest,
    reply: FastifyReply,
    survey: SurveyState,
    form: Form,
  ) =>
    reply.page('reports/export-responses', {
      survey: { id: survey.id, title: headOf(survey, request.locale).title },
      count: await countResponses(db, survey.id),
      form,
    })

  app.get<ById>('/manage/surveys/:id/responses', named, async (request, reply) => {
    const survey = await getNamedSurvey(db, request.viewer, request.params.id)
    return showResponses(request, reply, survey, blankForm())
  })

  app.post<ById>('/manage/surveys/:id/exports', named, async (request, reply) => {
    const survey = await getNamedSurvey(db, request.viewer, request.params.id)
    const { clean, form } = readForm(request.body, responsesForm)
    if (!clean) return showResponses(request, reply.code(422), survey, form)
    const { format } = clean
    const line_count = await countResponses(db, survey.id)
    const wanted = {
      subject_id: survey.id,
      list: 'all',
      name: `${survey.slug}-${today()}`,
      format,
      line_count,
    }
    return order(request, reply, { kind: 'responses', ...wanted }, clean)
  })

  app.get<ById>('/manage/exports/:id', needs, async ({ viewer, params }, reply) =>
    show(reply, await getExport(db, viewer, params.id), null),
  )

  app.get<ById>('/manage/exports/:id/progress.json', needs, async ({ viewer, params }) =>
    progressOf(await getExport(db, viewer, params.id)),
  )

  app.post<ById>('/manage/exports/:id/file', named, async ({ viewer, params }, reply) => {
    const { id, name, format, locked } = await takeExport(vault, viewer, params.id)
    reply.type(locked ? 'application/zip' : sheetTypes[format])
    reply.header('content-disposition', `attachment; filename="${name}.${locked ? 'zip' : format}"`)
    return Readable.from(readSpool(vault, fileScope(id)))
  })
}
