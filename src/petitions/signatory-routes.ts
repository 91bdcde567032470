import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { today } from '../http/day.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { voice } from '../http/views.ts'
import { exportTypes, writeSignatories } from './export.ts'
import { exportForm, invalidationForm, readingForm } from './forms.ts'
import { invalidateSignature, restoreSignature } from './invalidation.ts'
import { getText, type PetitionState } from './petition.ts'
import type { PetitionOptions } from './routes.ts'
import {
  countConfirmed,
  getOwnPetition,
  listSignatories,
  searchSignatories,
  walkSignatories,
} from './signatory.ts'
import { keyOf } from './signature.ts'

interface ById {
  Params: { id: string }
  Querystring: { done?: string }
  Body: unknown
}

const EACH = 100

/** Names for those who own the petition, each time for a reason that is kept. A GET holds none. */
export async function signatoryRoutes(app: FastifyInstance, { vault, desk }: PetitionOptions): Promise<void> {
  const { db, keys } = vault
  const named = { config: { needs: 'section', names: true } } as const

  const find = ({ viewer, params }: FastifyRequest<ById>) => getOwnPetition(db, viewer, params.id)

  async function titleOf(request: FastifyRequest, { id, text_version }: PetitionState) {
    const { title } = await getText(db, id, text_version, request.locale)
    return { id, title }
  }

  async function showGate(request: FastifyRequest, reply: FastifyReply, petition: PetitionState, form: Form) {
    const { done } = request.query as { done?: string }
    return reply.page('petitions/manage/signatories', {
      petition: await titleOf(request, petition),
      count: await countConfirmed(db, petition.id),
      done: /^\d{1,3}$/.test(done ?? '') ? Number(done) : 0,
      form,
    })
  }

  app.get<ById>('/manage/petitions/:id/signatories', named, async (request, reply) =>
    showGate(request, reply, await find(request), blankForm({ list: 'recipient', format: 'xlsx' })),
  )

  app.post<ById>('/manage/petitions/:id/signatories', named, async (request, reply) => {
    const petition = await find(request)
    const { clean, form } = readForm(request.body, readingForm)
    if (!clean) return showGate(request, reply.code(422), petition, form)
    const { reason, search, page } = clean
    await recordEvent(db, keys, {
      account_id: request.viewer.account_id,
      act: 'signatories.reading',
      subject: 'petition',
      subject_id: petition.id,
      detail: { page, search: search !== '' },
      reason,
    })
    const count = await countConfirmed(db, petition.id)
    const signatories = search
      ? await searchSignatories(vault, petition.id, search, EACH)
      : await listSignatories(vault, petition.id, page, EACH)
    return reply.page('petitions/manage/signatory-list', {
      petition: await titleOf(request, petition),
      count,
      signatories,
      page,
      pages: search ? 1 : Math.max(1, Math.ceil(count / EACH)),
      search,
      form,
    })
  })

  app.post<ById>('/manage/petitions/:id/exports', named, async (request, reply) => {
    const petition = await find(request)
    const { clean, form } = readForm(request.body, exportForm)
    if (!clean) return showGate(request, reply.code(422), petition, form)
    const { list, format, reason } = clean
    const { viewer, locale } = request
    await recordEvent(db, keys, {
      account_id: viewer.account_id,
      act: 'signatories.export',
      subject: 'petition',
      subject_id: petition.id,
      detail: { list, format },
      reason,
    })
    const { t, moment } = voice(locale)
    const origin = t('export.origin', { name: viewer.name, moment: moment(new Date()), reason })
    reply.type(exportTypes[format])
    reply.header(
      'content-disposition',
      `attachment; filename="${petition.slug}-${list}-${today()}.${format}"`,
    )
    return writeSignatories(walkSignatories(vault, petition.id, list), { list, format, locale, origin })
  })

  for (const [noun, act] of [
    ['invalidations', invalidateSignature],
    ['restorations', restoreSignature],
  ] as const) {
    app.post<ById>(`/manage/petitions/:id/${noun}`, named, async (request, reply) => {
      const petition = await find(request)
      const { clean, form } = readForm(request.body, invalidationForm)
      if (!clean) return showGate(request, reply.code(422), petition, form)
      const key = await keyOf(vault, petition.id)
      const { account_id } = request.viewer
      await db.transaction().execute(async trx => {
        for (const id of clean.signature_id.toSorted()) {
          await act(trx, keys, { petition_id: petition.id, id, key, account_id, reason: clean.reason })
        }
      })
      desk.clear()
      return reply.seeOther(`/manage/petitions/${petition.id}/signatories?done=${clean.signature_id.length}`)
    })
  }
}
