import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { blankForm } from '../http/form.ts'
import type { PageDesk } from '../http/page-desk.ts'
import { pagesOf } from '../http/pages.ts'
import type { Vault } from '../seal/vault.ts'
import { countSignatures } from './count.ts'
import { nextGoal } from './goal.ts'
import { listPublicPetitions } from './list.ts'
import { getPublicPetition, readPublicFacts } from './page.ts'
import { getText } from './petition.ts'
import { countPublicNames, listPublicNames } from './public-name.ts'
import { keyOf } from './signature.ts'
import { stampOf } from './stamp.ts'

export interface PetitionOptions {
  vault: Vault
  config: Config
  /** Pages kept for everybody, cleared when an officer changes something. */
  desk: PageDesk
}

interface BySlug {
  Params: { slug: string }
}

const NAMES = 100

const briefly = { life: 2_000, caching: 'public, max-age=2, stale-while-revalidate=10' }

/** What everybody reads. */
export async function petitionRoutes(
  app: FastifyInstance,
  { vault, config, desk }: PetitionOptions,
): Promise<void> {
  const { db } = vault
  const open = { config: { public: true } } as const

  const showList = (request: FastifyRequest, reply: FastifyReply) =>
    desk.send(request, reply, async () =>
      reply.page('petitions/index', { petitions: await listPublicPetitions(db, request.locale) }),
    )

  app.get('/', open, showList)
  app.get('/petitions', open, showList)

  app.get<BySlug>('/petitions/:slug', open, (request, reply) =>
    desk.send(request, reply, async () => {
      const facts = await readPublicFacts(db, request.params.slug, request.locale, config.PUBLIC_URL)
      // Once its data is erased a petition has no key any more, and nothing left to sign.
      const stamp = facts.petition.phase === 'open' ? stampOf(await keyOf(vault, facts.petition_id)) : ''
      return reply.page('petitions/show', {
        ...facts,
        stamp,
        form: blankForm({ name_visibility: 'counted' }),
      })
    }),
  )

  app.get<BySlug>('/petitions/:slug/count.json', open, (request, reply) =>
    desk.send(
      request,
      reply,
      async () => {
        const petition = await getPublicPetition(db, request.params.slug)
        const count = await countSignatures(db, petition.id)
        const { next, percent } = nextGoal(count, petition.goal)
        reply.type('application/json; charset=utf-8')
        return JSON.stringify({ count, goal: next, percent })
      },
      briefly,
    ),
  )

  app.get<BySlug>('/petitions/:slug/signatories', open, async (request, reply) => {
    const petition = await getPublicPetition(db, request.params.slug)
    const { title, slug } = {
      ...petition,
      ...(await getText(db, petition.id, petition.text_version, request.locale)),
    }
    const public_count = await countPublicNames(db, petition.id)
    const pages = pagesOf(request, public_count, NAMES)
    const names = await listPublicNames(vault, petition.id, pages.page, NAMES)
    // A name that is withdrawn is gone everywhere within the minute.
    reply.header('cache-control', 'public, max-age=60')
    return reply.page('petitions/signatories', {
      petition: { slug, title },
      count: await countSignatures(db, petition.id),
      public_count,
      names,
      pages,
    })
  })
}
