import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../../errors.ts'
import { blankForm, type Form, line, readForm } from '../../http/form.ts'
import { isId } from '../../http/id.ts'
import { type PagesShown, pagesOf } from '../../http/pages.ts'
import { findQuestion } from '../../surveys/definition.ts'
import { headOf } from '../../surveys/head.ts'
import { owns } from '../../union/scope.ts'
import { doneOf } from '../../union/words.ts'
import { getReadableSurvey } from '../readable.ts'
import type { ReportOptions } from '../routes.ts'
import { atomsIn, chooseScope, listScopes } from '../scope.ts'
import { findFrozen, periodOf } from '../survey/frozen.ts'
import { reportQuestions } from '../survey/question-report.ts'
import { queryOf, speakingOf } from '../survey/survey-report.ts'
import { addTheme, removeTheme, sortTexts } from './theme.ts'
import { getTheme, listThemes, listWritten } from './written.ts'

interface ByQuestion {
  Params: { id: string; question: string; theme: string }
  Querystring: Record<string, string>
  Body: unknown
}

const PAGE = 50
const own = { config: { needs: 'section' } } as const
const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const themeForm = { name: line(80) }
const kept = ['scope', 'period', 'theme', 'q', 'sorting']

/** The same list on its other pages: what was chosen stays chosen. */
function carry(pages: PagesShown, query: Record<string, string>): PagesShown {
  const chosen = Object.entries(query).filter(([name]) => kept.includes(name))
  const to = (page: string | null) =>
    page && `?${new URLSearchParams([...chosen, ...new URLSearchParams(page)])}`
  return { ...pages, previous: to(pages.previous), next: to(pages.next) }
}

/** What was written, for those who read a scope of their own; themes are the survey's owner's to make. */
export async function writtenRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault
  const homeOf = ({ params }: FastifyRequest<ByQuestion>) =>
    `/reports/surveys/${params.id}/texts/${encodeURIComponent(params.question)}`

  /** The same texts, after an act. */
  const back = (request: FastifyRequest<ByQuestion>, reply: FastifyReply, more: Record<string, string>) => {
    const { scope, period } = request.query
    return reply.seeOther(
      `${homeOf(request)}${queryOf({ scope: word(scope), period: word(period), ...more })}`,
    )
  }

  /** @throws NotFound where the question has no texts, or the scope is not the viewer's own */
  async function find(request: FastifyRequest<ByQuestion>) {
    const { viewer, params, query, locale } = request
    const survey = await getReadableSurvey(db, viewer, params.id)
    const frozen = await findFrozen(db, survey, word(query.period))
    const speaking = speakingOf(survey, locale)
    const item = speaking.items.find(({ key, text }) => text && key === params.question)
    if (!frozen || !item) throw new NotFound()
    const own = frozen.atoms.filter(({ partition }) => partition === 'sensitive')
    const scopes = listScopes(viewer, survey, frozen.places).filter(
      scope => scope.own && atomsIn(scope, own).length > 0,
    )
    const [first] = scopes
    if (!first) throw new NotFound()
    const scope = chooseScope(scopes, word(query.scope), own)
    return { survey, item, speaking, scopes, scope, period: periodOf(frozen), atoms: atomsIn(scope, own) }
  }

  async function show(request: FastifyRequest<ByQuestion>, reply: FastifyReply, form: Form) {
    const { viewer, query, locale } = request
    const { survey, item, speaking, scopes, scope, period, atoms } = await find(request)
    const search = word(query.q) ?? ''
    const asked = word(query.theme)
    const theme = asked ? await getTheme(db, survey.id, item.key, asked) : undefined
    const sorting = query.sorting !== undefined && theme !== undefined && owns(viewer, survey)
    const choice = { surveyId: survey.id, question: item.key, atoms }
    const texts = await listWritten(
      vault,
      { ...choice, ...(!sorting && theme && { themeId: theme.id }) },
      search,
    )
    const pages = pagesOf(request, texts.count, PAGE)
    const question = findQuestion(survey.definition, item.question.code)
    return reply.page('reports/written', {
      survey: { id: survey.id, ...headOf(survey, locale) },
      question: {
        key: item.key,
        text: reportQuestions(speaking, question ? [question] : [], [])[0]?.text ?? '',
      },
      home: homeOf(request),
      queryOf,
      scopes,
      scope,
      period,
      search,
      theme,
      sorting,
      themes: await listThemes(db, survey.id, item.key, atoms),
      texts: await texts.read((pages.page - 1) * PAGE, PAGE),
      count: texts.count,
      pages: carry(pages, query),
      mine: owns(viewer, survey),
      form,
      done: doneOf(request, 'report'),
    })
  }

  app.get<ByQuestion>('/reports/surveys/:id/texts/:question', (request, reply) =>
    show(request, reply, blankForm()),
  )

  app.post<ByQuestion>('/reports/surveys/:id/texts/:question/themes', own, async (request, reply) => {
    const { clean, form } = readForm(request.body, themeForm)
    if (!clean) return show(request, reply.code(422), form)
    const { item, survey } = await find(request)
    await addTheme(vault, request.viewer, survey.id, item.key, clean.name)
    return back(request, reply, { done: 'theme' })
  })

  app.post<ByQuestion>('/reports/surveys/:id/texts/:question/themes/:theme', own, async (request, reply) => {
    const { survey, item } = await find(request)
    const { id } = await getTheme(db, survey.id, item.key, request.params.theme)
    const lists = readForm(request.body, { shown: () => ({ value: '' }), about: () => ({ value: '' }) }).form
      .lists
    const [shown = [], about = []] = [lists.shown, lists.about].map((list = []) => list.filter(isId))
    await sortTexts(
      vault,
      request.viewer,
      survey.id,
      id,
      shown,
      about.filter(one => shown.includes(one)),
    )
    return back(request, reply, { theme: id, done: 'sorting' })
  })

  app.post<ByQuestion>(
    '/reports/surveys/:id/texts/:question/themes/:theme/removal',
    own,
    async (request, reply) => {
      const { survey, item } = await find(request)
      const { id } = await getTheme(db, survey.id, item.key, request.params.theme)
      await removeTheme(vault, request.viewer, survey.id, id)
      return back(request, reply, { done: 'removal' })
    },
  )
}
