import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import { blankForm, readForm } from '../http/form.ts'
import { pageDesk } from '../http/page-desk.ts'
import type { Locale } from '../http/words.ts'
import type { Vault } from '../seal/vault.ts'
import { signForm } from './forms.ts'
import { type PetitionFacts, readFacts } from './page.ts'
import { isPublic } from './phase.ts'
import { keyOf, sealWords, signatureId } from './signature.ts'
import { signingDesk } from './signing.ts'
import { stampOf } from './stamp.ts'

export interface PetitionOptions {
  vault: Vault
  config: Config
}

interface BySlug {
  Params: { slug: string }
}

export async function petitionRoutes(
  app: FastifyInstance,
  { vault, config }: PetitionOptions,
): Promise<void> {
  const { db } = vault
  const sign = signingDesk(db)
  const desk = pageDesk()

  async function publicFacts(slug: string, locale: Locale): Promise<PetitionFacts> {
    const facts = await readFacts(db, slug, locale, config.PUBLIC_URL)
    if (!isPublic(facts.petition.phase)) throw new NotFound()
    return facts
  }

  app.get<BySlug>('/petitions/:slug', { config: { public: true } }, (request, reply) =>
    desk.send(request, reply, async () => {
      const facts = await publicFacts(request.params.slug, request.locale)
      const stamp = stampOf(await keyOf(vault, facts.id))
      return reply.page('petitions/show', {
        ...facts,
        stamp,
        form: blankForm({ name_visibility: 'counted' }),
      })
    }),
  )

  app.get<BySlug>('/petitions/:slug/count.json', { config: { public: true } }, (request, reply) =>
    desk.send(request, reply, async () => {
      const { count, goal } = await publicFacts(request.params.slug, request.locale)
      reply.type('application/json; charset=utf-8')
      return JSON.stringify({ count, goal: goal.next, percent: goal.percent })
    }),
  )

  app.post<BySlug>('/petitions/:slug/signatures', { config: { public: true } }, async (request, reply) => {
    const facts = await publicFacts(request.params.slug, request.locale)
    const key = await keyOf(vault, facts.id)
    const { clean, form } = readForm(
      request.body,
      signForm((facts.sections ?? []).map(section => section.id)),
    )
    if (!clean) {
      reply.code(422)
      return reply.page('petitions/show', { ...facts, stamp: stampOf(key), form })
    }
    const { email, name, workplace } = clean
    const id = signatureId(key, email)
    await sign({
      petition_id: facts.id,
      id,
      sealed: sealWords(key, id, { email, name, workplace }),
      name_visibility: clean.name_visibility,
      section_id: clean.section_id || null,
      source: null,
      news: clean.news,
      contact: clean.contact,
      locale: request.locale,
      text_version: facts.petition.text_version,
      text_hash: facts.text_hash,
      mail_at: new Date(),
    })
    return reply.page('petitions/look-at-mail', {
      petition: facts.petition,
      email,
      minutes_late: 0,
      employer_domain: false,
      resend: null,
    })
  })
}
