import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, line, lines, optional, readForm } from '../../http/form.ts'
import { doneOf } from '../../union/words.ts'
import type { Definition } from '../definition.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { reworded } from './edit.ts'
import { spokenFaults } from './fault-words.ts'
import { changeDefinition, markOf } from './save.ts'

const textForm = {
  mark: line(40),
  title: line(4_000),
  introduction: optional(lines(20_000)),
  thanks: optional(lines(20_000)),
}

const textMark = ({ title, introduction, thanks }: Definition) => markOf([title, introduction, thanks])

/** A definition with its own words changed in the first language. */
function withText(
  definition: Definition,
  said: { title: string; introduction: string; thanks: string },
): Definition {
  const { title, introduction, thanks, ...rest } = definition
  const language = definition.languages[0] as string
  const opening = reworded(introduction, language, said.introduction)
  const closing = reworded(thanks, language, said.thanks)
  const words = { ...(opening && { introduction: opening }), ...(closing && { thanks: closing }) }
  return { ...rest, title: { ...title, [language]: said.title }, ...words }
}

/** The words around the questions: title, introduction, thanks. */
export async function textRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  async function show(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form, stale = false) {
    const { head, saying } = await getBuilding(vault.db, request)
    const { definition, language } = saying
    const values = Object.fromEntries(
      (['title', 'introduction', 'thanks'] as const).map(name => [name, definition[name]?.[language] ?? '']),
    )
    const form = typed ?? blankForm(values)
    form.values.mark = textMark(definition)
    const faults = spokenFaults(saying, head).filter(
      ({ place, href }) => place === '' && href.endsWith('/text'),
    )
    return reply.page('surveys/build/text', {
      survey: head,
      form,
      faults,
      stale,
      done: doneOf(request, 'survey.build'),
    })
  }

  app.get<ById>('/manage/surveys/:id/text', needs, (request, reply) => show(request, reply))

  app.post<ById>('/manage/surveys/:id/text', needs, async (request, reply) => {
    const { id } = request.params
    const { clean, form } = readForm(request.body, textForm)
    if (!clean) return show(request, reply.code(422), form)
    const saved = await changeDefinition(vault, request.viewer, id, definition =>
      textMark(definition) === clean.mark ? withText(definition, clean) : undefined,
    )
    if (!saved) return show(request, reply.code(409), form, true)
    return reply.seeOther(`/manage/surveys/${id}/text?done=text`)
  })
}
