import t from 'tap'
import { recordAct } from '../../src/petitions/petition.ts'
import type { Act } from '../../src/petitions/tables.ts'
import { countOf, type OpenPetition, openPetition, posted, pressButton, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, vault } = unisson
const { db } = vault

const act = ({ id }: OpenPetition, what: Act, reason = '') =>
  db.transaction().execute(trx => recordAct(trx, id, what, null, reason))

async function signPending(email: string) {
  const petition = await openPetition(unisson)
  await sign(unisson, petition, { email })
  await unisson.work()
  return { petition, link: mailbox.link(email, '/confirmation') }
}

t.test(
  'P12 opening a confirmation link 100 times confirms nothing; the button does, twice like once',
  async t => {
    const { petition, link } = await signPending('ines@atelier.example')
    for (let turn = 0; turn < 100; turn += 1) await app.inject(link)
    t.equal(await countOf(unisson, petition), 0)
    const page = await app.inject(link)
    const shown = /name="shown" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
    const first = await app.inject({ url: link, ...posted({ shown }) })
    const second = await app.inject({ url: link, ...posted({ shown }) })
    t.equal(await countOf(unisson, petition), 1)
    t.equal(second.body, first.body)
  },
)

t.test('who has just confirmed is counted on the page that says so', async t => {
  const { link } = await signPending('salma@atelier.example')
  const page = await app.inject(link)
  const shown = /name="shown" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
  const confirmed = await app.inject({ url: link, ...posted({ shown }) })
  t.match(confirmed.body, /data-live-count="1"/)
})

t.test('the English of a link stays English after its button', async t => {
  const { link } = await signPending('emma@atelier.example')
  const page = await app.inject(`/en${link}`)
  const action = /<form[^>]* action="([^"]*)"/.exec(page.body)?.[1]
  t.equal(action, `/en${link}`)
})

t.test('a forged, cut or borrowed token opens nothing', async t => {
  const { link } = await signPending('omar@atelier.example')
  const [, , token = ''] = link.split('/')
  const other = token.at(-1) === 'A' ? 'B' : 'A'
  for (const forged of [
    `${token.slice(0, -1)}${other}`,
    token.slice(0, -2),
    'a.b',
    '%00',
    '%FF',
    `${token}x`,
  ]) {
    const answer = await app.inject(`/signatures/${forged}/confirmation`)
    t.ok([400, 404].includes(answer.statusCode), forged)
  }
  t.equal((await app.inject(`/signatures/${token}/withdrawal`)).statusCode, 404)
})

t.test('while a petition is suspended a signature waits, and counts when it has resumed', async t => {
  const { petition, link } = await signPending('karim@atelier.example')
  await act(petition, 'suspension', 'Une question sur le texte.')
  const answer = await pressButton(unisson, link, { shown: 'any' })
  t.match(answer.body, 'suspendue')
  t.equal(await countOf(unisson, petition), 0)
  await act(petition, 'resumption')
  await pressButton(unisson, link)
  t.equal(await countOf(unisson, petition), 1)
})

t.test('a suspension that comes between the page and its button is kept', async t => {
  const { petition, link } = await signPending('rosa@atelier.example')
  const page = await app.inject(link)
  const shown = /name="shown" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
  await act(petition, 'suspension', 'Une question sur le texte.')
  await app.inject({ url: link, ...posted({ shown }) })
  t.equal(await countOf(unisson, petition), 0)
})

t.test('what was signed in time may be confirmed after closing, not after delivery', async t => {
  const { petition, link } = await signPending('lena@atelier.example')
  await sign(unisson, petition, { email: 'late@atelier.example' })
  await unisson.work()
  const late = mailbox.link('late@atelier.example', '/confirmation')
  await act(petition, 'closure')
  await pressButton(unisson, link)
  t.equal(await countOf(unisson, petition), 1)
  await act(petition, 'delivery')
  t.match((await pressButton(unisson, late, { shown: 'any' })).body, 'remise')
  t.equal(await countOf(unisson, petition), 1)
})

t.test(
  'a petition that is not open says so kindly and keeps nothing, whatever the page still showed',
  async t => {
    for (const what of ['suspension', 'closure', 'delivery'] as const) {
      const petition = await openPetition(unisson)
      await app.inject(petition.path)
      await act(petition, what, 'Une raison.')
      const answer = await sign(unisson, petition, { email: 'zoe@atelier.example' })
      t.equal(answer.statusCode, 409, what)
      t.match(answer.body, /rien de ce que vous avez écrit n’a été gardé/)
      const kept = await db
        .selectFrom('signatures')
        .select('id')
        .where('petition_id', '=', petition.id)
        .execute()
      t.same(kept, [])
    }
  },
)

t.test('closing while many sign: all that were answered before it are kept, none after', async t => {
  const petition = await openPetition(unisson)
  const answers = Array.from({ length: 60 }, (_, at) =>
    sign(unisson, petition, { email: `person${at}@atelier.example` }, `198.51.100.${at}`),
  )
  await Promise.race(answers)
  await act(petition, 'closure')
  const codes = (await Promise.all(answers)).map(answer => answer.statusCode)
  const kept = await db.selectFrom('signatures').select('id').where('petition_id', '=', petition.id).execute()
  t.equal(kept.length, codes.filter(code => code === 200).length)
  t.ok(codes.every(code => code === 200 || code === 409))
})
