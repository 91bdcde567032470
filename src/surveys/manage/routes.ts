import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Conflict } from '../../errors.ts'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import { pagesOf } from '../../http/pages.ts'
import { typography } from '../../http/typography.ts'
import { listOwners } from '../../union/owner.ts'
import { meets } from '../../union/scope.ts'
import { doneOf, type WithDone } from '../../union/words.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { writeJson } from '../export/json.ts'
import { writeXlsform } from '../export/xlsform.ts'
import { headOf } from '../head.ts'
import { listChosen } from '../launch/launch.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { listOffered } from '../respondent.ts'
import { templates } from '../templates/template.ts'
import { actOnDraft, draftActs, startSurvey } from './draft.ts'
import { draftActForm, startForm } from './forms.ts'
import { readHome } from './home.ts'
import { countSurveysWithin, getSurveyWithin, listStarts, listSurveysWithin, PAGE } from './managed-survey.ts'

interface ById extends WithDone {
  Params: { id: string }
}

const own = { config: { needs: 'section' } } as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Surveys as officers run them: the list, a new one, and the page from which each is run. */
export async function manageSurveyRoutes(
  app: FastifyInstance,
  { vault, config }: SurveyOptions,
): Promise<void> {
  const { db } = vault

  const templatesIn = ({ locale }: FastifyRequest) =>
    templates.map(({ code, words }) => ({
      code,
      name: words[locale].name,
      when: typography(words[locale].when, locale),
    }))

  async function readNew({ viewer, locale, query }: FastifyRequest, typed?: Form) {
    const owners = await listOwners(db, viewer)
    const { from } = query as { from?: unknown }
    return {
      owners,
      ...(await listStarts(db, viewer, locale)),
      form: typed ?? blankForm({ from: String(from ?? ''), owner: owners[0]?.value ?? '' }),
    }
  }

  app.get('/manage/surveys', async (request, reply) => {
    const { viewer, locale } = request
    const pages = pagesOf(request, await countSurveysWithin(db, viewer), PAGE)
    return reply.page('surveys/manage/index', {
      surveys: await listSurveysWithin(db, viewer, locale, pages.page),
      pages,
      may_start: meets(viewer, 'section'),
      first_template: templatesIn(request)[0]!,
    })
  })

  app.get('/manage/surveys/new', own, async (request, reply) =>
    reply.page('surveys/manage/new', { ...(await readNew(request)), templates: templatesIn(request) }),
  )

  app.post('/manage/surveys', own, async (request, reply) => {
    const page = { ...(await readNew(request)), templates: templatesIn(request) }
    const ids = { ours: page.ours.map(({ id }) => id), shared: page.shared.map(({ id }) => id) }
    const codes = page.templates.map(({ code }) => code)
    const { clean, form } = readForm(request.body, startForm(page.owners, codes, ids))
    if (!clean) return reply.code(422).page('surveys/manage/new', { ...page, form })
    const { from, title, owner } = clean
    const id = await startSurvey(vault, request.viewer, owner, {
      from: from === 'ours' || from === 'shared' ? `survey:${clean[from]}` : from,
      title,
      locale: request.locale,
    })
    return reply.seeOther(`/manage/surveys/${id}`)
  })

  app.get<ById>('/manage/surveys/:id', async (request, reply) => {
    const { viewer, params, locale } = request
    const survey = await getSurveyWithin(db, viewer, params.id)
    const { id, slug, phase, opens_on, template_at, acts } = survey
    const chosen = await listChosen(db, id)
    const sections = (await listOffered(db, survey)).filter(section => chosen.includes(section.id))
    return reply.page('surveys/manage/show', {
      ...(await readHome(db, viewer, survey)),
      survey: { ...headOf(survey, locale), id, slug, phase, opens_on, template_at, past: acts },
      sections: sections.map(({ name }) => name),
      url: `${config.PUBLIC_URL}/surveys/${slug}`,
      done: doneOf(request, 'survey.manage'),
    })
  })

  for (const act of draftActs) {
    const path = `/manage/surveys/:id/${act}`

    async function show({ viewer, params, locale }: FastifyRequest<ById>, reply: FastifyReply, form: Form) {
      const survey = await getOwnSurvey(db, viewer, params.id)
      if (act === 'deletion' && survey.phase !== 'draft') throw new Conflict()
      const { title } = headOf(survey, locale)
      return reply.page('surveys/manage/act', { survey: { id: survey.id, title }, act, form })
    }

    app.get<ById>(path, own, (request, reply) => show(request, reply, blankForm()))

    app.post<ById>(path, own, async (request, reply) => {
      const { id } = request.params
      const { clean, form } = readForm(request.body, draftActForm(act))
      if (!clean) return show(request, reply.code(422), form)
      await actOnDraft(vault, request.viewer, id, act, clean.reason)
      return reply.seeOther(act === 'deletion' ? '/manage/surveys' : `/manage/surveys/${id}?done=${act}`)
    })
  }

  app.get<ById>('/manage/surveys/:id/definition.json', own, async ({ viewer, params }, reply) => {
    const { slug, definition } = await getOwnSurvey(db, viewer, params.id)
    reply.type('application/json').header('content-disposition', `attachment; filename="${slug}.json"`)
    return writeJson(definition)
  })

  app.get<ById>('/manage/surveys/:id/definition.xlsx', own, async ({ viewer, params }, reply) => {
    const { slug, definition } = await getOwnSurvey(db, viewer, params.id)
    reply.type(xlsx).header('content-disposition', `attachment; filename="${slug}.xlsx"`)
    return Buffer.from(await writeXlsform(definition))
  })
}
