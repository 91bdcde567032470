import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { pagesOf } from '../http/pages.ts'
import { meets } from '../union/scope.ts'
import { actRoutes } from './act-routes.ts'
import { type ById, doneOf } from './done.ts'
import { canCopy, listOwners, startDraft } from './draft.ts'
import { editRoutes } from './edit-routes.ts'
import { readLedger } from './ledger.ts'
import { startForm } from './manage-forms.ts'
import {
  countPetitionsWithin,
  getPetitionWithin,
  listPetitionsWithin,
  PAGE,
  withTitle,
} from './managed-petition.ts'
import { readFactsOf } from './page.ts'
import { pictureRoutes } from './picture-routes.ts'
import type { PetitionOptions } from './routes.ts'
import { templates } from './template.ts'
import { updateRoutes } from './update-routes.ts'

/** Petitions as officers run them. */
export async function manageRoutes(app: FastifyInstance, options: PetitionOptions): Promise<void> {
  const { vault, config } = options
  const { db } = vault

  const templatesIn = ({ locale }: FastifyRequest) =>
    templates.map(({ code, words }) => ({ code, name: words[locale].name, when: words[locale].when }))

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
    return reply.page('petitions/manage/index', {
      petitions: await listPetitionsWithin(db, viewer, pages.page),
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
    const starts = [
      'blank',
      ...page.templates.map(({ code }) => `template:${code}`),
      ...page.copies.map(({ id }) => `petition:${id}`),
    ]
    const { clean, form } = readForm(request.body, startForm(page.owners, starts))
    if (!clean) return reply.code(422).page('petitions/manage/new', { ...page, form })
    const id = await startDraft(vault, request.viewer, clean.owner, clean.from)
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
    const facts = await readFactsOf(db, petition, request.locale, config.PUBLIC_URL)
    const form = blankForm({ name_visibility: 'counted' })
    return reply.page('petitions/show', { ...facts, stamp: '', form, preview_of: id })
  })

  await app.register(editRoutes, options)
  await app.register(pictureRoutes, options)
  await app.register(actRoutes, options)
  await app.register(updateRoutes, options)
}
