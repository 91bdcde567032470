import type { FastifyInstance } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { listEmployerDomains, markEmployerDomain, removeEmployerDomain } from './employer-domain.ts'
import { employerDomainForm, sourceForm } from './forms.ts'
import type { UnionOptions } from './routes.ts'
import { addSource, listSources, MOST_SOURCES, removeSource } from './source.ts'
import { doneOf, type WithDone } from './words.ts'

const guarded = { config: { needs: 'union' } } as const
const sources = '/manage/settings/sources'
const domains = '/manage/settings/employer-domains'

/** The two short lists among the settings: marks that links carry, domains that employers run. */
export async function markRoutes(app: FastifyInstance, { vault }: UnionOptions): Promise<void> {
  const { db } = vault

  const showSources = async (form: Form, done?: string) => ({
    sources: await listSources(db),
    most: MOST_SOURCES,
    form,
    done,
  })

  app.get<WithDone>(sources, guarded, async (request, reply) =>
    reply.page('union/sources', await showSources(blankForm(), doneOf(request))),
  )

  app.post(sources, guarded, async (request, reply) => {
    const { clean, form } = readForm(request.body, sourceForm)
    const faults = clean ? await addSource(vault, request.viewer, clean) : form.faults
    if (!faults) return reply.seeOther(`${sources}?done=addition`)
    return reply.code(422).page('union/sources', await showSources({ ...form, faults }))
  })

  app.post<{ Params: { code: string } }>(`${sources}/:code/removal`, guarded, async (request, reply) => {
    await removeSource(vault, request.viewer, request.params.code)
    return reply.seeOther(`${sources}?done=removal`)
  })

  const showDomains = async (form: Form, done?: string) => ({
    domains: await listEmployerDomains(db),
    form,
    done,
  })

  app.get<WithDone>(domains, guarded, async (request, reply) =>
    reply.page('union/employer-domains', await showDomains(blankForm(), doneOf(request))),
  )

  app.post(domains, guarded, async (request, reply) => {
    const { clean, form } = readForm(request.body, employerDomainForm)
    if (!clean) return reply.code(422).page('union/employer-domains', await showDomains(form))
    await markEmployerDomain(vault, request.viewer, clean)
    return reply.seeOther(`${domains}?done=addition`)
  })

  app.post<{ Params: { domain: string } }>(`${domains}/:domain/removal`, guarded, async (request, reply) => {
    await removeEmployerDomain(vault, request.viewer, request.params.domain)
    return reply.seeOther(`${domains}?done=removal`)
  })
}
