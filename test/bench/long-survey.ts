import { randomUUID } from 'node:crypto'
import type { Definition } from '../../src/surveys/definition.ts'
import { invitationToken, surveyKey } from '../../src/surveys/invitation.ts'
import type { Question } from '../../src/surveys/question.ts'
import { openSurvey } from '../support/survey.ts'
import { median, printFigure } from './figure.ts'
import type { Stage } from './stage.ts'

const VISITORS = 10
const PAGES = 10
const ON_A_PAGE = 20

const fr = (words: string) => ({ fr: words })

/** Every fourth question hangs on one of the page before. */
const question = (page: number, at: number): Question => ({
  kind: 'single',
  code: `q${page}_${at}`,
  text: fr(`Question ${at} de la page ${page} ?`),
  choices: ['a', 'b', 'c', 'd', 'e'].map(code => ({ code, text: fr(`Choix ${code}`) })),
  ...(at % 4 === 0 && page > 0
    ? { shown: { any: [{ answer: `q${page - 1}_${at}`, is: 'equal', value: 'a' } as const] } }
    : {}),
})

const longSurvey: Definition = {
  languages: ['fr'],
  title: fr('Deux cents questions'),
  pages: Array.from({ length: PAGES }, (_, page) => ({
    code: `page${page}`,
    questions: Array.from({ length: ON_A_PAGE }, (_, at) => question(page, at)),
  })),
}

/** The next page of a survey of 200 questions and 45 conditions, all before it answered. */
export async function benchLongSurvey({ port, vault }: Stage): Promise<void> {
  const { id, section_id } = await openSurvey({ vault, work: async () => {} }, {}, longSurvey)
  const key = await surveyKey(vault, id)
  const invitations = Array.from({ length: VISITORS }, () => ({
    survey_id: id,
    id: randomUUID(),
    section_id,
  }))
  await vault.db.insertInto('invitations').values(invitations).execute()
  const times: number[] = []
  for (const { id: invitation } of invitations) {
    const link = `http://127.0.0.1:${port}/invitations/${invitationToken(key, 'response', id, invitation)}/response`
    let page = await post(link, { seed: '0a1b2c3d', at: '-1', veiled: '', press: 'start' })
    for (let at = 1; at < PAGES; at += 1) {
      const answers = Array.from({ length: ON_A_PAGE }, (_, one) => [`q.q${at - 1}_${one}`, 'a'])
      const fields = { ...hiddenOf(page), ...Object.fromEntries(answers), press: 'next' }
      const began = performance.now()
      page = await post(link, fields)
      times.push(performance.now() - began)
      if (!page.includes(`Page ${at + 1} sur ${PAGES}`)) throw new Error(`No page ${at + 1} came`)
    }
  }
  printFigure({ figure: 'long-survey', value: median(times), unit: 'ms' })
  printFigure({ figure: 'long-survey-worst', value: Math.max(...times), unit: 'ms' })
}

async function post(url: string, fields: Record<string, string>): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) })).text()
}

const hiddenOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name as string,
      value as string,
    ]),
  )
