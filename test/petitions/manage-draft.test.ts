import t from 'tap'
import { dayIn, fillDraft, publish, startDraft } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const samira = await signIn(unisson, 'section-leader')
const read = (url: string, { headers } = samira) => app.inject({ url, headers })
const home = (id: string) => `/manage/petitions/${id}`

t.test('a leader without petitions is offered a template that is ready', async t => {
  const { body } = await read('/manage/petitions')
  t.match(body, '/manage/petitions/new?from=template:wages')
})

t.test('from a template to the public page, by what its own page says is missing', async t => {
  const id = await startDraft(unisson, samira, { from: 'template:wages' })
  const { body } = await read(home(id))
  for (const place of ['texts/fr', 'recipient', 'terms']) t.match(body, `href="${home(id)}/${place}"`)
  t.match(body, 'Remplacez les mots entre crochets.')
  t.match(body, 'qui publie ce site et qui l’héberge')
  t.notMatch(body, `href="${home(id)}/opening"`, 'what is missing comes first')
  t.equal((await post(unisson, `${home(id)}/opening`, {}, samira.cookie)).statusCode, 409)

  await fillDraft(unisson, samira, id)
  t.equal(
    (await post(unisson, `${home(id)}/opening`, {}, samira.cookie)).statusCode,
    409,
    'nobody publishes yet',
  )
  await publish(unisson)
  t.equal((await read('/petitions/une-infirmerie-ouverte-la-nuit')).statusCode, 404)
  const ready = (await read(home(id))).body
  t.match(ready, 'Tout y est.')
  t.match(ready, `class="button" href="${home(id)}/opening"`)
  const opened = await post(unisson, `${home(id)}/opening`, {}, samira.cookie)
  t.equal(opened.statusCode, 303)
  const shown = await read('/petitions/une-infirmerie-ouverte-la-nuit')
  t.equal(shown.statusCode, 200)
  t.match(shown.body, '<strong>dès janvier</strong>')
  const event = await vault.db
    .selectFrom('audit_events')
    .select('account_id')
    .where('act', '=', 'petition.opening')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(event.account_id, samira.account_id)
})

t.test('the preview is the page itself, for its officers, and sends nothing', async t => {
  const id = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, id)
  const preview = await read(`${home(id)}/preview`)
  t.equal(preview.statusCode, 200)
  t.match(preview.body, 'une infirmière de nuit')
  t.match(preview.body, 'name="email"')
  t.match(preview.body, / disabled>Je signe<\/button>/)
  t.equal((await app.inject(`${home(id)}/preview`)).statusCode, 303, 'to the sign-in page')
})

t.test('what was typed stays in a form that is refused', async t => {
  const id = await startDraft(unisson, samira)
  const late = await post(
    unisson,
    `${home(id)}/terms`,
    { closes_on: dayIn(500), goal: '5', slug: 'Une Infirmerie !' },
    samira.cookie,
  )
  t.equal(late.statusCode, 422)
  for (const words of [
    'douze mois au plus',
    'entre 10 et',
    'Écrivez des lettres sans accent',
    'value="Une Infirmerie !"',
  ])
    t.match(late.body, words)
  const past = await post(
    unisson,
    `${home(id)}/terms`,
    { closes_on: dayIn(-1), goal: '50', slug: 'x' },
    samira.cookie,
  )
  t.match(past.body, 'Ce jour est passé')
})

t.test('two petitions of one title have two addresses, and a chosen one stays', async t => {
  const ids = [await startDraft(unisson, samira), await startDraft(unisson, samira)]
  for (const id of ids) await fillDraft(unisson, samira, id)
  const slugs = await vault.db.selectFrom('petitions').select('slug').where('id', 'in', ids).execute()
  t.equal(new Set(slugs.map(row => row.slug)).size, 2)
  const [id = ''] = ids
  const taken = slugs.map(row => row.slug)
  for (const slug of taken) {
    const answer = await post(unisson, `${home(id)}/terms`, { goal: '100', slug }, samira.cookie)
    const own = await vault.db
      .selectFrom('petitions')
      .select('slug')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    t.equal(answer.statusCode === 303, own.slug === slug)
  }
  await post(unisson, `${home(id)}/terms`, { goal: '100', slug: 'infirmerie' }, samira.cookie)
  await post(unisson, `${home(id)}/texts/fr`, { title: 'Un autre titre' }, samira.cookie)
  const { slug } = await vault.db
    .selectFrom('petitions')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(slug, 'infirmerie')
})

t.test('a copy takes the words, not the address or the signatures', async t => {
  const from = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, from)
  await post(
    unisson,
    `${home(from)}/texts/en`,
    { title: 'A night nurse', text: 'From January.' },
    samira.cookie,
  )
  const id = await startDraft(unisson, samira, { from: 'petition', copy: from })
  const { body } = await read(home(id))
  t.match(body, 'Une infirmerie ouverte la nuit')
  t.match(body, 'A night nurse')
  const stranger = await signIn(unisson, 'regional-officer')
  const copied = await post(unisson, '/manage/petitions', { from: 'petition', copy: from }, stranger.cookie)
  t.equal(copied.statusCode, 422, 'a draft of others is not taken')
})

t.test('nothing odd in an address of these pages is an error of ours', async t => {
  for (const id of ['x', '00000000-0000-4000-8000-000000000000', '%00', '..%2f'])
    t.equal((await read(home(id))).statusCode, 404, id)
  const id = await startDraft(unisson, samira)
  for (const place of ['texts/de', 'texts/__proto__', 'nowhere', 'partners/x/removal'])
    t.equal((await read(`${home(id)}/${place}`)).statusCode, 404, place)
  t.equal((await read('/manage/petitions?page=0')).statusCode, 404)
})
