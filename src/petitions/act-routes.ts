import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Conflict, NotFound } from '../errors.ts'
import { blankForm, readForm } from '../http/form.ts'
import { getSettings } from '../union/settings.ts'
import { actOnPetition, acts, canAct, lastAct, rules } from './act.ts'
import type { ById } from './done.ts'
import { actForm } from './manage-forms.ts'
import { getPetitionWithin, withTitle } from './managed-petition.ts'
import { listGaps } from './opening.ts'
import type { PetitionOptions } from './routes.ts'
import type { Act } from './tables.ts'

const needs = { config: { needs: 'section' } } as const

/** Each act has a page that says what it does, and a button there. */
export async function actRoutes(app: FastifyInstance, { vault, desk }: PetitionOptions): Promise<void> {
  const { db } = vault

  async function showAct({ viewer, params, locale }: FastifyRequest<ById>, act: Act) {
    const petition = await getPetitionWithin(db, viewer, params.id)
    const settings = await getSettings(db)
    if (!rules[act].by(petition, viewer, settings.approval)) throw new NotFound()
    if (!canAct(petition, act, viewer, settings.approval)) throw new Conflict()
    return {
      ...(await withTitle(db, petition, locale)),
      act,
      asks: rules[act].asks,
      gaps: act === 'opening' || act === 'submission' ? await listGaps(db, petition, settings) : [],
      form: blankForm({ outcome: petition.outcome, after: lastAct(petition) }),
    }
  }

  for (const act of acts) {
    const path = `/manage/petitions/:id/${act}`

    app.get<ById>(path, needs, async (request, reply) =>
      reply.page('petitions/manage/act', await showAct(request, act)),
    )

    app.post<ById>(path, needs, async (request, reply) => {
      const { asks } = rules[act]
      const { clean, form } = readForm(request.body, actForm[asks ?? 'nothing'])
      if (!clean) {
        const page = await showAct(request, act)
        return reply.code(422).page('petitions/manage/act', { ...page, form })
      }
      const { id } = request.params
      await actOnPetition(vault, request.viewer, id, act, clean)
      desk.clear()
      return reply.seeOther(`/manage/petitions/${id}?done=${act}`)
    })
  }
}
