import t from 'tap'
import { signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

t.test('an officer of each role comes in', async t => {
  const unisson = await openUnisson(t)
  for (const role of ['administrator', 'regional-officer', 'federation-officer', 'section-leader'] as const) {
    const { headers } = await signIn(unisson, role)
    const page = await unisson.app.inject({ url: '/manage/accounts', headers })
    t.equal(page.statusCode, 200, role)
  }
})
