import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../errors.ts'
import { oneOf, readForm } from '../../http/form.ts'
import { doneOf } from '../../union/words.ts'
import { type Definition, findQuestion } from '../definition.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { dependentsOf } from './dependent.ts'
import * as edit from './edit.ts'
import { placeName, spokenFaults } from './fault-words.ts'
import { kinds } from './kind.ts'
import { outlinePage } from './outline.ts'
import { changeDefinition } from './save.ts'

const isPage = ({ pages }: Definition, code: string) => pages.some(page => page.code === code)

/** What an arrangement asks for: a page or question up or down by one, or to a place. */
function arrange(definition: Definition, body: unknown): { definition: Definition; code: string } {
  const { up, down, place } = (body ?? {}) as Record<string, unknown>
  const [code = '', to = '', at = ''] =
    [up, down, place].find(one => typeof one === 'string')?.split(' ') ?? []
  const page = isPage(definition, code)
  if (!page && !findQuestion(definition, code)) throw new NotFound()
  const index = /^\d{1,4}$/.test(at) ? Number(at) : undefined
  if (place !== undefined)
    return {
      code,
      definition: page
        ? edit.placePage(definition, code, Number(to) || 0)
        : edit.placeQuestion(definition, code, to, index),
    }
  const move = page ? edit.movePage : edit.moveQuestion
  return { code, definition: move(definition, code, up === undefined ? 1 : -1) }
}

/** All pages of a survey with their questions; adding, moving, copying and removing them. */
export async function outlineRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  const { db } = vault
  const homeOf = ({ id }: ById['Params']) => `/manage/surveys/${id}`
  /** Where one was: the page a question was arranged on, else the outline. */
  const backTo = (params: ById['Params'], body: unknown, code: string) => {
    const { from } = (body ?? {}) as { from?: unknown }
    return `${homeOf(params)}/pages${typeof from === 'string' && from ? `/${encodeURIComponent(from)}` : ''}#at-${code}`
  }

  app.get<ById>('/manage/surveys/:id/pages', needs, async (request, reply) => {
    const building = await getBuilding(db, request)
    const faults = spokenFaults(building.saying, building.head)
    return reply.page('surveys/build/pages', {
      survey: building.head,
      pages: building.survey.definition.pages.map(page => outlinePage(building, page, faults)),
      faults: faults.filter(({ warning }) => !warning),
      done: doneOf(request, 'survey.build'),
    })
  })

  app.post<ById>('/manage/surveys/:id/pages', needs, async (request, reply) => {
    let code = ''
    await changeDefinition(vault, request.viewer, request.params.id, definition => {
      const added = edit.addPage(definition)
      code = added.code
      return added.definition
    })
    return reply.seeOther(`${homeOf(request.params)}/pages/${code}`)
  })

  app.post<ById>('/manage/surveys/:id/pages/:page/questions', needs, async (request, reply) => {
    const { clean } = readForm(request.body, { kind: oneOf(...kinds) })
    const { page } = request.params
    if (!clean) return reply.seeOther(`${homeOf(request.params)}/pages/${page}#add`)
    let code = ''
    await changeDefinition(vault, request.viewer, request.params.id, definition => {
      if (!isPage(definition, page)) throw new NotFound()
      const added = edit.addQuestion(definition, page, clean.kind)
      code = added.code
      return added.definition
    })
    return reply.seeOther(`${homeOf(request.params)}/questions/${code}`)
  })

  app.post<ById>('/manage/surveys/:id/order', needs, async (request, reply) => {
    let code = ''
    await changeDefinition(vault, request.viewer, request.params.id, definition => {
      const arranged = arrange(definition, request.body)
      code = arranged.code
      return arranged.definition
    })
    return reply.seeOther(backTo(request.params, request.body, code))
  })

  app.post<ById>('/manage/surveys/:id/copies', needs, async (request, reply) => {
    const { clean } = readForm(request.body, { code: (typed: string) => ({ value: typed }) })
    let copied = ''
    await changeDefinition(vault, request.viewer, request.params.id, definition => {
      const code = clean?.code ?? ''
      if (!isPage(definition, code) && !findQuestion(definition, code)) throw new NotFound()
      const added = isPage(definition, code)
        ? edit.copyPage(definition, code)
        : edit.copyQuestion(definition, code)
      copied = added.code
      return added.definition
    })
    return reply.seeOther(backTo(request.params, request.body, copied))
  })

  app.get<ById>('/manage/surveys/:id/removals/:place', needs, async (request, reply) => {
    const building = await getBuilding(db, request)
    const { definition } = building.survey
    const { place } = request.params
    const page = definition.pages.find(({ code }) => code === place)
    if (!page && !findQuestion(definition, place)) throw new NotFound()
    return reply.page('surveys/build/removal', {
      survey: building.head,
      place,
      name: placeName(building.saying, place),
      questions: page?.questions.length ?? 0,
      page: page ? '' : (edit.pageOf(definition, place)?.code ?? ''),
      dependents: dependentsOf(building, place),
    })
  })

  app.post<ById>('/manage/surveys/:id/removals/:place', needs, async (request, reply) => {
    const { place } = request.params
    let page = ''
    await changeDefinition(vault, request.viewer, request.params.id, definition => {
      page = edit.pageOf(definition, place)?.code ?? ''
      return page ? edit.removeQuestion(definition, place) : edit.removePage(definition, place)
    })
    return reply.seeOther(`${homeOf(request.params)}/pages${page && `/${page}`}?done=removal`)
  })
}
