import t from 'tap'
import type { Definition } from '../../src/surveys/definition.ts'
import { posted } from '../support/petition.ts'
import { fieldsOf, invite, openStaged, openSurvey, press } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
t.before(async () => {
  unisson = await openUnisson(t)
})

const fr = (words: string) => ({ fr: words })
const choices = ['Quai', 'Bureaux', 'Ateliers'].map((words, at) => ({ code: `c${at}`, text: fr(words) }))

const shift: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Vos horaires', en: 'Your hours' },
  pages: [
    {
      code: 'first',
      questions: [
        { kind: 'single', code: 'place', text: fr('Où ?'), choices, other: fr('Ailleurs') },
        { kind: 'multiple', code: 'some', text: fr('Lesquels ?'), choices, most: 2 },
        { kind: 'long-text', code: 'why', text: { fr: 'Pourquoi ?', en: 'Why?' }, most: 20_000 },
        { kind: 'section', code: 'home', text: fr('Votre section ?') },
      ],
    },
    {
      code: 'second',
      shown: { answer: 'place', is: 'equal', value: 'c0' },
      questions: [{ kind: 'yes-no', code: 'dock', text: fr('Est-ce bruyant ?'), required: 'hard' }],
    },
    {
      code: 'third',
      questions: [
        {
          kind: 'matrix',
          code: 'table',
          text: fr('Et ?'),
          rows: choices,
          choices: [
            { code: 'yes', text: fr('Oui') },
            { code: 'no', text: fr('Non') },
          ],
        },
        { kind: 'ranking', code: 'order', text: fr('Ordre ?'), choices },
      ],
    },
  ],
}

async function begin() {
  const survey = await openSurvey(unisson, {}, shift)
  const link = await invite(unisson, survey)
  return { survey, link, send: (fields: string) => unisson.app.inject({ url: link, ...form(fields) }) }
}

const form = (payload: string) => ({ ...posted({}), payload })

t.test('answers to what is hidden, and fields nobody asked for, are sent in vain', async t => {
  const { survey, send } = await begin()
  const sent = await send(
    'at=2&press=send&q.place=c1&q.dock=yes&q.nothing=x&q.table.c9=yes&q.place.c0=1&__proto__=x&q.__proto__=y&q.constructor=z',
  )
  t.equal(sent.statusCode, 303)
  const [kept] = await openStaged(unisson, survey.id)
  t.same(kept?.answers, { place: 'c1' })
  t.ok(kept?.hidden.includes('dock'))
})

t.test(
  'choices that are not offered, sections that are not, and ranks out of place are asked again',
  async t => {
    const { survey, send } = await begin()
    for (const [field, page] of [
      ['q.place=c9', 0],
      ['q.place=c1%00', 0],
      ['q.some=c0&q.some=c9', 0],
      ['q.some=c0&q.some=c1&q.some=c2', 0],
      ['q.home=x', 0],
      [`q.home=${crypto.randomUUID()}`, 0],
      ['q.table.c0=maybe', 2],
      ['q.order.c0=99', 2],
      ['q.order.c0=1&q.order.c1=1', 2],
      ['q.why=a%00b', 0],
      ['q.why=%ff%fe', 0],
      ['q.why=%E2%80%AEa', 0],
    ] as const) {
      const refused = await send(`at=2&press=send&${field}`)
      t.equal(refused.statusCode, 422, field)
      t.match(refused.body, /class="fault"/, field)
      t.equal(fieldsOf(refused.body).at, `${page}`, field)
    }
    t.same(await openStaged(unisson, survey.id), [])
  },
)

t.test('a field sent twice counts once: the last words, each choice', async t => {
  const { survey, send } = await begin()
  const many = 'q.some=c0&'.repeat(5_000)
  const sent = await send(`at=2&press=send&${many}q.place=c0&q.place=c1&q.why=un&q.why=deux&at=2&press=send`)
  t.equal(sent.statusCode, 200, 'two pages at once are none: it begins anew')
  t.equal((await send(`at=2&press=send&${many}q.place=c0&q.place=c1&q.why=un&q.why=deux`)).statusCode, 303)
  t.same((await openStaged(unisson, survey.id))[0]?.answers, { place: 'c1', some: ['c0'], why: 'deux' })
})

