import t from 'tap'
import { freezeWith } from '../support/frozen.ts'
import { signIn } from '../support/officers.ts'
import { addSections, asking, fr, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { headers } = await signIn(unisson, 'administrator')

t.test('what a scale holds back is drawn and told as such, and is no zero', async t => {
  const [section_id = ''] = await addSections(vault, 1)
  const definition = asking([
    { kind: 'scale', code: 'pain', text: fr('Douleur ?'), from: 1, to: 5, sensitive: true },
  ])
  const { id } = await launchSealed(unisson, definition, [section_id])
  const people = Array.from({ length: 20 }, (_, at) => ({
    section_id,
    answers: { pain: at < 18 ? 5 : at - 17 },
  }))
  await freezeWith(vault, id, people)
  const { body } = await app.inject({ url: `/reports/surveys/${id}`, headers })
  const [, desc = ''] = /<desc[^>]*>([^<]+)</.exec(body) ?? []
  t.match(desc, /^1 : non montré ; 2 : non montré ; 3 : non montré ; 4 : non montré ; 5 : 90\s%$/)
  const values = [...body.matchAll(/class="chart-value"[^>]*>([^<]*)</g)].map(([, words]) => words)
  t.same(values, ['–', '–', '–', '–', '90'])
})
