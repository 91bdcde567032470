import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { sectionForm } from './forms.ts'
import { type GroupKind, listGroups } from './group.ts'
import { legalBodyOf, listLegalBodies } from './legal-body.ts'
import type { UnionOptions } from './routes.ts'
import { shapes, type Viewer } from './scope.ts'
import { getSection, getShapedSection, type SectionLine, saveSection, turnSection } from './section.ts'
import { doneOf, type WithDone, wordsFor } from './words.ts'

type ById = { Params: { id: string } } & WithDone
type ByRegion = { Querystring: { region?: string; federation?: string } }

/** Pages and acts of sections. */
export async function sectionRoutes(app: FastifyInstance, { vault }: UnionOptions): Promise<void> {
  const { db } = vault

  /** What may be chosen: what is open, what the section has already, and of regions what the viewer shapes. */
  async function readChoices(viewer: Viewer, section?: SectionLine) {
    const held = [section?.region_id, section?.federation_id]
    const open = async (kind: GroupKind) =>
      (await listGroups(db, kind)).filter(({ id, closed_at }) => !closed_at || held.includes(id))
    return {
      regions: (await open('regions')).filter(({ id }) => shapes(viewer, id)),
      federations: await open('federations'),
      bodies: await listLegalBodies(db),
    }
  }

  const showNew = async (request: FastifyRequest, form: Form) => ({
    form,
    level: await wordsFor(db, request),
    choices: await readChoices(request.viewer),
  })

  async function show(request: FastifyRequest<ById>, typed?: Form) {
    const { viewer } = request
    const section = await getSection(db, viewer, request.params.id)
    const { name, company, city, region_id } = section
    const values = { name, company, city, region_id }
    return {
      section,
      editable: shapes(viewer, region_id),
      region_linked: viewer.role === 'administrator' || viewer.region_id === region_id,
      federation_linked: viewer.role === 'administrator' || viewer.federation_id === section.federation_id,
      level: await wordsFor(db, request),
      done: doneOf(request),
      choices: await readChoices(viewer, section),
      body: await legalBodyOf(db, { section_id: section.id, region_id: null }),
      form:
        typed ??
        blankForm({
          ...values,
          federation_id: section.federation_id ?? '',
          legal_body_id: section.legal_body_id ?? '',
        }),
    }
  }

  app.get<ByRegion>('/manage/sections/new', { config: { needs: 'region' } }, async (request, reply) => {
    const { region, federation } = request.query
    const form = blankForm({ region_id: String(region ?? ''), federation_id: String(federation ?? '') })
    return reply.page('union/section-new', await showNew(request, form))
  })

  app.post('/manage/sections', { config: { needs: 'region' } }, async (request, reply) => {
    const { clean, form } = readForm(request.body, sectionForm(await readChoices(request.viewer)))
    const saved = clean && (await saveSection(vault, request.viewer, clean))
    if (saved && 'id' in saved) return reply.seeOther(`/manage/sections/${saved.id}?done=creation`)
    form.faults = saved?.faults ?? form.faults
    return reply.code(422).page('union/section-new', await showNew(request, form))
  })

  app.get<ById>('/manage/sections/:id', async (request, reply) =>
    reply.page('union/section', await show(request)),
  )

  app.post<ById>('/manage/sections/:id', { config: { needs: 'region' } }, async (request, reply) => {
    const { id } = request.params
    const section = await getShapedSection(db, request.viewer, id)
    const choices = await readChoices(request.viewer, section)
    const { clean, form } = readForm(request.body, sectionForm(choices))
    const saved = clean && (await saveSection(vault, request.viewer, clean, id))
    if (saved && 'id' in saved) return reply.seeOther(`/manage/sections/${id}?done=edit`)
    form.faults = saved?.faults ?? form.faults
    return reply.code(422).page('union/section', await show(request, form))
  })

  for (const noun of ['closure', 'reopening'] as const) {
    app.post<ById>(
      `/manage/sections/:id/${noun}`,
      { config: { needs: 'region' } },
      async (request, reply) => {
        await turnSection(vault, request.viewer, request.params.id, noun === 'closure')
        return reply.seeOther(`/manage/sections/${request.params.id}?done=${noun}`)
      },
    )
  }
}
