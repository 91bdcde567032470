import { freezeSurvey } from '../reports/freezing/freezing.ts'
import type { Sealer } from '../seal/sealer.ts'
import type { Vault } from '../seal/vault.ts'
import type { Definition } from '../surveys/definition.ts'
import { memberInvitation, surveyKey } from '../surveys/invitation.ts'
import { setAudience } from '../surveys/launch/audience.ts'
import { closeSurvey, launchSurvey } from '../surveys/launch/launch.ts'
import { roundKind, roundRun } from '../surveys/launch/round.ts'
import { readyBatches } from '../surveys/response/batch.ts'
import { type GivenResponse, responseDesk } from '../surveys/response/response.ts'
import { createSurvey, getSurvey } from '../surveys/survey.ts'
import type { Viewer } from '../union/scope.ts'
import { backdateAct, backdateSurvey } from './backdate.ts'
import { storyDay, writeDays } from './day.ts'
import { roles } from './fill-officers.ts'
import type { Ground } from './fill-petition.ts'
import type { Registers } from './fill-register.ts'
import { type DemoOfficer, officers } from './officer.ts'
import { respondentsOf } from './respondent.ts'
import type { DemoSurvey } from './survey.ts'

export interface SurveyGround extends Ground {
  registers: Registers
  sealer: Sealer
}

/** Invitations that a visitor finds at /outbox; the other mails were read long ago. */
const LETTERS = 6

function viewerOf({ author }: DemoSurvey, { accounts, places }: Ground): Viewer {
  const officer = officers.find(({ name }) => name === author) as DemoOfficer
  return {
    account_id: accounts.get(author) as string,
    role: roles[officer.role],
    name: author,
    region_id: (officer.region && places.regions.get(officer.region)) ?? null,
    federation_id: null,
    section_ids: [],
    factor: true,
    factor_at: null,
    session_id: null,
  }
}

/** Writes a survey and settles who is asked. @returns its id */
async function draft(vault: Vault, survey: DemoSurvey, viewer: Viewer, ground: Ground): Promise<string> {
  const { owner, slug, kind, audience, purpose, responses } = survey
  const { places, today } = ground
  const words: Definition = JSON.parse(writeDays(JSON.stringify(survey.definition), today, 'fr'))
  const id = await vault.db.transaction().execute(trx =>
    createSurvey(
      trx,
      vault.keys,
      {
        slug,
        region_id: owner && 'region' in owner ? (places.regions.get(owner.region) ?? null) : null,
        section_id: owner && 'section' in owner ? (places.sections.get(owner.section) ?? null) : null,
        created_by: viewer.account_id,
      },
      words,
    ),
  )
  const section_ids = Object.keys(responses).flatMap(code => places.sections.get(code) ?? [])
  await setAudience(vault, viewer, id, {
    audience,
    kind,
    purpose,
    section_ids,
    slug,
    opens_on: null,
    closes_on: null,
    periods: [],
  })
  return id
}

/** Invites at once, as the worker would have, and keeps the last few mails. */
async function invite(vault: Vault, surveyId: string): Promise<void> {
  const { db } = vault
  const jobs = await db
    .selectFrom('jobs')
    .selectAll()
    .where('kind', '=', roundKind)
    .where('scope_id', '=', surveyId)
    .execute()
  for (const job of jobs) await roundRun(vault, Number.POSITIVE_INFINITY)(job)
}

async function answer(vault: Vault, survey: DemoSurvey, id: string, rank: number, ground: SurveyGround) {
  const submit = responseDesk(vault.db)
  const state = await getSurvey(vault.db, id)
  const key = await surveyKey(vault, id)
  const day = storyDay(survey.opens_on, ground.today)
  await Promise.all(
    respondentsOf(survey, state.definition, rank, ground).map(({ section_id, member, answers, hidden }) => {
      const response = { section_id, answers, hidden }
      const invitation_id = member && memberInvitation(key, member.id)
      const named = member && { ...response, member_id: member.id, name: member.name, day }
      const given: GivenResponse = {
        survey: state,
        key,
        invitation_id,
        response: survey.kind === 'named' && named ? named : response,
      }
      return submit(given)
    }),
  )
}

/** A survey with all that became of it, by the same acts as any other; then it is moved to its days. */
export async function fillSurvey(
  vault: Vault,
  survey: DemoSurvey,
  rank: number,
  ground: SurveyGround,
): Promise<void> {
  const viewer = viewerOf(survey, ground)
  const { today, sealer } = ground
  const id = await draft(vault, survey, viewer, ground)
  await sealer.sits(vault.db)
  await launchSurvey(vault, viewer, id)
  await backdateAct(vault.db, id, 'launch', storyDay(survey.opens_on, today))
  await invite(vault, id)
  await readyBatches(sealer)(vault.db)
  await answer(vault, survey, id, rank, ground)
  if (survey.closed) {
    await closeSurvey(vault, viewer, id)
    await backdateAct(vault.db, id, 'closure', storyDay(survey.closes_on, today))
    await freezeSurvey(vault, sealer, id)
    await backdateAct(vault.db, id, 'freezing', storyDay(survey.closes_on, today))
  }
  await backdateSurvey(vault.db, id, survey, today)
  await forgetMail(vault, id, survey.closed ? 0 : LETTERS)
}

/** Mails are sent to nobody, but for a few: to members who have not answered yet. */
async function forgetMail({ db }: Vault, surveyId: string, kept: number): Promise<void> {
  const silent = db
    .selectFrom('jobs as mails')
    .innerJoin('invitations', 'invitations.id', 'mails.subject_id')
    .leftJoin('participations', on =>
      on
        .onRef('participations.survey_id', '=', 'invitations.survey_id')
        .onRef('participations.invitation_id', '=', 'invitations.id'),
    )
    .select('mails.id')
    .where('mails.scope_id', '=', surveyId)
    .where('participations.day', 'is', null)
    .limit(kept)
  await db.deleteFrom('jobs').where('scope_id', '=', surveyId).where('id', 'not in', silent).execute()
}
