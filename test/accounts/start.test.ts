import t from 'tap'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

t.test('a new union is led through three steps, then management begins with petitions', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const start = () => unisson.app.inject({ url: '/manage', headers: maud.headers })
  const todo = async () =>
    ((await start()).body.match(/class="first-steps"[\s\S]*<\/ol>/)?.[0].match(/Fait/g) ?? []).length

  t.equal((await start()).statusCode, 200)
  t.equal(await todo(), 0)
  const publication = { union_name: 'Confluence', publisher: 'Confluence', host_name: 'Nuage Commun' }
  await post(unisson, '/manage/settings/publication', publication, maud.cookie)
  t.equal(await todo(), 1)
  const samira = await signIn(unisson, 'section-leader', { factor: false })
  t.equal((await start()).headers.location, '/manage/petitions')
  const hers = await unisson.app.inject({ url: '/en/manage', headers: samira.headers })
  t.equal(hers.headers.location, '/en/manage/petitions')
})
