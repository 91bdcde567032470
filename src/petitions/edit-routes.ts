import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { locales } from '../http/words.ts'
import type { ById } from './done.ts'
import { outcomeForm, recipientForm, sectionsForm, termsForm, textForm } from './manage-forms.ts'
import { withTitle } from './managed-petition.ts'
import { latestEnd, listTexts } from './opening.ts'
import type { PetitionOptions } from './routes.ts'
import { getChangeable, type Subject } from './subject.ts'
import type { Locale } from './tables.ts'
import { changeOutcome, changeRecipient, changeSections, changeTerms, listSectionChoices } from './terms.ts'
import { changeText } from './text.ts'

type ByLocale = { Params: { id: string; locale: string } }

const needs = { config: { needs: 'section' } } as const

/** One form for each subject of a petition. */
export async function editRoutes(
  app: FastifyInstance,
  { vault, config, desk }: PetitionOptions,
): Promise<void> {
  const { db } = vault

  const find = ({ viewer, params }: FastifyRequest<ById>, subject: Subject) =>
    getChangeable(db, viewer, params.id, subject)

  async function readText(request: FastifyRequest<ByLocale>, typed?: Form) {
    const text_locale = request.params.locale as Locale
    if (!locales.includes(text_locale)) throw new NotFound()
    const petition = await find(request, 'text')
    const texts = await listTexts(db, petition)
    const { title = '', summary = '', text = '' } = texts.find(one => one.locale === text_locale) ?? {}
    return {
      ...(await withTitle(db, petition, request.locale)),
      text_locale,
      original: text_locale === 'fr' ? undefined : texts.find(one => one.locale === 'fr'),
      versioned: !['draft', 'upcoming'].includes(petition.phase),
      form: typed ?? blankForm({ title, summary, text }),
    }
  }

  app.get<ByLocale>('/manage/petitions/:id/texts/:locale', needs, async (request, reply) =>
    reply.page('petitions/manage/text', await readText(request)),
  )

  app.post<ByLocale>('/manage/petitions/:id/texts/:locale', needs, async (request, reply) => {
    const page = await readText(request)
    const { petition, text_locale } = page
    const { clean, form } = readForm(request.body, textForm(text_locale, petition.phase))
    if (!clean) return reply.code(422).page('petitions/manage/text', { ...page, form })
    await changeText(vault, request.viewer, petition, text_locale, clean)
    desk.clear()
    return reply.seeOther(`/manage/petitions/${petition.id}?done=text`)
  })

  app.get<ById>('/manage/petitions/:id/recipient', needs, async (request, reply) => {
    const petition = await find(request, 'recipient')
    const { recipient_name, recipient_office, recipient_company } = petition
    return reply.page('petitions/manage/recipient', {
      ...(await withTitle(db, petition, request.locale)),
      form: blankForm({ recipient_name, recipient_office, recipient_company }),
    })
  })

  app.post<ById>('/manage/petitions/:id/recipient', needs, async (request, reply) => {
    const petition = await find(request, 'recipient')
    const { clean, form } = readForm(request.body, recipientForm)
    const page = { ...(await withTitle(db, petition, request.locale)), form }
    if (!clean) return reply.code(422).page('petitions/manage/recipient', page)
    await changeRecipient(vault, request.viewer, petition.id, clean)
    return reply.seeOther(`/manage/petitions/${petition.id}?done=recipient`)
  })

  app.get<ById>('/manage/petitions/:id/outcome', needs, async (request, reply) => {
    const petition = await find(request, 'outcome')
    const form = blankForm({ outcome: petition.outcome })
    return reply.page('petitions/manage/outcome', {
      ...(await withTitle(db, petition, request.locale)),
      form,
    })
  })

  app.post<ById>('/manage/petitions/:id/outcome', needs, async (request, reply) => {
    const petition = await find(request, 'outcome')
    const { clean, form } = readForm(request.body, outcomeForm)
    const page = { ...(await withTitle(db, petition, request.locale)), form }
    if (!clean) return reply.code(422).page('petitions/manage/outcome', page)
    await changeOutcome(vault, request.viewer, petition.id, clean.outcome)
    desk.clear()
    return reply.seeOther(`/manage/petitions/${petition.id}?done=outcome`)
  })

  async function readTerms(request: FastifyRequest<ById>, typed?: Form) {
    const petition = await find(request, 'terms')
    const { slug, goal, opens_on, closes_on, listed } = petition
    const values = { slug, goal: String(goal), opens_on: opens_on ?? '', closes_on: closes_on ?? '' }
    return {
      ...(await withTitle(db, petition, request.locale)),
      latest: latestEnd(opens_on),
      home: `${config.PUBLIC_URL}/petitions/`,
      form: typed ?? blankForm({ ...values, listed: listed ? 'yes' : '' }),
    }
  }

  app.get<ById>('/manage/petitions/:id/terms', needs, async (request, reply) =>
    reply.page('petitions/manage/terms', await readTerms(request)),
  )

  app.post<ById>('/manage/petitions/:id/terms', needs, async (request, reply) => {
    const page = await readTerms(request)
    const { clean, form } = readForm(request.body, termsForm(page.petition))
    const changed = clean && (await changeTerms(vault, request.viewer, page.petition, clean))
    if (changed === false) form.faults.slug = { code: 'taken' }
    if (!changed) return reply.code(422).page('petitions/manage/terms', { ...page, form })
    desk.clear()
    return reply.seeOther(`/manage/petitions/${page.petition.id}?done=terms`)
  })

  async function readSections(request: FastifyRequest<ById>, typed?: Form) {
    const petition = await find(request, 'sections')
    const choices = await listSectionChoices(db, request.viewer, petition.id)
    const section_ids = choices.filter(choice => choice.offered).map(choice => choice.id)
    const workplace_asked = petition.workplace_asked ? 'yes' : ''
    return {
      ...(await withTitle(db, petition, request.locale)),
      choices,
      form: typed ?? blankForm({ workplace_asked }, { section_ids }),
    }
  }

  app.get<ById>('/manage/petitions/:id/sections', needs, async (request, reply) =>
    reply.page('petitions/manage/sections', await readSections(request)),
  )

  app.post<ById>('/manage/petitions/:id/sections', needs, async (request, reply) => {
    const page = await readSections(request)
    const ids = page.choices.map(choice => choice.id)
    const { clean, form } = readForm(request.body, sectionsForm(ids))
    if (!clean) return reply.code(422).page('petitions/manage/sections', { ...page, form })
    const { id } = request.params
    await changeSections(vault, request.viewer, id, clean.section_ids, clean.workplace_asked)
    desk.clear()
    return reply.seeOther(`/manage/petitions/${id}?done=sections`)
  })
}
