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
import type { DoorOptions } from './routes.ts'
import { proveSession } from './session.ts'
import { giveFactor } from './sign-in.ts'
import type { Account } from './tables.ts'

interface WithNext {
  Querystring: { next?: unknown }
}

const grouped = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ')

/** The second factor: set up where there is none, given where there is one. */
export async function factorRoutes(
  app: FastifyInstance,
  { vault, cookie, door }: DoorOptions,
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
    if (account.factor_sealed) return reply.page('accounts/second-factor', { form })
    return offer(reply, account, newFactor(await accountsKey(vault), account.id), form)
  })

  app.post('/account/second-factor', unproven, async (request, reply) => {
    const account = await own(request)
    const { clean, form } = readForm(request.body, factorForm)
    if (account.factor_sealed) return give(request, reply, account, { clean, form })
    const key = await accountsKey(vault)
    const draft = readFactor(key, account.id, form.values.draft ?? '') ?? newFactor(key, account.id)
    if (!clean) return offer(reply.code(422), account, draft, form)
    const done = await db.transaction().execute(async trx => {
      if (!(await setUpFactor(trx, account.id, draft, clean.code))) return undefined
      await recordEvent(trx, keys, { account_id: account.id, act: 'account.factor', subject: 'account' })
      const codes = await makeRecoveryCodes(trx, key, account.id)
      return { codes, token: await proveSession(trx, cookie.find(request) ?? '') }
    })
    if (!done) {
      form.faults.code = { code: 'code' }
      return offer(reply.code(422), account, draft, form)
    }
    cookie.give(reply, done.token)
    return reply.page('accounts/recovery-codes', {
      codes: done.codes,
      next: safeReturn(clean.next) ?? '/manage',
    })
  })

  async function give(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    { clean, form }: { clean?: { code: string; next: string }; form: Form },
  ) {
    if (!clean) return reply.code(422).page('accounts/second-factor', { form })
    const key = await accountsKey(vault)
    const { reading, token } = await db.transaction().execute(async trx => {
      const reading = await giveFactor(trx, key, door, { account, typed: clean.code })
      if ('fault' in reading) return { reading, token: '' }
      if (reading.means === 'recovery') {
        const detail = { left: reading.left }
        await recordEvent(trx, keys, {
          account_id: account.id,
          act: 'account.recovery-code',
          subject: 'account',
          detail,
        })
      }
      return { reading, token: await proveSession(trx, cookie.find(request) ?? '') }
    })
    if ('fault' in reading) {
      const { fault, ...rest } = reading
      form.faults.code = { code: fault, ...rest }
      return reply.code(fault === 'wait' ? 429 : 422).page('accounts/second-factor', { form })
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
