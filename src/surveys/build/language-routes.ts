import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../errors.ts'
import { blankForm, type Field, type Form, lines, optional, readForm } from '../../http/form.ts'
import { doneOf } from '../../union/words.ts'
import type { Definition, Page } from '../definition.ts'
import { languagePattern } from '../question.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { cut, keyWords } from './condition-words.ts'
import { languageName, pageName } from './fault-words.ts'
import { pageChoices } from './outline.ts'
import { changeDefinition, getPage, markOf } from './save.ts'
import {
  missingIn,
  type Phrase,
  pagePhrases,
  questionPhrases,
  surveyPhrases,
  translate,
  withoutLanguage,
} from './translation.ts'

interface ByPage extends ById {
  Querystring: { done?: string; page?: string }
}

/** Languages that members of unions in France are likely to read. */
const offered = 'fr en es pt it de nl pl ro ar tr uk ru zh vi ta bn'.split(' ')

const placeOf = (definition: Definition, code: string | undefined): Page | undefined =>
  code ? getPage(definition, code) : undefined

/** The words of a page by where they stand, as its form groups them. */
function groupsOf(definition: Definition, page: Page | undefined): { code: string; phrases: Phrase[] }[] {
  const spoken = (phrases: Phrase[]) => phrases.filter(({ words }) => Object.keys(words).length > 0)
  if (!page) return [{ code: '', phrases: spoken(surveyPhrases(definition)) }]
  const questions = page.questions.map(one => ({ code: one.code, phrases: spoken(questionPhrases(one)) }))
  return [{ code: '', phrases: spoken(pagePhrases(page)) }, ...questions].filter(
    ({ phrases }) => phrases.length > 0,
  )
}

/** The languages a survey is asked in, and its words side by side with what is missing. */
export async function languageRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  const { db } = vault

  async function showLanguages(request: FastifyRequest<ById>, reply: FastifyReply, form = blankForm()) {
    const building = await getBuilding(db, request)
    const { head, saying } = building
    const { definition } = saying
    const places = [undefined, ...definition.pages]
    return reply.page('surveys/build/languages', {
      survey: head,
      languages: definition.languages.map(code => ({
        code,
        name: languageName(request.locale, code),
        missing: places.map(page => ({
          page: page?.code ?? '',
          name: page ? pageName(saying, page.code) : '',
          count: missingIn(definition, page, code),
        })),
      })),
      offered: offered
        .filter(code => !definition.languages.includes(code))
        .map(value => ({ value, label: languageName(request.locale, value) })),
      form,
      done: doneOf(request, 'survey.build'),
    })
  }

  app.get<ById>('/manage/surveys/:id/languages', needs, (request, reply) => showLanguages(request, reply))

  app.post<ById>('/manage/surveys/:id/languages', needs, async (request, reply) => {
    const { id } = request.params
    const added: Field<string> = typed =>
      languagePattern.test(typed) && offered.includes(typed) ? { value: typed } : { fault: 'choose' }
    const { clean, form } = readForm(request.body, { language: added })
    if (!clean) return showLanguages(request, reply.code(422), form)
    await changeDefinition(vault, request.viewer, id, definition => ({
      ...definition,
      languages: [...new Set([...definition.languages, clean.language])],
    }))
    return reply.seeOther(`/manage/surveys/${id}/languages/${clean.language}`)
  })

  app.post<ById>('/manage/surveys/:id/languages/:language/removal', needs, async (request, reply) => {
    const { id, language } = request.params
    await changeDefinition(vault, request.viewer, id, definition => {
      if (definition.languages.indexOf(language) < 1) throw new NotFound()
      return withoutLanguage(definition, language)
    })
    return reply.seeOther(`/manage/surveys/${id}/languages?done=language`)
  })

  async function showWords(
    request: FastifyRequest<ByPage>,
    reply: FastifyReply,
    typed?: Form,
    stale = false,
  ) {
    const building = await getBuilding(db, request)
    const { head, saying } = building
    const { definition } = saying
    const { language } = request.params
    if (definition.languages.indexOf(language) < 1) throw new NotFound()
    const page = placeOf(definition, request.query.page)
    const groups = groupsOf(definition, page)
    const values = groups
      .flatMap(({ phrases }) => phrases)
      .map(({ field, words }) => [field, words[language] ?? ''])
    const form = typed ?? blankForm(Object.fromEntries(values))
    form.values.mark = markOf(groups)
    return reply.page('surveys/build/language', {
      survey: head,
      language,
      language_name: languageName(request.locale, language),
      original_name: languageName(request.locale, head.language),
      page: page?.code ?? '',
      pages: pageChoices(building),
      missing: missingIn(definition, page, language),
      groups: groups.map(({ code, phrases }) => ({
        name: code ? cut(keyWords(saying, code)) : '',
        phrases: phrases.map(({ words, ...phrase }) => ({ ...phrase, original: words[head.language] ?? '' })),
      })),
      form,
      stale,
      done: doneOf(request, 'survey.build'),
    })
  }

  app.get<ByPage>('/manage/surveys/:id/languages/:language', needs, (request, reply) =>
    showWords(request, reply),
  )

  app.post<ByPage>('/manage/surveys/:id/languages/:language', needs, async (request, reply) => {
    const { id, language } = request.params
    const { page: code = '' } = request.query
    const { saying } = await getBuilding(db, request)
    const phrases = groupsOf(saying.definition, placeOf(saying.definition, code)).flatMap(one => one.phrases)
    const fields = Object.fromEntries(
      phrases.map(({ field, long }) => [field, optional(lines(long ? 20_000 : 4_000))]),
    )
    const { clean, form } = readForm(request.body, { mark: optional(lines(40)), ...fields })
    if (!clean) return showWords(request, reply.code(422), form)
    const { mark, ...typed } = clean as Record<string, string>
    const saved = await changeDefinition(vault, request.viewer, id, definition => {
      const place = placeOf(definition, code)
      if (definition.languages.indexOf(language) < 1) throw new NotFound()
      return markOf(groupsOf(definition, place)) === mark
        ? translate(definition, place, language, typed)
        : undefined
    })
    if (!saved) return showWords(request, reply.code(409), form, true)
    const query = new URLSearchParams({ ...(code && { page: code }), done: 'words' })
    return reply.seeOther(`/manage/surveys/${id}/languages/${language}?${query}`)
  })
}
