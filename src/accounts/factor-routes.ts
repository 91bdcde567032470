import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { qrCode } from '../print/qr.ts'
import { getSettings } from '../union/settings.ts'
import { accountsKey, getAccount, openProfile } from './account.ts'
import {
  type FactorDraft,
  factorUri,
  makeRecoveryCodes,
  newFactor,
  readFactor,
  removeFactor,
  setUpFactor,
} from './factor.ts'
import { factorForm } from './forms.ts'
import { safeReturn } from './return.ts'
import type { AccountOptions } from './routes.ts'
import { proveSession } from './session.ts'
import { proveFactor } from './sign-in.ts'
import type { Account } from './tables.ts'

interface WithNext {
  Querystring: { next?: unknown }
}

const here = { action: '/account/second-factor', carried: [] }
const grouped = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ')

/** The second factor: set up where there is none, given where there is one. */
export async function factorRoutes(
  app: FastifyInstance,
  { vault, cookie, door }: AccountOptions,
): Promise<void> {
  const { db, keys } = vault
  const unproven = { config: { unproven: true as const } }
  const own = ({ viewer }: FastifyRequest) => getAccount(db, viewer.account_id)

  async function offer(reply: FastifyReply, account: Account, factor: FactorDraft, form: Form) {
    const { email } = openProfile(await accountsKey(vault), account)
    const { union_name } = await getSettings(db)
    form.values.draft = factor.draft
    return reply.page('accounts/factor-set-up', {
      form,
      code: qrCode(factorUri(factor.secret, union_name || 'Unisson', email)),
      secret: grouped(factor.secret),
    })
  }

  app.get<WithNext>('/account/second-factor', unproven, async (request, reply) => {
    const account = await own(request)
    const form = blankForm({ next: safeReturn(request.query.next) ?? '' })
    if (account.factor_sealed) return reply.page('accounts/second-factor', { form, ...here })
    return offer(reply, account, newFactor(await accountsKey(vault), account.id), form)
  })

  app.post('/account/second-factor', unproven, async (request, reply) => {
    const account = await own(request)
    if (account.factor_sealed) return give(request, reply)
    const { clean, form } = readForm(request.body, factorForm)
    const key = await accountsKey(vault)
    const draft = readFactor(key, account.id, form.values.draft ?? '') ?? newFactor(key, account.id)
    if (!clean) return offer(reply.code(422), account, draft, form)
    const done = await db.transaction().execute(async trx => {
      if (!(await setUpFactor(trx, account.id, draft, clean.factor_code))) return undefined
      await recordEvent(trx, keys, { account_id: account.id, act: 'account.factor', subject: 'account' })
      const codes = await makeRecoveryCodes(trx, key, account.id)
      return { codes, token: await proveSession(trx, cookie.find(request) ?? '') }
    })
    if (!done) {
      form.faults.factor_code = { code: 'wrong' }
      return offer(reply.code(422), account, draft, form)
    }
    cookie.give(reply, done.token)
    return reply.page('accounts/recovery-codes', {
      codes: done.codes,
      next: safeReturn(clean.next) ?? '/manage',
    })
  })

  async function give(request: FastifyRequest, reply: FastifyReply) {
    const { clean, form } = readForm(request.body, factorForm)
    const ask = (status: number) => reply.code(status).page('accounts/second-factor', { form, ...here })
    if (!clean) return ask(422)
    const { account_id } = request.viewer
    const given = { account_id, typed: clean.factor_code, token: cookie.find(request) ?? '' }
    const { token, fault } = await proveFactor(vault, door, given)
    if (fault) {
      form.faults.factor_code = fault
      return ask(fault.code === 'wait' ? 429 : 422)
    }
    cookie.give(reply, token)
    return reply.seeOther(safeReturn(clean.next) ?? '/manage')
  }

  app.post('/account/recovery-codes', { config: { names: true } }, async (request, reply) => {
    const { account_id } = request.viewer
    const key = await accountsKey(vault)
    const codes = await db.transaction().execute(async trx => {
      await recordEvent(trx, keys, { account_id, act: 'account.recovery-codes', subject: 'account' })
      return makeRecoveryCodes(trx, key, account_id)
    })
    return reply.page('accounts/recovery-codes', { codes, next: '/account' })
  })

  app.post('/account/second-factor/removal', { config: { names: true } }, async (request, reply) => {
    const { account_id } = request.viewer
    await db.transaction().execute(async trx => {
      await removeFactor(trx, account_id)
      await recordEvent(trx, keys, { account_id, act: 'account.factor.removal', subject: 'account' })
    })
    return reply.seeOther('/account?done=factor-removal')
  })
}
