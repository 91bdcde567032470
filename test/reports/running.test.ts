import { randomUUID } from 'node:crypto'
import t from 'tap'
import { fixLines } from '../../src/surveys/line.ts'
import type { Role } from '../../src/union/scope.ts'
import { signIn, type Where } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { asking, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const { regions, sections } = await makePlaces(unisson)
const [brest, , , , dourges] = sections as [string, string, string, string, string]

const survey = await launchSealed(
  unisson,
  asking([{ kind: 'yes-no', code: 'well', text: { fr: 'Ça va ?' } }]),
  [brest, dourges],
  { audience: 'codes' },
)

for (const [section_id, answered] of [
  [brest, 3],
  [dourges, 7],
] as const) {
  const invitations = Array.from({ length: 10 }, () => ({
    survey_id: survey.id,
    id: randomUUID(),
    section_id,
    member_sealed: null,
  }))
  await db.insertInto('invitations').values(invitations).execute()
  const rows = invitations.slice(0, answered).map(({ id }) => ({
    survey_id: survey.id,
    invitation_id: id,
    day: '2026-01-05',
  }))
  await db.insertInto('participations').values(rows).execute()
}

await db.transaction().execute(trx => fixLines(trx, { id: survey.id, k: 5 }))

t.test('while a survey runs, officers read how far their own sections have come, and no other', async t => {
  const readAs = async (role: Role, where: Where = {}) => {
    const { headers } = await signIn(unisson, role, where)
    const { body } = await app.inject({ url: `/reports/surveys/${survey.id}`, headers })
    return [/Brest/.test(body), /Dourges/.test(body)]
  }
  t.same(await readAs('administrator'), [true, true])
  t.same(await readAs('section-leader', { section_ids: [brest] }), [true, false])
  t.same(await readAs('regional-officer', { region_id: regions[1] as string }), [false, true])
})
