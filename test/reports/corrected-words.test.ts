import t from 'tap'
import { changeDefinition } from '../../src/surveys/build/save.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { signIn } from '../support/officers.ts'
import {
  addSections,
  answerSealed,
  asking,
  choices,
  fr,
  freezeSealed,
  launchSealed,
} from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { headers, account_id } = await signIn(unisson, 'administrator')
const viewer = { role: 'administrator', account_id, section_ids: [] } as unknown as Viewer

t.test('a report says which words were changed after the launch, and what they were', async t => {
  const definition = asking([
    { kind: 'single', code: 'shift', text: fr('Quelle équipe ?'), choices: choices('Matin', 'Nuit') },
    { kind: 'yes-no', code: 'rest', text: fr('Dormez-vous ?') },
    {
      kind: 'scale',
      code: 'weight',
      text: fr('Le poids'),
      from: 0,
      to: 10,
      low: fr('Léger'),
      high: fr('Lourd'),
    },
  ])
  const sections = await addSections(vault, 1)
  const survey = await launchSealed(unisson, definition, sections)
  const answers = Array.from({ length: 12 }, (_, at) => ({
    section_id: sections[0]!,
    answers: { shift: at < 9 ? 'Matin' : 'Nuit', rest: 'yes', weight: 7 },
  }))
  await answerSealed(vault, survey, answers)
  const correct = (change: (words: Definition) => void) =>
    changeDefinition(vault, viewer, survey.id, given => {
      const copy = structuredClone(given)
      change(copy)
      return copy
    })
  const asked = ({ pages }: Definition, code: string) =>
    pages[0]!.questions.find(one => one.code === code) as unknown as {
      text: object
      choices: { text: object }[]
    }
  await correct(given => {
    const { choices: parts } = asked(given, 'shift')
    ;[parts[0]!.text, parts[1]!.text] = [parts[1]!.text, parts[0]!.text]
    Object.assign(asked(given, 'weight'), { help: fr('De zéro à dix.') })
    given.languages.push('en')
    Object.assign(asked(given, 'rest'), { text: { fr: 'Dormez-vous ?', en: 'Do you sleep?' } })
  })
  await freezeSealed(unisson, survey)

  const home = `/reports/surveys/${survey.id}`
  const { body } = await app.inject({ url: home, headers })
  t.match(body, 'Le texte d’une question a été corrigé après le lancement')
  t.match(body, /Avant\s:\s«\sMatin · Nuit\s»/)
  t.equal(body.split(/Avant\s:/).length, 2, 'help and a translation that are new took no words away')
  const { corrections } = (await app.inject({ url: `${home}.json`, headers })).json()
  t.match(corrections, [{ code: 'shift', before: ['Matin', 'Nuit'] }])
})
