import { randomUUID } from 'node:crypto'
import t from 'tap'
import { signIn } from '../support/officers.ts'
import { addSections, answerSealed, asking, freezeSealed, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const maud = await signIn(unisson, 'administrator')

/** A survey answered by twelve of one section and two of another, to which so many more were invited. */
async function answered(silent: number) {
  const [large, small] = (await addSections(vault, 2)) as [string, string]
  const survey = await launchSealed(
    unisson,
    asking([{ kind: 'yes-no', code: 'well', text: { fr: 'Ça va ?' } }]),
    [large, small],
  )
  const given = Array.from({ length: 14 }, (_, at) => ({
    section_id: at < 12 ? large : small,
    answers: { well: 'yes' },
  }))
  await answerSealed(vault, survey, given)
  const more = Array.from({ length: silent }, () => ({
    survey_id: survey.id,
    id: randomUUID(),
    section_id: small,
    member_sealed: null,
  }))
  if (more.length > 0) await vault.db.insertInto('invitations').values(more).execute()
  await freezeSealed(unisson, survey)
  return `/reports/surveys/${survey.id}`
}

const read = async (url: string) => (await app.inject({ url, headers: maud.headers })).body

t.test('a report says on how many of the responses it is based', async t => {
  const home = await answered(8)
  t.match(await read(home), /portent sur 12 réponses, sur 14 reçues/)
  t.same(JSON.parse(await read(`${home}.json`)).responses, { all: 14, shown: 12 })
})

t.test('how many are missing is not said where it tells who of a few invited has answered', async t => {
  const home = await answered(7)
  const page = await read(home)
  t.match(page, /portent sur 12 réponses\. Moins de 5 autres/)
  for (const file of [`${home}.csv`, `${home}/cube.csv`, `${home}/summary`])
    t.notMatch((await read(file)).replace(/[0-9a-f-]{36}/g, ''), /\b14\b/, file)
  t.same(JSON.parse(await read(`${home}.json`)).responses, { all: null, shown: 12 })
  const kept = await vault.db.selectFrom('partitions').select('response_count').execute()
  t.equal(kept.filter(row => row.response_count === null).length, 2, 'nor is it kept')
})
