import t from 'tap'
import { countOf, openPetition, pressButton, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, vault } = unisson
const rows = (id: string) =>
  vault.db.selectFrom('signatures').selectAll().where('petition_id', '=', id).execute()

t.test('the journey: sign, open the mail, press the button, be counted', async t => {
  const petition = await openPetition(unisson)
  const answer = await sign(unisson, petition, { email: 'ines@atelier.example' })
  t.equal(answer.statusCode, 200)
  t.match(answer.body, 'ines@atelier.example')
  t.equal(await countOf(unisson, petition), 0)
  const link = mailbox.link('ines@atelier.example', '/confirmation')
  const confirmed = await pressButton(unisson, link)
  t.equal(confirmed.statusCode, 200)
  t.equal(await countOf(unisson, petition), 1)
})
