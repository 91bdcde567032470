import type { FastifyInstance } from 'fastify'
import { readForm } from '../http/form.ts'
import { confirmationDesk, seenWords } from './confirmation.ts'
import { visibilityForm } from './forms.ts'
import { readFactsOf } from './page.ts'
import { getPetition } from './petition.ts'
import type { PetitionOptions } from './routes.ts'
import { findSignature, type LinkPurpose, openWords, readToken, sealWords, signatureToken } from './signature.ts'
import { changeVisibility, withdrawSignature } from './withdrawal.ts'

interface ByToken {
  Params: { token: string }
  Body: unknown
}

/** What mailed links lead to. A GET shows a button and changes nothing: mail scanners open links. */
export async function signatureRoutes(app: FastifyInstance, { vault }: PetitionOptions): Promise<void> {
  const { db } = vault
  const confirm = confirmationDesk(db)
  const open = { config: { public: true } }

  async function read(purpose: LinkPurpose, token: string, locale: 'fr' | 'en') {
    const held = await readToken(vault, purpose, token)
    const signature = await findSignature(vault, held)
    const facts = await readFactsOf(db, await getPetition(db, held.petition_id), locale)
    const link = (to: LinkPurpose) => `/signatures/${signatureToken(held.key, to, held.petition_id, held.id)}/${to}`
    const words = signature && openWords(held.key, signature)
    return { held, signature, words, ...facts, token, withdraw_url: link('withdrawal'), visibility_url: link('visibility') }
  }

  app.get<ByToken>('/signatures/:token/confirmation', open, async (request, reply) => {
    const page = await read('confirmation', request.params.token, request.locale)
    const { signature, words } = page
    if (!signature || !words) return reply.page('petitions/withdrawn', page)
    if (signature.confirmed_on) return reply.page('petitions/confirmed', { ...page, signature, words })
    return reply.page('petitions/confirm', { ...page, signature, words, seen: seenWords(signature), changed: false })
  })

  app.post<ByToken>('/signatures/:token/confirmation', open, async (request, reply) => {
    const { held } = await read('confirmation', request.params.token, request.locale)
    const seen = String((request.body as { seen?: unknown } | null)?.seen ?? '')
    await confirm({ petition_id: held.petition_id, id: held.id, seen })
    const page = await read('confirmation', request.params.token, request.locale)
    const { signature, words } = page
    if (!signature || !words) return reply.page('petitions/withdrawn', page)
    if (signature.confirmed_on) return reply.page('petitions/confirmed', { ...page, signature, words })
    return reply.page('petitions/confirm', { ...page, signature, words, seen: seenWords(signature), changed: true })
  })

  app.get<ByToken>('/signatures/:token/withdrawal', open, async (request, reply) => {
    const page = await read('withdrawal', request.params.token, request.locale)
    return reply.page(page.signature ? 'petitions/withdraw' : 'petitions/withdrawn', page)
  })

  app.post<ByToken>('/signatures/:token/withdrawal', open, async (request, reply) => {
    const page = await read('withdrawal', request.params.token, request.locale)
    await withdrawSignature(db, page.held)
    return reply.page('petitions/withdrawn', page)
  })

  app.get<ByToken>('/signatures/:token/visibility', open, async (request, reply) => {
    const page = await read('visibility', request.params.token, request.locale)
    const { signature, words } = page
    if (!signature || !words) return reply.page('petitions/withdrawn', page)
    const form = { values: { name: words.name, name_visibility: signature.name_visibility }, lists: {}, faults: {} }
    return reply.page('petitions/visibility', { ...page, signature, words, form, saved: false })
  })

  app.post<ByToken>('/signatures/:token/visibility', open, async (request, reply) => {
    const page = await read('visibility', request.params.token, request.locale)
    const { signature, words, held } = page
    if (!signature || !words) return reply.page('petitions/withdrawn', page)
    const { clean, form } = readForm(request.body, visibilityForm)
    if (!clean) return reply.code(422).page('petitions/visibility', { ...page, signature, words, form, saved: false })
    const changed = { ...words, name: clean.name }
    await changeVisibility(db, held, clean.name_visibility, sealWords(held.key, held.id, changed))
    return reply.page('petitions/visibility', {
      ...page,
      signature: { ...signature, name_visibility: clean.name_visibility },
      words: changed,
      form,
      saved: true,
    })
  })
}