t.test('what is too much to carry is told on the page, and nothing of it is lost', async t => {
  const { survey, link, send } = await begin()
  const words = 'Nous demandons des horaires. '.repeat(600)
  const heavy = await send(`at=0&press=next&q.why=${words}${`&q.some=${'x'.repeat(60_000)}`.repeat(5)}`)
  t.equal(heavy.statusCode, 422, 'what is wrong comes first')
  const full = await send(`at=0&press=next&q.why=${words}${'&q.some=c0'.repeat(40_000)}`)
  t.match(full.body, 'Vos réponses sont trop longues pour partir ensemble')
  t.match(full.body, words.trim())
  const light = await press(unisson, link, { body: full.body }, 'next', { why: 'Moins.' })
  t.match(light.body, 'Page 2 sur 2')
  const flood = await send(`q.why=${'a'.repeat(1_100_000)}`)
  t.equal(flood.statusCode, 413)
  t.same(await openStaged(unisson, survey.id), [])
})

t.test('no nonsense ends in an error of ours', async t => {
  const { survey, link, send } = await begin()
  for (const fields of [
    '',
    '&&&===',
    'at=99999&press=send',
    'at=-5&press=back',
    'at=1e3&press=nothing&passed=x&veiled=%00 a b c',
    'at[]=0&q.some[]=c0',
    `seed=${'f'.repeat(9)}&consent=a&consent=b`,
    'press=stay&at=7',
  ])
    t.ok([200, 303, 422].includes((await send(fields)).statusCode), fields)
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x'])
    t.ok(
      (
        await unisson.app.inject({
          url: link,
          ...form('{}'),
          headers: { ...form('').headers, 'content-type': type },
        })
      ).statusCode < 500,
      type,
    )
  t.ok((await openStaged(unisson, survey.id)).length <= 1)
})

t.test('no more than what the pages may carry is kept, from whatever page it is sent', async t => {
  const { survey, send } = await begin()
  const heavy = await send(`at=3&press=send&q.place=c1${'&q.some=c0'.repeat(40_000)}`)
  t.equal(heavy.statusCode, 200)
  t.match(heavy.body, 'name="at" value="2"')
  t.equal((await openStaged(unisson, survey.id)).length, 0)
})

t.test('one network does not fill an open link, and nothing is lost to those who wait', async t => {
  const { slug, id } = await openSurvey(unisson, { audience: 'link', k: 10 }, shift)
  const send = (remoteAddress: string) =>
    unisson.app.inject({
      url: `/surveys/${slug}/response`,
      remoteAddress,
      ...form('at=2&press=send&consent=yes&q.place=c1&q.why=Rien'),
    })
  const flood = await Promise.all(Array.from({ length: 520 }, () => send('203.0.113.9')))
  const stopped = flood.filter(({ statusCode }) => statusCode === 429)
  t.ok(stopped.length >= 5)
  t.match(stopped[0]?.body, 'Rien n’est perdu')
  t.match(stopped[0]?.body, 'name="q.why" value="Rien"')
  t.equal((await send('203.0.113.10')).statusCode, 303)
  t.equal((await openStaged(unisson, id)).length, 521 - stopped.length)
})

t.test('another language keeps the answers and the page', async t => {
  const { link, send } = await begin()
  const page = await send('at=-1&press=start')
  t.match(page.body, `formaction="/en${link}"`)
  const fields = { ...fieldsOf(page.body), 'q.place': 'c1', 'q.why': 'Les nuits.', press: 'stay' }
  const english = await unisson.app.inject({ url: `/en${link}`, ...posted(fields) })
  t.match(english.body, 'Why?')
  t.match(english.body, 'Les nuits.')
  t.match(english.body, /value="c1" checked/)
  t.match(english.body, `formaction="${link}"`)
})
