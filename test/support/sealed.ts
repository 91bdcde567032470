import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Insertable } from 'kysely'
import type { Config } from '../../src/config.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import type { Vault } from '../../src/seal/vault.ts'
import { type Answers, show } from '../../src/surveys/condition.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { surveyKey } from '../../src/surveys/invitation.ts'
import { fixStructure } from '../../src/surveys/launch/structure.ts'
import { readyBatches } from '../../src/surveys/response/batch.ts'
import { responseDesk } from '../../src/surveys/response/response.ts'
import { createSurvey, getSurvey, recordSurveyAct } from '../../src/surveys/survey.ts'
import type { SurveysTable } from '../../src/surveys/tables.ts'
import type { Unisson } from './unisson.ts'

export const fr = (words: string) => ({ fr: words })
export const choices = (...codes: string[]) => codes.map(code => ({ code, text: fr(code) }))

/** One page of these questions. */
export const asking = (
  questions: Definition['pages'][number]['questions'],
  breakdown?: string,
): Definition => ({
  languages: ['fr'],
  title: fr('Vos conditions de travail'),
  pages: [{ code: 'page', questions }],
  ...(breakdown ? { breakdown } : {}),
})

let regions = 0

/** A new region with sections. @returns the ids of the sections */
export async function addSections({ db }: Vault, count: number): Promise<string[]> {
  regions += 1
  const region = await db
    .insertInto('regions')
    .values({ name: `Région ${regions}` })
    .returning('id')
    .executeTakeFirstOrThrow()
  const names = Array.from({ length: count }, (_, at) => `Section ${regions}.${at + 1}`)
  const sections = await db
    .insertInto('sections')
    .values(names.map(name => ({ name, region_id: region.id })))
    .returning('id')
    .execute()
  return sections.map(({ id }) => id)
}

export interface SealedSurvey {
  id: string
  definition: Definition
}

/** A survey of the union that takes responses from these sections now. */
export async function launchSealed(
  { vault, config }: Pick<Unisson, 'vault'> & { config: Pick<Config, 'KEYS_DIR'> },
  definition: Definition,
  sections: string[],
  survey: Partial<Insertable<SurveysTable>> = {},
  periods: string[] = [],
): Promise<SealedSurvey> {
  const id = await vault.db.transaction().execute(async trx => {
    const id = await createSurvey(
      trx,
      vault.keys,
      { purpose: 'Négocier.', audience: 'codes', ...survey },
      definition,
    )
    const own = { survey_id: id }
    if (sections.length > 0)
      await trx
        .insertInto('survey_sections')
        .values(sections.map(section_id => ({ ...own, section_id })))
        .execute()
    if (periods.length > 0)
      await trx
        .insertInto('survey_periods')
        .values(periods.map((ends_on, at) => ({ ...own, period: at + 1, ends_on })))
        .execute()
    await fixStructure(trx, await getSurvey(trx, id))
    await recordSurveyAct(trx, id, 'launch', null)
    return id
  })
  await readyBatches(openSealer(config.KEYS_DIR))(vault.db)
  return { id, definition }
}

export interface Given {
  section_id: string | null
  answers: Answers
  /** By which it is answered; a new one without. */
  invitation_id?: string
}

/** Invites as many as answer, with a code each, and keeps what they answer as the page of answers does. */
export async function answerSealed(
  vault: Vault,
  { id }: SealedSurvey,
  given: Given[],
  submit = responseDesk(vault.db),
): Promise<string[]> {
  const [survey, key] = [await getSurvey(vault.db, id), await surveyKey(vault, id)]
  const fresh = () => (survey.audience === 'link' ? null : randomUUID())
  const rows = given.map(one => ({ ...one, invitation_id: one.invitation_id ?? fresh() }))
  const invited = rows.flatMap(({ invitation_id, section_id }) =>
    invitation_id && section_id
      ? [{ survey_id: id, id: invitation_id, section_id, member_sealed: null, lost_on: null }]
      : [],
  )
  for (let at = 0; at < invited.length; at += 1000)
    await vault.db
      .insertInto('invitations')
      .values(invited.slice(at, at + 1000))
      .execute()
  return Promise.all(
    rows.map(({ invitation_id, section_id, answers }) => {
      const { hidden } = show(survey.definition, answers)
      return submit({ survey, key, invitation_id, response: { section_id, answers, hidden } })
    }),
  )
}

/** The ids of the batches whose keys stand in the sealer's folder. */
export const keptBatches = ({ KEYS_DIR }: Pick<Config, 'KEYS_DIR'>): string[] =>
  readdirSync(join(KEYS_DIR, 'sealer', 'batches')).map(name => basename(name, '.key'))

/** Closes a survey as its owner does. */
export const closeSealed = ({ db }: Vault, { id }: SealedSurvey) =>
  db.transaction().execute(trx => recordSurveyAct(trx, id, 'closure', null))

/** Closes a survey and freezes it. */
export async function freezeSealed(unisson: Unisson, survey: SealedSurvey): Promise<void> {
  await closeSealed(unisson.vault, survey)
  await unisson.schedules('freezing')
  await unisson.work()
}
