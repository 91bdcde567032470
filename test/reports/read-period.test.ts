import t from 'tap'
import { fixLines } from '../../src/surveys/line.ts'
import { dayIn } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import {
  addSections,
  answerSealed,
  asking,
  choices,
  fr,
  freezeSealed,
  launchSealed,
  type SealedSurvey,
} from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const maud = await signIn(unisson, 'administrator')
const [quay = '', office = ''] = await addSections(vault, 2)

const definition = asking(
  [
    { kind: 'single', code: 'post', text: fr('Votre poste ?'), choices: choices('quai', 'bureau') },
    { kind: 'long-text', code: 'why', text: fr('Que changer ?') },
  ],
  'post',
)
/** So many of a section, all of whom write. */
const give = (survey: SealedSurvey, section_id: string, count: number, words: string) =>
  answerSealed(
    vault,
    survey,
    Array.from({ length: count }, () => ({
      section_id,
      answers: { post: section_id === quay ? 'quai' : 'bureau', why: words },
    })),
  )
const freeze = async () => {
  await unisson.schedules('freezing')
  await unisson.work()
}

const nothing = { ...definition, title: fr('Les cadences') }
await launchSealed(unisson, nothing, [quay])

/** Two periods are frozen, the second with the survey: both sections answer in the first, one in the second. */
const survey = await launchSealed(unisson, definition, [quay, office], {}, [dayIn(-1)])
const home = `/reports/surveys/${survey.id}`
const get = async (path: string) => {
  const answer = await app.inject({ url: `${home}${path}`, headers: maud.headers })
  return { ...answer, body: answer.body.replaceAll('&amp;', '&') }
}

await give(survey, quay, 60, 'Les plannings.')
await give(survey, office, 12, 'Les plannings.')
await vault.db.transaction().execute(trx => fixLines(trx, { id: survey.id, k: 5 }))
await freeze()
const before = await get('?period=1')
const lists = await Promise.all(
  ['/reports', `/reports/sections/${quay}`].map(url => app.inject({ url, headers: maud.headers })),
)
const file = await app.inject({ url: `/reports/sections/${quay}.json`, headers: maud.headers })
await give(survey, quay, 14, 'Le bruit.')
await freezeSealed(unisson, survey)

/** Where else a page of the report leads within it, and what it posts to. */
const linksIn = (body: string) =>
  [...body.matchAll(/(?:href|method="post" action)="([^"#]+)"/g)]
    .map(([, url]) => url as string)
    .filter(url => url.startsWith(home))

t.test('a chosen period is named and kept on every page of a report', async t => {
  for (const page of ['/summary', '/sections', '/comparison', '/texts/why']) {
    t.match((await get(`${page}?period=1`)).body, /Période 1, arrêtée le/, page)
    const { body } = await get(page)
    t.match(body, /Période 2, arrêtée le/, `${page} without one is of the last`)
  }
  for (const page of ['', '/summary', '/sections', '/texts/why']) {
    const { body } = await get(`${page}?period=1`)
    for (const url of linksIn(body)) t.match(url, /period=1/, `${page} ${url}`)
  }
  for (const page of ['/sections', '/texts/why'])
    t.match((await get(`${page}?period=1`)).body, /<input type="hidden" name="period" value="1">/, page)
  t.match((await get('/texts/why?period=1')).body, /<a href="\?period=1&page=2" rel="next">/)
})

t.test('texts of an earlier period are sorted by theme where they stand', async t => {
  const query = `?scope=section:${office}&period=1`
  t.equal((await get(`/texts/why?scope=section:${office}`)).statusCode, 404, 'it did not answer in the last')
  const form = /action="([^"]+\/themes\?[^"]+)"/.exec((await get(`/texts/why${query}`)).body)?.[1] ?? ''
  const made = await post(unisson, form, { name: 'Horaires' }, maud.cookie)
  const themed = new URL(made.headers.location as string, 'http://unisson.example')
  t.match(Object.fromEntries(themed.searchParams), { scope: `section:${office}`, period: '1' })
  const { id } = await vault.db.selectFrom('themes').select('id').executeTakeFirstOrThrow()
  const { body } = await get(`/texts/why${query}&theme=${id}&sorting=1`)
  const shown = [...body.matchAll(/name="shown" value="([^"]+)"/g)].map(match => match[1] as string)
  const sort = new RegExp(`action="([^"]+/themes/${id}\\?[^"]+)"`).exec(body)?.[1] ?? ''
  const sorted = await post(unisson, sort, { shown, about: shown.slice(0, 3) }, maud.cookie)
  const back = await app.inject({ url: sorted.headers.location as string, headers: maud.headers })
  t.match(back.body, /Période 1, arrêtée le/)
  t.match(back.body, /Horaires \(3\)/)
})

t.test('P21 the rate is kept at the close, and changes no page of an earlier period', async t => {
  t.notMatch(before.body, /Participation/, 'people still answer')
  const figures = (body: string) => /<dl class="figures[\s\S]*<\/dl>/.exec(body)?.[0]
  t.equal(figures((await get('?period=1')).body), figures(before.body))
  t.match((await get('')).body, /Participation, toutes périodes confondues<\/dt><dd>100\s%/)
})

t.test('an answer to the breakdown that nobody gave in a period stands for everybody', async t => {
  const baseOf = async (query: string) => {
    const [{ category, base }] = (await get(`.json${query}`)).json().columns
    return [category?.code, base.ordinary]
  }
  t.same(await baseOf('?period=1&category=bureau'), ['bureau', 12])
  t.same(await baseOf('?period=2&category=bureau'), [undefined, 14])
  t.equal((await get('?period=2&category=bureau')).statusCode, 200)
  t.equal((await get('?period=2&category=nowhere')).statusCode, 404)
})

t.test('lists and files count what is counted, and say of what runs that it comes later', async t => {
  for (const { body } of lists) {
    const rows = body.split('<tr>').map(row => row.replaceAll(/<[^>]+>|\s+/g, ' '))
    t.match(
      rows.find(row => row.includes('Vos conditions')),
      /\b(60|72)\b/,
    )
    t.match(
      rows.find(row => row.includes('Les cadences')),
      /après la clôture/,
    )
  }
  const { figures } = file.json()
  const toldOf = (label: string) =>
    figures.find((one: Record<string, unknown>) => one.label === label && one.figure === 'Réponses').value
  t.equal(toldOf('Vos conditions de travail'), 60)
  t.equal(toldOf('Les cadences'), 'après la clôture')
})
