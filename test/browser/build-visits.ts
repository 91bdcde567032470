import type { Page } from 'playwright-core'
import type { Definition } from '../../src/surveys/definition.ts'
import { createSurvey, recordSurveyAct } from '../../src/surveys/survey.ts'
import type { Filled } from '../support/filled.ts'
import { nights } from '../support/survey.ts'
import type { Visit } from './visits.ts'

const as = 'Inès'
const fr = (words: string) => ({ fr: words })

/** The nights again, with a question of every kind and a fault of most sorts. */
const full: Definition = {
  ...nights,
  languages: ['fr', 'ar'],
  introduction: fr('Bonjour.'),
  pages: [
    ...nights.pages,
    {
      code: 'more',
      questions: [
        {
          kind: 'multiple',
          code: 'help',
          text: fr('Qu’est-ce qui vous aiderait ?'),
          sensitive: true,
          most: 2,
          other: fr('Autre'),
          choices: [
            { code: 'c1', text: fr('Une pause'), shown: { answer: 'night', is: 'equal', value: 'yes' } },
            { code: 'c2', text: fr('Rien'), exclusive: true },
          ],
          shown: {
            any: [
              { answer: 'night', is: 'equal', value: 'yes' },
              {
                all: [
                  { answer: 'count', is: 'least', value: 3 },
                  { answer: 'gone', is: 'answered' },
                ],
              },
              { count: [{ answer: 'rest.sleep', is: 'answered' }], is: 'least', value: 1 },
            ],
          },
        },
        {
          kind: 'single',
          code: 'trade',
          text: fr('Votre métier'),
          list: true,
          choices: [{ code: 'c1', text: fr('Fours') }],
        },
        {
          kind: 'scale',
          code: 'mood',
          text: fr('Alors ?'),
          from: 0,
          to: 10,
          low: fr('Non'),
          unknown: fr('Sans avis'),
          note: 'if (x)',
        },
        {
          kind: 'ranking',
          code: 'first',
          text: fr('D’abord'),
          choices: [
            { code: 'c1', text: fr('Salaires') },
            { code: 'c2', text: fr('Horaires') },
          ],
        },
        { kind: 'date', code: 'since', text: fr('Depuis quand ?') },
        { kind: 'section', code: 'place', text: fr('Votre section') },
        { kind: 'text', code: 'words', text: fr('Vous avez dit {trade} et {gone}.') },
        { kind: 'long-text', code: 'empty', text: {} },
      ],
    },
    { code: 'nothing', questions: [] },
  ],
}

async function make({ vault, officerId }: Filled, launched = false): Promise<string> {
  const places = vault.db.selectFrom('account_sections').select('section_id')
  const { section_id } = await places.where('account_id', '=', await officerId(as)).executeTakeFirstOrThrow()
  return vault.db.transaction().execute(async trx => {
    const id = await createSurvey(trx, vault.keys, { section_id, region_id: null }, full)
    if (launched) await recordSurveyAct(trx, id, 'launch', null)
    return id
  })
}

const press = (name: string) => (page: Page) => page.click(`main button[value="${name}"]`)
const saveEmpty = (field: string) => async (page: Page) => {
  await page.evaluate(`document.querySelector('[name="${field}"]').value = ''`)
  await page.click('main form .button-row button.button')
}
/** Gives what the form cannot take, and sends it. */
const saveBad = async (page: Page) => {
  await page.evaluate(
    `document.querySelector('[name=least]').value = 'x'; document.querySelector('[name=text]').value = ''`,
  )
  await page.click('main form .button-row button.button')
}

/** Pages of one survey: what follows `/manage/surveys/:id/`, and what is done there. */
const of =
  (...visits: [path: string, more?: Partial<Visit>][]) =>
  async (filled: Filled): Promise<Visit[]> => {
    const [id, launched] = [await make(filled), await make(filled, true)]
    const paths = visits.map(
      ([path, more]) => ({ path: `/manage/surveys/${id}/${path}`, as, ...more }) as Visit,
    )
    const [[first] = ['']] = visits
    return [...paths, { path: `/en/manage/surveys/${launched}/${first}`, as }]
  }

/** A survey as its owner builds it, with a question of each kind. */
export const buildRecipes = {
  '/manage/surveys/:id/pages': of(['pages'], ['pages?done=removal']),
  '/manage/surveys/:id/pages/:page': of(['pages/more'], ['pages/you'], ['pages/nothing']),
  '/manage/surveys/:id/questions/:code': of(
    ['questions/rest'],
    ['questions/help'],
    ['questions/mood?done=question'],
    ['questions/count', { next: saveBad, status: 422 }],
    ['questions/since'],
    ['questions/empty', { next: saveEmpty('text'), status: 422 }],
    ['questions/words'],
  ),
  '/manage/surveys/:id/conditions/:place': of(
    ['conditions/help'],
    ['conditions/you'],
    ['conditions/help:c1', { next: press('group 0') }],
    ['conditions/help', { next: press('save'), status: 422 }],
  ),
  '/manage/surveys/:id/removals/:place': of(['removals/night'], ['removals/nights']),
  '/manage/surveys/:id/text': of(['text'], ['text', { next: saveEmpty('title'), status: 422 }]),
  '/manage/surveys/:id/languages': of(
    ['languages'],
    ['languages', { next: page => page.click('form[action$="/languages"] button'), status: 422 }],
  ),
  '/manage/surveys/:id/languages/:language': of(['languages/ar'], ['languages/ar?page=more']),
  '/manage/surveys/:id/check': of(['check']),
  '/manage/surveys/:id/preview': of(['preview'], ['preview', { next: press('start') }]),
}
