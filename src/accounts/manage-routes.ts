import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { voice } from '../http/views.ts'
import { accountsKey } from './account.ts'
import { getOfficer, listOfficers, mayManage, type Officer } from './directory.ts'
import { invitationForm, standingForm } from './forms.ts'
import { inviteAgain, inviteOfficer } from './invitation.ts'
import { findLiveLink, linkPath, linkToken } from './link.ts'
import type { AccountOptions } from './routes.ts'
import { changeStanding, closeAccount, liftFactor, readOffer, reopenAccount } from './standing.ts'

interface ById {
  Params: { id: string }
  Body: unknown
}

/** Officers and their invitations, each within what the viewer leads. */
export async function accountManageRoutes(
  app: FastifyInstance,
  { vault, config }: AccountOptions,
): Promise<void> {
  const { db } = vault
  const closed = { config: { names: true as const } }

  /** The officer a path names, where the viewer may change them. */
  async function managed({ viewer, params }: FastifyRequest<ById>): Promise<Officer> {
    const officer = await getOfficer(vault, viewer, params.id)
    if (!mayManage(viewer, officer)) throw new NotFound()
    return officer
  }

  /** The link of an invitation that no mail server carries, to be handed over by whoever invited. */
  async function linkToCopy(officer: Officer): Promise<string | undefined> {
    if (config.SMTP_URL !== '' || officer.state !== 'invited') return undefined
    const link = await findLiveLink(db, officer.id, 'invitation')
    const token = link && linkToken(await accountsKey(vault), 'invitation', link.id)
    return token && config.PUBLIC_URL + voice(officer.locale).path(linkPath('invitation', token))
  }

  async function showOfficer(
    { viewer }: FastifyRequest,
    reply: FastifyReply,
    officer: Officer,
    form: Form = blankForm(
      { role: officer.role, region_id: officer.region_id ?? '', federation_id: officer.federation_id ?? '' },
      { section_ids: officer.sections.map(({ id }) => id) },
    ),
  ) {
    const manages = mayManage(viewer, officer)
    return reply.page('accounts/show', {
      officer,
      form,
      manages,
      offer: await readOffer(db, viewer),
      invited_at: (await findLiveLink(db, officer.id, 'invitation'))?.created_at,
      link: manages ? await linkToCopy(officer) : undefined,
    })
  }

  app.get('/manage/accounts', closed, async ({ viewer }, reply) => {
    const officers = await listOfficers(vault, viewer)
    const of = (state: Officer['state']) => officers.filter(officer => officer.state === state)
    return reply.page('accounts/index', {
      active: of('active'),
      invited: of('invited'),
      closed: of('closed'),
    })
  })

  app.get('/manage/accounts/new', closed, async ({ viewer, locale }, reply) => {
    const offer = await readOffer(db, viewer)
    return reply.page('accounts/invite', { offer, form: blankForm({ role: offer.roles[0] ?? '', locale }) })
  })

  app.post('/manage/accounts', closed, async (request, reply) => {
    const { viewer } = request
    const offer = await readOffer(db, viewer)
    const { clean, form } = readForm(request.body, invitationForm(offer))
    if (!clean) return reply.code(422).page('accounts/invite', { offer, form })
    const id = await inviteOfficer(vault, viewer, clean)
    if (id) return reply.seeOther(`/manage/accounts/${id}`)
    form.faults.email = { code: 'taken' }
    return reply.code(422).page('accounts/invite', { offer, form })
  })

  app.get<ById>('/manage/accounts/:id', closed, async (request, reply) =>
    showOfficer(request, reply, await getOfficer(vault, request.viewer, request.params.id)),
  )

  app.post<ById>('/manage/accounts/:id', closed, async (request, reply) => {
    const { viewer } = request
    const officer = await managed(request)
    const { clean, form } = readForm(request.body, standingForm(await readOffer(db, viewer)))
    if (!clean) return showOfficer(request, reply.code(422), officer, form)
    const changed = await changeStanding(vault, { viewer, account_id: officer.id }, clean)
    if (changed) return reply.seeOther(`/manage/accounts/${officer.id}`)
    form.faults.role = { code: 'last-administrator' }
    return showOfficer(request, reply.code(422), officer, form)
  })

  app.post<ById>('/manage/accounts/:id/invitation', closed, async (request, reply) => {
    const officer = await managed(request)
    if (officer.state === 'invited') await inviteAgain(vault, request.viewer, officer.id)
    return reply.seeOther(`/manage/accounts/${officer.id}`)
  })

  app.post<ById>('/manage/accounts/:id/closure', closed, async (request, reply) => {
    const officer = await managed(request)
    const outcome = await closeAccount(vault, { viewer: request.viewer, account_id: officer.id })
    if (outcome !== 'last')
      return reply.seeOther(outcome === 'erased' ? '/manage/accounts' : `/manage/accounts/${officer.id}`)
    const form = blankForm({ role: officer.role })
    form.faults.role = { code: 'last-administrator' }
    return showOfficer(request, reply.code(422), officer, form)
  })

  app.post<ById>('/manage/accounts/:id/reopening', closed, async (request, reply) => {
    const officer = await managed(request)
    if (officer.state === 'closed')
      await reopenAccount(vault, { viewer: request.viewer, account_id: officer.id })
    return reply.seeOther(`/manage/accounts/${officer.id}`)
  })

  app.post<ById>('/manage/accounts/:id/factor-lifting', closed, async (request, reply) => {
    const officer = await managed(request)
    if (officer.factor) await liftFactor(vault, { viewer: request.viewer, account_id: officer.id })
    return reply.seeOther(`/manage/accounts/${officer.id}`)
  })
}
