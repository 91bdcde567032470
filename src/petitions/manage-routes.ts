import type { FastifyInstance, FastifyRequest } from 'fastify'
import { today } from '../http/day.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { pagesOf } from '../http/pages.ts'
import { typography } from '../http/typography.ts'
import { voice } from '../http/views.ts'
import type { Translate } from '../http/words.ts'
import { listOwners } from '../union/owner.ts'
import { meets } from '../union/scope.ts'
import { getSettings } from '../union/settings.ts'
import { actRoutes } from './act-routes.ts'
import { type ById, doneOf } from './done.ts'
import { canCopy, startDraft } from './draft.ts'
import { editRoutes } from './edit-routes.ts'
import { approver } from './hand.ts'
import { readLedger } from './ledger.ts'
import { startForm } from './manage-forms.ts'
import {
  countPetitionsWithin,
  getPetitionWithin,
  listPetitionsWithin,
  PAGE,
  withTitle,
} from './managed-petition.ts'
import { type PetitionFacts, readFacts } from './page.ts'
import { pictureRoutes } from './picture-routes.ts'
import type { PetitionOptions } from './routes.ts'
import { templates } from './template.ts'
import { updateRoutes } from './update-routes.ts'

/** A petition's page as it will be, with dots where something is still missing. */
const asOpened = (petition: PetitionFacts['petition'], t: Translate): PetitionFacts['petition'] => ({
  ...petition,
  phase: 'open',
  title: petition.title || t('manage.untitled'),
  recipient_name: petition.recipient_name || '…',
  opens_on: petition.opens_on ?? today(),
})

/** Petitions as officers run them. */
export async function manageRoutes(app: FastifyInstance, options: PetitionOptions): Promise<void> {
  const { vault, config } = options
  const { db } = vault

  const templatesIn = ({ locale }: FastifyRequest) =>
    templates.map(({ code, words }) => ({
      code,
      name: words[locale].name,
      when: typography(words[locale].when, locale),
    }))

  async function showNew(request: FastifyRequest, typed?: Form) {
    const owners = await listOwners(db, request.viewer)
    const petitions = await listPetitionsWithin(db, request.viewer)
    const { from } = request.query as { from?: unknown }
    return {
      owners,
      templates: templatesIn(request),
      copies: petitions.filter(petition => petition.title && canCopy(petition)),
      form: typed ?? blankForm({ from: String(from ?? ''), owner: owners[0]?.value ?? '' }),
    }
  }

  app.get('/manage/petitions', async (request, reply) => {
    const { viewer } = request
    const pages = pagesOf(request, await countPetitionsWithin(db, viewer), PAGE)
    const petitions = await listPetitionsWithin(db, viewer, pages.page)
    const { approval } = await getSettings(db)
    return reply.page('petitions/manage/index', {
      petitions,
      asked: petitions.filter(
        petition => petition.phase === 'waiting' && approver(petition, viewer, approval),
      ),
      pages,
      may_start: meets(viewer, 'section'),
      first_template: templatesIn(request)[0]!,
    })
  })

  app.get('/manage/petitions/new', { config: { needs: 'section' } }, async (request, reply) =>
    reply.page('petitions/manage/new', await showNew(request)),
  )

  app.post('/manage/petitions', { config: { needs: 'section' } }, async (request, reply) => {
    const page = await showNew(request)
    const { owners, templates, copies } = page
    const fields = startForm(
      owners,
      templates.map(({ code }) => code),
      copies.map(({ id }) => id),
    )
    const { clean, form } = readForm(request.body, fields)
    if (!clean) return reply.code(422).page('petitions/manage/new', { ...page, form })
    const from = clean.from === 'petition' ? `petition:${clean.copy}` : clean.from
    const id = await startDraft(vault, request.viewer, clean.owner, from)
    return reply.seeOther(`/manage/petitions/${id}/texts/fr`)
  })

  app.get<ById>('/manage/petitions/:id', async (request, reply) => {
    const petition = await getPetitionWithin(db, request.viewer, request.params.id)
    return reply.page('petitions/manage/show', {
      ...(await withTitle(db, petition, request.locale)),
      ...(await readLedger(db, request.viewer, petition, request.locale, config.PUBLIC_URL)),
      done: doneOf(request),
    })
  })

  app.get<ById>('/manage/petitions/:id/preview', async (request, reply) => {
    const { id } = request.params
    const petition = await getPetitionWithin(db, request.viewer, id)
    const facts = await readFacts(db, petition, request.locale, config.PUBLIC_URL)
    return reply.page('petitions/show', {
      ...facts,
      petition: asOpened(facts.petition, voice(request.locale).t),
      stamp: '',
      form: blankForm({ name_visibility: 'counted' }),
      preview_of: id,
    })
  })

  await app.register(editRoutes, options)
  await app.register(pictureRoutes, options)
  await app.register(actRoutes, options)
  await app.register(updateRoutes, options)
}
