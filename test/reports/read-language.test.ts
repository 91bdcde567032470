import t from 'tap'
import { frozenSurvey } from '../support/conditions.ts'
import { signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
await makePlaces(unisson)
const survey = await frozenSurvey(unisson, { sizes: [60] })
await frozenSurvey(unisson, { sizes: [60], seed: 5 })
const { headers } = await signIn(unisson, 'administrator')
const read = async (page: string) => {
  const { body } = await unisson.app.inject({ url: `/en/reports/surveys/${survey}${page}`, headers })
  return body.replaceAll(/\s+</g, '<').replaceAll(/>\s+/g, '>')
}
/** The languages in which a page says these words, as text that is read out. */
const languagesOf = (body: string, words: string) => [
  ...new Set(
    [...body.matchAll(new RegExp(`<([^<>]*)>${words}<`, 'g'))].map(
      ([, tag]) => /lang="(\w+)"/.exec(tag ?? '')?.[1],
    ),
  ),
]

t.test('the words of a survey are said in its language on a page of another', async t => {
  const report = await read('')
  for (const words of [
    'Votre poste',
    'Quand travaillez-vous.?\\?',
    'De nuit',
    'Autre chose',
    'J’ai les moyens de faire un bon travail',
    'Plutôt non',
    'Je ne sais pas',
    'Embauches',
  ])
    t.same(languagesOf(report, words), ['fr'], words)
  for (const words of ['Yes', '10 or more']) t.same(languagesOf(report, words), ['en'], words)
  t.same(languagesOf(await read('/summary'), 'Quand travaillez-vous.?\\?'), ['fr'])
  t.same(languagesOf(await read('/sections?question=hours'), 'De nuit'), ['fr'])
  t.same(languagesOf(await read('/sections?question=join'), 'Yes'), ['en'])
  t.same(languagesOf(await read('/comparison'), 'De nuit'), ['fr'])
  t.same(languagesOf(await read('/texts/change'), 'Que changeriez-vous en premier.?\\?'), ['fr'])
})
