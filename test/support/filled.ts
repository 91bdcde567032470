import type { RouteOptions } from 'fastify'
import type { Test } from 'tap'
import { accountsKey, findAccountByAddress } from '../../src/accounts/account.ts'
import { inviteOfficer } from '../../src/accounts/invitation.ts'
import { findLiveLink, type LinkPurpose, linkPath, linkToken } from '../../src/accounts/link.ts'
import { askReset } from '../../src/accounts/reset.ts'
import { fillOnce } from '../../src/demo/fill.ts'
import { letterBox } from '../../src/demo/letter-box.ts'
import { type OfficerName, officers } from '../../src/demo/officer.ts'
import { outboxRoutes } from '../../src/demo/outbox-routes.ts'
import { Conflict, Forbidden, Gone, Invalid, TooMany, Unavailable } from '../../src/errors.ts'
import { getPetitionBySlug } from '../../src/petitions/petition.ts'
import { keyOf, type LinkPurpose as SignaturePurpose, signatureToken } from '../../src/petitions/signature.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { cookieOf, giveFactor, knock } from './officers.ts'
import { freePort } from './process.ts'
import { collectRoutes } from './route.ts'
import { openUnisson, type Unisson } from './unisson.ts'

const password = 'grenade-lucarne-tamis'
const emailOf = (name: OfficerName) => officers.find(officer => officer.name === name)!.email

/** What can go wrong on any page, and how the page of it is seen: `/wrong/:status`. */
const wrongs = new Map(
  [new Invalid(), new Forbidden('origin'), new Conflict(), new Gone(), new TooMany(), new Unavailable()].map(
    refusal => [String(refusal.status), refusal],
  ),
)

/** The union of the demonstration, listening, with all that its pages need to be visited. */
export interface Filled extends Unisson {
  home: string
  routes: RouteOptions[]
  /** The `name=value` of a session; 'unproven': the second factor is not set up. */
  sessionOf(name: OfficerName, unproven?: 'unproven'): Promise<string>
  petitionId(slug: string): Promise<string>
  /** A link from a mail to someone whose signature is confirmed, or waits. */
  signatureLink(slug: string, standing: 'confirmed' | 'pending', purpose: SignaturePurpose): Promise<string>
  officerId(name: OfficerName): Promise<string>
  officerLink(purpose: LinkPurpose): Promise<string>
  firstId(table: 'regions' | 'federations' | 'sections' | 'legal_bodies'): Promise<string>
  letterId: string
}

/** @param before what is looked at while the union is still empty */
export async function openFilled(t: Test, before = async (_: Unisson, _home: string) => {}): Promise<Filled> {
  const port = await freePort()
  const home = `http://127.0.0.1:${port}`
  const letterId = crypto.randomUUID()
  let opened: Unisson | undefined
  const routes = await collectRoutes(async () => {
    opened = await openUnisson(t, { PUBLIC_URL: home })
  })
  const unisson = opened!
  const { app, vault, ring, config } = unisson
  const { db } = vault
  const box = letterBox()
  await app.register(outboxRoutes, { box })
  app.get<{ Params: { status: string } }>('/wrong/:status', { config: { public: true } }, ({ params }) => {
    throw wrongs.get(params.status) ?? new Error('Nobody thought of this.')
  })
  await app.listen({ host: '127.0.0.1', port })
  await before(unisson, home)
  await fillOnce(db, ring, openSealer(config.KEYS_DIR), password)
  const text = `Bonjour,\n\nVoici le lien : ${home}/signatures/abc.def/confirmation`
  const html =
    '<!DOCTYPE html><html lang="fr"><head><title>Bonjour</title></head><body><h1>Bonjour</h1></body></html>'
  await box.send({ id: letterId, to: 'zoe@courrier.example', subject: 'Encore un geste', text, html })

  const sessions = new Map<string, Promise<string>>()
  async function signIn(name: OfficerName, unproven?: string): Promise<string> {
    const cookie = cookieOf(await knock(unisson, { email: emailOf(name), password }))
    return unproven ? cookie : (await giveFactor(unisson, cookie)).cookie
  }
  const accountOf = async (email: string) =>
    (await findAccountByAddress(db, await accountsKey(vault), email))!.id

  return {
    ...unisson,
    home,
    routes,
    letterId,
    sessionOf(name, unproven) {
      const known = `${name} ${unproven}`
      sessions.set(known, sessions.get(known) ?? signIn(name, unproven))
      return sessions.get(known)!
    },
    petitionId: async slug => (await getPetitionBySlug(db, slug)).id,
    async signatureLink(slug, standing, purpose) {
      const { id: petitionId } = await getPetitionBySlug(db, slug)
      const { id } = await db
        .selectFrom('signatures')
        .select('id')
        .where('petition_id', '=', petitionId)
        .where('confirmed_on', standing === 'pending' ? 'is' : 'is not', null)
        .where('name_visibility', '=', 'public')
        .orderBy('id')
        .limit(1)
        .executeTakeFirstOrThrow()
      const token = signatureToken(await keyOf(vault, petitionId), purpose, petitionId, id)
      return `/signatures/${token}/${purpose}`
    },
    officerId: name => accountOf(emailOf(name)),
    async officerLink(purpose) {
      let id = await accountOf(emailOf('Teddy'))
      if (purpose === 'reset') await askReset(vault, emailOf('Teddy'))
      else {
        const viewer = { account_id: await accountOf(emailOf('Maud')), role: 'administrator' } as Viewer
        const place = { region_id: null, federation_id: null, section_ids: [] }
        const invited = { name: 'Yann', email: 'yann@confluence.example', locale: 'fr' as const }
        id = (await inviteOfficer(vault, viewer, { ...invited, role: 'administrator', ...place }))!
      }
      const link = await findLiveLink(db, id, purpose)
      return linkPath(purpose, linkToken(await accountsKey(vault), purpose, link!.id))
    },
    firstId: async table =>
      (await db.selectFrom(table).select('id').orderBy('name').limit(1).executeTakeFirstOrThrow()).id,
  }
}
