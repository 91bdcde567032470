import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { type ById, doneOf } from './done.ts'
import { updateForm } from './manage-forms.ts'
import { getPetitionWithin, withTitle } from './managed-petition.ts'
import type { PetitionOptions } from './routes.ts'
import { canPost, countNewsReaders, listUpdateLines, postUpdate } from './update.ts'

/** News of a petition: on its page, and by mail to those who asked. */
export async function updateRoutes(app: FastifyInstance, { vault, desk }: PetitionOptions): Promise<void> {
  const { db } = vault

  async function show(request: FastifyRequest<ById>, typed?: Form) {
    const { viewer, params, locale } = request
    const petition = await getPetitionWithin(db, viewer, params.id)
    return {
      ...(await withTitle(db, petition, locale)),
      updates: await listUpdateLines(db, petition.id),
      readers: await countNewsReaders(db, petition.id),
      may_post: canPost(viewer, petition),
      done: doneOf(request),
      form: typed ?? blankForm(),
    }
  }

  app.get<ById>('/manage/petitions/:id/updates', async (request, reply) =>
    reply.page('petitions/manage/updates', await show(request)),
  )

  app.post<ById>(
    '/manage/petitions/:id/updates',
    { config: { needs: 'section' } },
    async (request, reply) => {
      const { clean, form } = readForm(request.body, updateForm)
      if (!clean) return reply.code(422).page('petitions/manage/updates', await show(request, form))
      const { id } = request.params
      await postUpdate(vault, request.viewer, id, clean)
      desk.clear()
      return reply.seeOther(`/manage/petitions/${id}/updates?done=update`)
    },
  )
}
