import type { FastifyInstance, FastifyRequest } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { blankForm, readForm } from '../http/form.ts'
import { invalidationForm, readingForm } from './forms.ts'
import { invalidateSignature, restoreSignature } from './invalidation.ts'
import type { PetitionOptions } from './routes.ts'
import { countConfirmed, getOwnPetition, listSignatories, searchSignatories } from './signatory.ts'
import { showGate, titled } from './signatory-gate.ts'
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

  app.get<ById>('/manage/petitions/:id/signatories', named, async (request, reply) =>
    showGate(db, request, reply, await find(request), blankForm()),
  )

  app.post<ById>('/manage/petitions/:id/signatories', named, async (request, reply) => {
    const petition = await find(request)
    const { clean, form } = readForm(request.body, readingForm)
    if (!clean) return showGate(db, request, reply.code(422), petition, form)
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
      petition: await titled(db, request, petition),
      count,
      signatories,
      page,
      pages: search ? 1 : Math.max(1, Math.ceil(count / EACH)),
      search,
      form,
    })
  })

  for (const [noun, act] of [
    ['invalidations', invalidateSignature],
    ['restorations', restoreSignature],
  ] as const) {
    app.post<ById>(`/manage/petitions/:id/${noun}`, named, async (request, reply) => {
      const petition = await find(request)
      const { clean, form } = readForm(request.body, invalidationForm)
      if (!clean) return showGate(db, request, reply.code(422), petition, form)
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
