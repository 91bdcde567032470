import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Conflict } from '../errors.ts'
import { readForm } from '../http/form.ts'
import type { Locale } from '../http/words.ts'
import { kept } from '../kept.ts'
import { domainOf } from '../mail/address.ts'
import { employerDomainDesk } from '../union/employer-domain.ts'
import { canConfirm, confirmationDesk, seenWords } from './confirmation.ts'
import { countSignatures } from './count.ts'
import { visibilityForm, withdrawalForm } from './forms.ts'
import { legalOf } from './page.ts'
import { getPetition, getText } from './petition.ts'
import type { PetitionOptions } from './routes.ts'
import {
  findSignature,
  type Held,
  type LinkPurpose,
  openWords,
  readToken,
  sealWords,
  signatureToken,
} from './signature.ts'
import { changeVisibility, withdrawSignature } from './withdrawal.ts'

interface ByToken {
  Params: { token: string }
  Body: unknown
}

/** What mailed links lead to. A GET shows a button and changes nothing: mail scanners open links. */
export async function signatureRoutes(
  app: FastifyInstance,
  { vault, config }: PetitionOptions,
): Promise<void> {
  const { db } = vault
  const confirm = confirmationDesk(db)
  const isEmployers = employerDomainDesk(db)
  const open = { config: { public: true } } as const

  async function readAbout(id: string, locale: Locale) {
    const row = await getPetition(db, id)
    const { slug, recipient_name, text_version } = row
    const { title, summary } = await getText(db, id, text_version, locale)
    const url = `${config.PUBLIC_URL}/petitions/${slug}`
    return { row, petition: { slug, title, summary, recipient_name }, url }
  }

  // For the page that thanks, which many read in the same minute.
  const lately = kept(2_000, async (name: `${Locale} ${string}`) => {
    const [locale, id] = [name.slice(0, 2) as Locale, name.slice(3)]
    return { ...(await readAbout(id, locale)), count: await countSignatures(db, id) }
  })

  function linksOf({ key, petition_id, id }: Held) {
    const link = (to: LinkPurpose) => `/signatures/${signatureToken(key, to, petition_id, id)}/${to}`
    return { withdrawal_path: link('withdrawal'), visibility_path: link('visibility') }
  }

  async function hold(purpose: LinkPurpose, { params, locale }: FastifyRequest<ByToken>) {
    const held = await readToken(vault, purpose, params.token)
    return {
      held,
      ...(await readAbout(held.petition_id, locale)),
      ...linksOf(held),
      action: `/signatures/${params.token}/${purpose}`,
    }
  }

  async function read(purpose: LinkPurpose, request: FastifyRequest<ByToken>) {
    const page = await hold(purpose, request)
    const row = await findSignature(vault, page.held)
    if (!row) return { page }
    const words = openWords(page.held.key, row)
    const section = row.section_id
      ? await db.selectFrom('sections').select('name').where('id', '=', row.section_id).executeTakeFirst()
      : undefined
    const signed = await getText(db, row.petition_id, row.text_version, row.locale)
    const signature = {
      name: words.name,
      name_visibility: row.name_visibility,
      section_name: section?.name ?? words.workplace,
      news: row.news,
      contact: row.contact,
      text_version: row.text_version,
      text_on: signed.created_on,
    }
    return { page, found: { row, words, signature } }
  }

  type Read = Awaited<ReturnType<typeof read>>

  const sayGone = async (reply: FastifyReply, { page }: Pick<Read, 'page'>) =>
    reply.page('petitions/withdrawn', {
      petition: page.petition,
      count: await countSignatures(db, page.held.petition_id),
    })

  async function showConfirmation(reply: FastifyReply, { page, found }: Read) {
    if (!found) return sayGone(reply, { page })
    const { row, words, signature } = found
    if (row.confirmed_on) {
      const count = await countSignatures(db, page.held.petition_id)
      return reply.page('petitions/confirmed', { ...page, signature, count })
    }
    const { phase } = page.row
    if (!canConfirm(phase)) return reply.page('petitions/not-now', { ...page, act: 'confirm', phase })
    return reply.page('petitions/confirm', {
      ...page,
      signature,
      legal: await legalOf(db, page.row),
      employer_domain: await isEmployers(domainOf(words.email)),
      shown: seenWords(row),
    })
  }

  app.get<ByToken>('/signatures/:token/confirmation', open, async (request, reply) =>
    showConfirmation(reply, await read('confirmation', request)),
  )

  app.post<ByToken>('/signatures/:token/confirmation', open, async (request, reply) => {
    const held = await readToken(vault, 'confirmation', request.params.token)
    const { petition_id, id } = held
    const seen = String((request.body as { shown?: unknown } | null)?.shown ?? '')
    const signature = await confirm({ petition_id, id, seen })
    if (!signature) return showConfirmation(reply, await read('confirmation', request))
    const about = await lately.get(`${request.locale} ${petition_id}`)
    return reply.page('petitions/confirmed', { ...about, ...linksOf(held), signature })
  })

  app.get<ByToken>('/signatures/:token/withdrawal', open, async (request, reply) => {
    const { page, found } = await read('withdrawal', request)
    return found ? reply.page('petitions/withdraw', page) : sayGone(reply, { page })
  })

  app.post<ByToken>('/signatures/:token/withdrawal', open, async (request, reply) => {
    const { page, found } = await read('withdrawal', request)
    const { clean } = readForm(request.body, withdrawalForm)
    if (found) await withdrawSignature(vault, page.held, found.words.email, clean?.refusal || undefined)
    return sayGone(reply, { page })
  })

  app.get<ByToken>('/signatures/:token/visibility', open, async (request, reply) => {
    const { page, found } = await read('visibility', request)
    if (!found) return sayGone(reply, { page })
    const { name, name_visibility } = found.signature
    const form = { values: { name, name_visibility }, lists: {}, faults: {} }
    return reply.page('petitions/visibility', { ...page, form, saved: false })
  })

  app.post<ByToken>('/signatures/:token/visibility', open, async (request, reply) => {
    const { page, found } = await read('visibility', request)
    if (!found) return sayGone(reply, { page })
    const { clean, form } = readForm(request.body, visibilityForm)
    if (!clean) return reply.code(422).page('petitions/visibility', { ...page, form, saved: false })
    const { key, id } = page.held
    const words = sealWords(key, id, { ...found.words, name: clean.name })
    const saved = await changeVisibility(db, page.held, clean.name_visibility, found.row.sealed, words)
    if (!saved) throw new Conflict()
    return reply.page('petitions/visibility', { ...page, form, saved })
  })
}
