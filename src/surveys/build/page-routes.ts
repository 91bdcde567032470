import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, line, lines, optional, readForm } from '../../http/form.ts'
import { doneOf } from '../../union/words.ts'
import { askQuestion, sayIn } from '../answer/asked.ts'
import type { Words } from '../question.ts'
import { listOffered } from '../respondent.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { replacePage, reworded } from './edit.ts'
import { spokenFaults } from './fault-words.ts'
import { kinds } from './kind.ts'
import { outlinePage, pageChoices } from './outline.ts'
import { changeDefinition, getPage, markOf } from './save.ts'

const pageForm = { mark: line(40), title: optional(line(4_000)), introduction: optional(lines(20_000)) }

/** What a page is marked by: its own words, whatever becomes of its questions. */
const headMark = (page: { title?: Words; introduction?: Words }) => markOf([page.title, page.introduction])

/** One page of a survey: its words, its questions as respondents get them, and more of them. */
export async function pageRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  const { db } = vault

  async function showPage(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form, stale = false) {
    const building = await getBuilding(db, request)
    const { survey, head, asking } = building
    const page = getPage(survey.definition, request.params.page)
    const { title, introduction, questions } = page
    const mark = headMark(page)
    const form =
      typed ??
      blankForm({ title: title?.[head.language] ?? '', introduction: introduction?.[head.language] ?? '' })
    form.values.mark = mark
    return reply.page('surveys/build/page', {
      survey: head,
      page: outlinePage(building, page, spokenFaults(building.saying, head)),
      nth: survey.definition.pages.indexOf(page) + 1,
      pages: pageChoices(building),
      introduction: sayIn(asking, introduction),
      asked: questions.map(question => askQuestion(asking, question)),
      sections: await listOffered(db, survey),
      kinds,
      form,
      stale,
      done: doneOf(request, 'survey.build'),
    })
  }

  app.get<ById>('/manage/surveys/:id/pages/:page', needs, (request, reply) => showPage(request, reply))

  app.post<ById>('/manage/surveys/:id/pages/:page', needs, async (request, reply) => {
    const { id, page } = request.params
    const { clean, form } = readForm(request.body, pageForm)
    if (!clean) return showPage(request, reply.code(422), form)
    const saved = await changeDefinition(vault, request.viewer, id, definition => {
      const now = getPage(definition, page)
      if (headMark(now) !== clean.mark) return undefined
      const [language] = definition.languages as [string]
      return replacePage(definition, page, {
        title: reworded(now.title, language, clean.title),
        introduction: reworded(now.introduction, language, clean.introduction),
      })
    })
    if (!saved) return showPage(request, reply.code(409), form, true)
    return reply.seeOther(`/manage/surveys/${id}/pages/${page}?done=page`)
  })
}
