import t from 'tap'
import { openPetition } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const petition = await openPetition(unisson)
await vault.db.insertInto('sources').values({ code: 'tract', name: 'Tract' }).execute()

t.test(
  'a signature keeps the mark its page was reached by, if the union declared it, and no other',
  async t => {
    for (const via of ['tract', 'ines-quai-4', undefined]) {
      const page = `http://unisson.example${petition.path}${via ? `?via=${via}` : ''}`
      const answer = await app.inject({
        method: 'POST',
        url: `${petition.path}/signatures`,
        headers: { referer: page, 'content-type': 'application/x-www-form-urlencoded' },
        payload: `email=${via ?? 'sans'}@atelier.example&name_visibility=counted&consent=yes`,
      })
      t.equal(answer.statusCode, 200)
    }
    const rows = await vault.db.selectFrom('signatures').select('source').execute()
    t.same(rows.map(row => row.source).sort(), ['tract', null, null].sort())
  },
)

t.test('the mark is not lost to a mistake', async t => {
  const post = (payload: string, referer?: string) =>
    app.inject({
      method: 'POST',
      url: `${petition.path}/signatures`,
      headers: { referer, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `${payload}&name_visibility=counted&consent=yes`,
    })
  const mistake = await post('email=ines', `http://unisson.example${petition.path}?via=tract`)
  t.equal(mistake.statusCode, 422)
  const via = /name="via" value="([^"]*)"/.exec(mistake.body)?.[1]
  await post(`email=ines@atelier.example&via=${via}`, `http://unisson.example${petition.path}/signatures`)
  const marked = await vault.db.selectFrom('signatures').select('id').where('source', '=', 'tract').execute()
  t.equal(marked.length, 2)
})
