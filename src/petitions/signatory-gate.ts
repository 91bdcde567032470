import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../database.ts'
import type { Form } from '../http/form.ts'
import { getText, type PetitionState } from './petition.ts'
import { erasedOn } from './retention.ts'
import { countConfirmed } from './signatory.ts'

/** A petition as a page on its signatories names it. */
export async function titled(db: Db, { locale }: FastifyRequest, { id, text_version }: PetitionState) {
  const { title } = await getText(db, id, text_version, locale)
  return { id, title }
}

/** Where a reason is given before names are read or taken: the page itself holds none. */
export async function showGate(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  petition: PetitionState,
  form: Form,
): Promise<string> {
  const { done } = request.query as { done?: string }
  return reply.page('petitions/manage/signatories', {
    petition: await titled(db, request, petition),
    count: await countConfirmed(db, petition.id),
    erased_on: erasedOn(petition),
    done: /^\d{1,3}$/.test(done ?? '') ? Number(done) : 0,
    form,
  })
}
