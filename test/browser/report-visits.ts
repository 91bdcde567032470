import type { Page } from 'playwright-core'
import { frozenSurvey } from '../support/conditions.ts'
import type { Filled } from '../support/filled.ts'
import { post } from '../support/officers.ts'
import { openSurvey } from '../support/survey.ts'
import type { Visit } from './visits.ts'

const kept = new WeakMap<Filled['vault'], Promise<string>>()

/** One frozen survey for all pages about surveys. */
function frozen(filled: Filled): Promise<string> {
  const id = kept.get(filled.vault) ?? frozenSurvey(filled)
  kept.set(filled.vault, id)
  return id
}

async function sectionOf({ vault }: Filled, name: string): Promise<string> {
  const sections = vault.db.selectFrom('sections').select('id').where('name', 'like', `${name}%`)
  return (await sections.executeTakeFirstOrThrow()).id
}

async function addTheme(filled: Filled, path: string): Promise<string> {
  await post(filled, `${path}/themes`, { name: 'Plannings' }, await filled.sessionOf('Maud'))
  return (await filled.vault.db.selectFrom('themes').select('id').executeTakeFirstOrThrow()).id
}

const addNothing = (page: Page) => page.click('form[action*="/themes?"] button')

/** Reports, as each level of officers comes to them. */
export const reportRecipes = {
  '/reports': async (filled: Filled): Promise<Visit[]> => {
    await frozen(filled)
    return [
      { path: '/reports', as: 'Nathalie' },
      { path: '/reports', as: 'Inès' },
    ]
  },
  '/reports/petitions/:id': async ({ petitionId, schedules }: Filled): Promise<Visit[]> => {
    await schedules('petition-shares')
    return [{ path: `/reports/petitions/${await petitionId('so-french-touch-90-euros')}`, as: 'Maud' }]
  },
  '/reports/sections/:id': async (filled: Filled): Promise<Visit[]> => {
    const id = await sectionOf(filled, 'Centre de relation')
    const survey_id = await frozen(filled)
    const rate = { survey_id, section_id: id, region_id: null, percent: 61 }
    await filled.vault.db.insertInto('response_rates').values(rate).execute()
    return [{ path: `/reports/sections/${id}`, as: 'Inès' }]
  },
  '/reports/surveys/:id': async (filled: Filled): Promise<Visit[]> => {
    const path = `/reports/surveys/${await frozen(filled)}`
    const elsewhere = await sectionOf(filled, 'Parfumerie')
    const running = await openSurvey(filled, { section_id: await sectionOf(filled, 'Centre de relation') })
    return [
      { path, as: 'Maud' },
      { path: `${path}?category=*`, as: 'Nathalie' },
      { path: `${path}?category=night`, as: 'Kader' },
      { path, as: 'Inès' },
      { path: `/en${path}`, as: 'Inès' },
      { path: `${path}?scope=section:${elsewhere}`, as: 'Inès', status: 404 },
      { path: `/reports/surveys/${running.id}`, as: 'Inès' },
    ]
  },
  '/reports/surveys/:id/summary': async (filled: Filled): Promise<Visit[]> => [
    { path: `/reports/surveys/${await frozen(filled)}/summary`, as: 'Inès' },
  ],
  '/reports/surveys/:id/sections': async (filled: Filled): Promise<Visit[]> => {
    const path = `/reports/surveys/${await frozen(filled)}/sections`
    return ['', '?question=advise', '?question=order', '?question=agree.time'].map(query => ({
      path: `${path}${query}`,
      as: 'Nathalie',
    }))
  },
  '/reports/surveys/:id/comparison': async (filled: Filled): Promise<Visit[]> => {
    const path = `/reports/surveys/${await frozen(filled)}/comparison`
    const other = await frozenSurvey(filled, { seed: 11, lean: 1.1 })
    return [{ path: `${path}?with=${other}`, as: 'Maud' }]
  },
  '/reports/surveys/:id/texts/:question': async (filled: Filled): Promise<Visit[]> => {
    const path = `/reports/surveys/${await frozen(filled)}/texts/change`
    const theme = await addTheme(filled, path)
    return [
      { path, as: 'Inès' },
      { path: `${path}?done=theme&theme=${theme}`, as: 'Maud' },
      { path: `${path}?sorting=1&theme=${theme}`, as: 'Maud' },
      { path, as: 'Maud', next: addNothing, status: 422 },
    ]
  },
}
