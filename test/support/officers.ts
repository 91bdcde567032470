import { Secret, TOTP } from 'otpauth'
import { accountsKey } from '../../src/accounts/account.ts'
import { findLiveLink, linkPath, linkToken } from '../../src/accounts/link.ts'
import { setUpPath } from '../../src/accounts/set-up.ts'
import type { Role } from '../../src/union/scope.ts'
import type { Unisson } from './unisson.ts'

export interface Officer {
  account_id: string
  email: string
  password: string
  /** The session as the browser would send it. */
  cookie: string
  /** For `inject`: the cookie, from this site. */
  headers: Record<string, string>
  /** Base32, where a second factor is set up. */
  secret?: string
}

export interface Where {
  name?: string
  region_id?: string
  federation_id?: string
  section_ids?: string[]
  /** false: nobody sets up a second factor, so no page with names opens. */
  factor?: boolean
}

const names: Record<Role, string> = {
  administrator: 'Maud',
  'federation-officer': 'Kader',
  'regional-officer': 'Nathalie',
  'section-leader': 'Samira',
}
const password = 'quatre chaises bleues au marché'
const first = new WeakMap<Unisson, Promise<Officer>>()
let count = 0

export const cookieOf = (answer: { cookies: { name: string; value: string }[] }): string =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

export const headersOf = (cookie: string): Record<string, string> => ({
  cookie,
  'sec-fetch-site': 'same-origin',
})

/** Posts a form as its own page would. */
export const post = (
  unisson: Unisson,
  url: string,
  fields: Record<string, string | string[]>,
  cookie = '',
) => {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map(one => [name, one]))
  return unisson.app.inject({
    method: 'POST',
    url,
    headers: { ...headersOf(cookie), 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(pairs as [string, string][]).toString(),
  })
}

/** Gives address and password at the door. */
export const knock = (
  unisson: Unisson,
  { email, password }: { email: string; password: string },
  next = '',
) => post(unisson, '/sign-in', { email, password, next })

/** The code an authenticator shows, so many steps of 30 s from now. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Sets up a second factor as its page asks. @returns the session that gave it, and the secret */
export async function giveFactor(
  unisson: Unisson,
  cookie: string,
): Promise<{ cookie: string; secret: string }> {
  const { body } = await unisson.app.inject({ url: '/account/second-factor', headers: headersOf(cookie) })
  const secret = /factor-secret">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '') ?? ''
  const draft = /name="draft" value="([^"]+)"/.exec(body)?.[1] ?? ''
  // A step early, so that the code of this very moment is still good for once; again where the step turned meanwhile.
  const give = () =>
    post(unisson, '/account/second-factor', { factor_code: codeOf(secret, -1), draft }, cookie)
  const first = await give()
  const proven = first.cookies.length > 0 ? first : await give()
  return { cookie: cookieOf(proven), secret }
}

/** Sends the form that makes a password, and gives a second factor unless told not to. */
async function enter(unisson: Unisson, url: string, fields: Record<string, string>, factor = true) {
  const entered = await post(unisson, url, fields)
  if (entered.statusCode !== 303) throw new Error(`${url} answered ${entered.statusCode}:\n${entered.body}`)
  const session = factor ? await giveFactor(unisson, cookieOf(entered)) : { cookie: cookieOf(entered) }
  return { password, ...session, headers: headersOf(session.cookie) }
}

async function setUp(unisson: Unisson): Promise<Officer> {
  const { db } = unisson.vault
  const email = 'maud@unisson.example'
  const url = await setUpPath(db, unisson.ring)
  if (!url) throw new Error('An administrator was made elsewhere.')
  const entered = await enter(unisson, url, { union_name: 'Confluence', name: 'Maud', email, password })
  const { id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  return { account_id: id, email, ...entered }
}

/** The administrator who set this Unisson up, with a second factor. */
function firstAdministrator(unisson: Unisson): Promise<Officer> {
  const known = first.get(unisson)
  if (known) return known
  const made = setUp(unisson)
  first.set(unisson, made)
  return made
}

async function placeOf(
  unisson: Unisson,
  role: Role,
  where: Where,
): Promise<Record<string, string | string[]>> {
  const { db } = unisson.vault
  const region = async () => {
    const known = await db.selectFrom('regions').select('id').orderBy('name').executeTakeFirst()
    const made = db.insertInto('regions').values({ name: 'Hauts-de-France' }).returning('id')
    return (known ?? (await made.executeTakeFirstOrThrow())).id
  }
  const federation = async () => {
    const known = await db.selectFrom('federations').select('id').orderBy('name').executeTakeFirst()
    const made = db.insertInto('federations').values({ name: 'Industries' }).returning('id')
    return (known ?? (await made.executeTakeFirstOrThrow())).id
  }
  const section = async () => {
    const known = await db.selectFrom('sections').select('id').orderBy('name').executeTakeFirst()
    if (known) return known.id
    const made = db
      .insertInto('sections')
      .values({ name: 'Plateforme de Dourges', region_id: await region() })
    return (await made.returning('id').executeTakeFirstOrThrow()).id
  }
  if (role === 'regional-officer') return { region_id: where.region_id ?? (await region()) }
  if (role === 'federation-officer') return { federation_id: where.federation_id ?? (await federation()) }
  if (role === 'section-leader') return { section_ids: where.section_ids ?? [await section()] }
  return {}
}

/**
 * An officer who has come in through the real doors: set-up or invitation and acceptance, then a second factor
 * given just now. Regions, federations and sections that are not named are the first there are, or made.
 */
export async function signIn(unisson: Unisson, role: Role, where: Where = {}): Promise<Officer> {
  const maud = await firstAdministrator(unisson)
  if (role === 'administrator' && !where.name && where.factor !== false) return maud
  const name = where.name ?? names[role]
  count += 1
  const email = `${role}-${count}@unisson.example`
  const fields = { name, email, locale: 'fr', role, ...(await placeOf(unisson, role, where)) }
  const invited = await post(unisson, '/manage/accounts', fields, maud.cookie)
  const id = invited.headers.location?.split('/').at(-1)
  if (invited.statusCode !== 303 || !id) throw new Error(`The invitation was refused:\n${invited.body}`)
  const link = await findLiveLink(unisson.vault.db, id, 'invitation')
  const token = linkToken(await accountsKey(unisson.vault), 'invitation', link?.id ?? '')
  const entered = await enter(unisson, linkPath('invitation', token), { password }, where.factor)
  return { account_id: id, email, ...entered }
}
