import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { enqueue } from '../../src/jobs/queue.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { show } from '../../src/surveys/condition.ts'
import { responsePlace, type SealedResponse } from '../../src/surveys/response/response.ts'
import { answerAtRandom, seeded } from '../support/frozen.ts'
import { addSections, closeSealed, launchSealed, type SealedSurvey } from '../support/sealed.ts'
import type { Stage } from './stage.ts'
import { tenAnswers, tenQuestions } from './ten-questions.ts'

const SECTIONS = 100
const REGIONS = 10
const A_STATEMENT = 2_000
/** Different ways to answer; many give the same. */
const KINDS = 5_000

export interface FilledSurvey extends SealedSurvey {
  sections: string[]
  responses: number
}

const texts = Object.fromEntries(
  ['one', 'why'].map(code => [code, [`${tenAnswers.find(([name]) => name === `q.${code}`)?.[1]}`]]),
)

/** A survey over a hundred sections, broken down into four, whose responses are mixed and wait for its close. */
export async function fillSurvey(
  { vault, keysDir }: Pick<Stage, 'vault' | 'keysDir'>,
  responses: number,
): Promise<FilledSurvey> {
  const sections: string[] = []
  while (sections.length < SECTIONS) sections.push(...(await addSections(vault, SECTIONS / REGIONS)))
  const definition = { ...tenQuestions, breakdown: 'post' }
  const survey = await launchSealed({ vault, config: { KEYS_DIR: keysDir } }, definition, sections)
  const pool = openSealer(keysDir).pools.create({ survey_id: survey.id, period: 1 })
  const random = seeded(responses)
  const given = Array.from({ length: KINDS }, () => {
    // Every section has enough of each category, so that small and large show as many figures.
    const post = `c${1 + Math.floor(random() * 4)}`
    const answers = { ...answerAtRandom(definition, random, 1.4, texts), post }
    return { answers, hidden: [...show(definition, answers).hidden] }
  })
  for (let from = 0; from < responses; from += A_STATEMENT) {
    const rows = Array.from({ length: Math.min(A_STATEMENT, responses - from) }, () => {
      const id = randomUUID()
      const section_id = sections[Math.floor(random() * SECTIONS)] as string
      const response: SealedResponse = { section_id, ...given[Math.floor(random() * KINDS)]! }
      return { id, sealed: pool.seal(responsePlace(id), response) }
    })
    await sql`insert into responses (survey_id, id, sealed)
      select ${survey.id}, id, sealed from unnest(
        ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.sealed)}::bytea[]
      ) as mixed (id, sealed)`.execute(vault.db)
  }
  return { ...survey, sections, responses }
}

/** Closes a survey and waits until the worker has frozen it. @returns seconds */
export async function freezeFilled({ vault }: Pick<Stage, 'vault'>, survey: FilledSurvey): Promise<number> {
  const { db } = vault
  await closeSealed(vault, survey)
  const start = performance.now()
  await enqueue(db, { kind: 'survey-freezing', subject_id: survey.id })
  const last = () =>
    db.selectFrom('survey_acts').select('id').where('survey_id', '=', survey.id).where('act', '=', 'freezing')
  while (!(await last().executeTakeFirst())) await pause(50)
  const { rows } = await sql<{ kept: number }>`
    select response_count as kept from partitions
    where survey_id = ${survey.id} and partition = 'ordinary' and shown_count = response_count`.execute(db)
  if (rows[0]?.kept !== survey.responses)
    throw new Error(`${survey.responses} given, ${rows[0]?.kept} frozen`)
  return (performance.now() - start) / 1000
}
