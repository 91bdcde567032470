import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { groupForm } from './forms.ts'
import { type GroupKind, getGroup, listGroups, saveGroup, turnGroup } from './group.ts'
import { legalBodyOf, listLegalBodies } from './legal-body.ts'
import type { UnionOptions } from './routes.ts'
import { listSections } from './section.ts'
import { doneOf, type WithDone, wordsFor } from './words.ts'

type ById = { Params: { id: string } } & WithDone

const kinds: readonly GroupKind[] = ['regions', 'federations']

/** Pages and acts of regions and federations, the same for both. */
export async function groupRoutes(app: FastifyInstance, { vault }: UnionOptions): Promise<void> {
  const { db } = vault

  app.get<WithDone>('/manage/union', async (request, reply) => {
    const level = await wordsFor(db, request)
    const done = doneOf(request)
    if (request.viewer.role !== 'administrator') {
      const may_add = request.viewer.role === 'regional-officer'
      return reply.page('union/sections', {
        level,
        done,
        may_add,
        sections: await listSections(db, request.viewer),
      })
    }
    const [regions, federations] = [await listGroups(db, 'regions'), await listGroups(db, 'federations')]
    return reply.page('union/structure', { level, done, regions, federations })
  })

  for (const kind of kinds) {
    const home = `/manage/${kind}`

    const showNew = async (request: FastifyRequest, form: Form) => ({
      kind,
      form,
      level: await wordsFor(db, request),
      bodies: await listLegalBodies(db),
    })

    const show = async (request: FastifyRequest<ById>, form?: Form) => {
      const group = await getGroup(db, request.viewer, kind, request.params.id)
      const editable = request.viewer.role === 'administrator'
      return {
        kind,
        group,
        editable,
        level: await wordsFor(db, request),
        done: doneOf(request),
        sections: await listSections(db, request.viewer, kind, group.id),
        bodies: editable ? await listLegalBodies(db) : [],
        body: await legalBodyOf(db, { region_id: kind === 'regions' ? group.id : null, section_id: null }),
        form: form ?? blankForm({ name: group.name, legal_body_id: group.legal_body_id ?? '' }),
      }
    }

    const readGroupForm = async (body: unknown) =>
      readForm(body, groupForm((await listLegalBodies(db)).map(({ id }) => id)))

    app.get(`${home}/new`, { config: { needs: 'union' } }, async (request, reply) =>
      reply.page('union/group-new', await showNew(request, blankForm())),
    )

    app.post(home, { config: { needs: 'union' } }, async (request, reply) => {
      const { clean, form } = await readGroupForm(request.body)
      const saved = clean && (await saveGroup(vault, request.viewer, kind, clean))
      if (saved && 'id' in saved) return reply.seeOther(`${home}/${saved.id}?done=creation`)
      form.faults = saved?.faults ?? form.faults
      return reply.code(422).page('union/group-new', await showNew(request, form))
    })

    app.get<ById>(`${home}/:id`, async (request, reply) => reply.page('union/group', await show(request)))

    app.post<ById>(`${home}/:id`, { config: { needs: 'union' } }, async (request, reply) => {
      const { id } = request.params
      const { clean, form } = await readGroupForm(request.body)
      const saved = clean && (await saveGroup(vault, request.viewer, kind, clean, id))
      if (saved && 'id' in saved) return reply.seeOther(`${home}/${id}?done=edit`)
      form.faults = saved?.faults ?? form.faults
      return reply.code(422).page('union/group', await show(request, form))
    })

    for (const noun of ['closure', 'reopening'] as const) {
      app.post<ById>(`${home}/:id/${noun}`, { config: { needs: 'union' } }, async (request, reply) => {
        await turnGroup(vault, request.viewer, kind, request.params.id, noun === 'closure')
        return reply.seeOther(`${home}/${request.params.id}?done=${noun}`)
      })
    }
  }
}
