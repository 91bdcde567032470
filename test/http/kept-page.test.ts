import t from 'tap'
import { openPetition } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const petition = await openPetition(unisson)

t.test('the query of whoever reads a page first stands on nobody’s', async t => {
  for (const path of ['/', '/legal-notice', petition.path, `/en${petition.path}`]) {
    const first = await unisson.app.inject(`${path}?via=someone`)
    t.equal(first.statusCode, 200)
    const next = await unisson.app.inject(path)
    t.notMatch(first.body, 'someone', path)
    t.equal(next.body, first.body, path)
  }
})
