import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '../errors.ts'
import { type Form, readForm } from '../http/form.ts'
import type { Locale } from '../http/words.ts'
import { kept } from '../kept.ts'
import { domainOf, suggestAddress } from '../mail/address.ts'
import { hastenMail } from '../mail/outbox.ts'
import type { DataKey } from '../seal/data-key.ts'
import { employerDomainDesk } from '../union/employer-domain.ts'
import { proofForm, signForm } from './forms.ts'
import { signingLane } from './lane.ts'
import { type PetitionFacts, readPublicFacts } from './page.ts'
import { findText } from './petition.ts'
import { challengeOf, spendProof } from './proof.ts'
import type { PetitionOptions } from './routes.ts'
import { keyOf, openWaiting, sealWaiting, sealWords, signatureId, type Waiting } from './signature.ts'
import { type NewSignature, signingDesk } from './signing.ts'
import { sourceDesk } from './source.ts'
import { stampAge, stampOf } from './stamp.ts'

interface BySlug {
  Params: { slug: string }
  Body: unknown
}

interface Open {
  facts: PetitionFacts
  key: DataKey
}

const MINUTE = 60_000

/** The mark in the address of the page the form stood on; that page is the same for everybody, later ones carry it. */
const viaOf = (referer = ''): string =>
  (URL.canParse(referer) && new URL(referer).searchParams.get('via')) || ''

/** Signing. Whatever became of it, whoever signs sees the same page: only the owner of the address is told more. */
export async function signingRoutes(app: FastifyInstance, { vault, config }: PetitionOptions): Promise<void> {
  const knownSource = sourceDesk(vault.db)
  const { db } = vault
  const sign = signingDesk(db)
  const lane = signingLane()
  const isEmployers = employerDomainDesk(db)
  const open = { config: { public: true } } as const

  // For the form and its answer only: whether it may be signed is asked again in the transaction that signs.
  const desk = kept(2_000, async (name: `${Locale} ${string}`): Promise<Open> => {
    const [locale, slug] = [name.slice(0, 2) as Locale, name.slice(3)]
    const facts = await readPublicFacts(db, slug, locale, config.PUBLIC_URL)
    return { facts, key: await keyOf(vault, facts.petition_id) }
  })
  const find = ({ params, locale }: FastifyRequest<BySlug>) => desk.get(`${locale} ${params.slug}`)

  /** The version that stood on the page, where it is one of ours. */
  async function shownText(
    { petition_id, petition, text_hash }: PetitionFacts,
    version: number,
    locale: Locale,
  ) {
    const now = { text_version: petition.text_version, text_hash }
    // The page may be newer than the facts kept here, as well as older.
    if (version === petition.text_version || !(version > 0 && version < 1e6)) return now
    const text = Number.isInteger(version) ? await findText(db, petition_id, version, locale) : undefined
    return text ? { text_version: version, text_hash: text.text_hash } : now
  }

  /** When the mail may leave: at once for who did the work, or seems a person on a network that is not too busy. */
  async function mailAt(request: FastifyRequest, key: DataKey, { stamp, proof }: Record<string, string>) {
    if (proof && (await spendProof(db, key, proof))) return new Date()
    return lane.enter(request.ip, stampAge(key, stamp ?? '') !== undefined)
  }

  const showForm = (reply: FastifyReply, { facts, key }: Open, form: Form, challenge?: string) =>
    reply.page('petitions/show', { ...facts, stamp: stampOf(key), form, challenge })

  async function sayLook(reply: FastifyReply, { facts, key }: Open, waiting: Waiting, typed: Form['values']) {
    const { email, mail_at } = waiting
    const suggestion = suggestAddress(email)
    const minutes_late = Math.max(0, Math.ceil((mail_at - Date.now()) / MINUTE))
    const { email: _, website, proof, ...values } = typed
    return reply.page('petitions/look-at-mail', {
      petition: facts.petition,
      email,
      minutes_late,
      employer_domain: await isEmployers(domainOf(email)),
      resend: suggestion
        ? { email: suggestion, action: `/petitions/${facts.petition.slug}/signatures`, values }
        : null,
      haste:
        minutes_late > 1
          ? { waiting: sealWaiting(key, facts.petition_id, waiting), challenge: await challengeOf(key) }
          : null,
    })
  }

  app.get<BySlug>('/petitions/:slug/signatures', open, async (request, reply) =>
    reply.seeOther(`/petitions/${encodeURIComponent(request.params.slug)}`),
  )

  app.post<BySlug>('/petitions/:slug/signatures', open, async (request, reply) => {
    if (request.isMultipart()) throw new Invalid('content-type', 415)
    const at = await find(request)
    const { facts, key } = at
    const sections = (facts.sections ?? []).map(section => section.id)
    const { clean, form } = readForm(request.body, signForm(sections))
    form.values.via ||= viaOf(request.headers.referer)
    if (!clean) return showForm(reply.code(422), at, form)
    const mail_at = await mailAt(request, key, form.values)
    if (!mail_at) return showForm(reply.code(429), at, form, await challengeOf(key))
    const { email, name, workplace } = clean
    const id = signatureId(key, email)
    const row: NewSignature = {
      petition_id: facts.petition_id,
      id,
      sealed: sealWords(key, id, { email, name, workplace }),
      name_visibility: clean.name_visibility,
      section_id: clean.section_id || null,
      source: await knownSource(form.values.via),
      news: clean.news,
      contact: clean.contact,
      locale: request.locale,
      ...(await shownText(facts, clean.text_version, request.locale)),
      mail_at,
    }
    // A field that nobody sees is filled in by a robot: it gets its page, and nothing is kept.
    const phase = clean.website === '' ? await sign(row) : 'open'
    if (phase !== 'open') {
      desk.clear()
      return reply.code(409).page('petitions/not-now', { petition: facts.petition, act: 'sign', phase })
    }
    return sayLook(reply, at, { id, email, mail_at: mail_at.getTime() }, form.values)
  })

  app.post<BySlug>('/petitions/:slug/proofs', open, async (request, reply) => {
    const at = await find(request)
    const { key, facts } = at
    const { form } = readForm(request.body, proofForm)
    const waiting = openWaiting(key, facts.petition_id, form.values.waiting ?? '')
    if (!(await spendProof(db, key, form.values.proof ?? ''))) return sayLook(reply, at, waiting, {})
    await hastenMail(db, 'signature', facts.petition_id, waiting.id)
    return sayLook(reply, at, { ...waiting, mail_at: 0 }, {})
  })
}
