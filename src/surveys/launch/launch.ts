import { sql } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import type { Db, Trx } from '../../database.ts'
import { Conflict } from '../../errors.ts'
import { today } from '../../http/day.ts'
import { countMembers } from '../../members/member.ts'
import { isSealerAway } from '../../seal/seat.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Viewer } from '../../union/scope.ts'
import { canPublish, getSettings } from '../../union/settings.ts'
import { checkDefinition } from '../check.ts'
import { fixLines } from '../line.ts'
import { lockOwnSurvey } from '../own-survey.ts'
import { arePeriods, listPeriods } from '../period.ts'
import type { SurveyState } from '../survey.ts'
import { canRemind, startRound } from './round.ts'
import { fixStructure } from './structure.ts'

/** What an officer does to a whole survey. */
export type SurveyDeed = 'launch' | 'closure' | 'invitation' | 'reminder'

/** What keeps a survey from its launch, beside its questions. */
export type LaunchGap =
  | 'publisher'
  | 'purpose'
  | 'questions'
  | 'sections'
  | 'members'
  | 'codes'
  | 'named'
  | 'past'
  | 'periods'
  | 'sealer'

/** How a survey stands before its launch. */
export interface LaunchCheck {
  gaps: LaunchGap[]
  /** Whom mail reaches, and whom it does not: they need a printed code. */
  reachable: number
  unreachable: number
  /** Members who came, or got another address, within a fortnight: whoever may write them down could answer for them. */
  recent: number
  codes: number
}

export const listChosen = async (db: Db | Trx, surveyId: string): Promise<string[]> =>
  (
    await db.selectFrom('survey_sections').select('section_id').where('survey_id', '=', surveyId).execute()
  ).map(row => row.section_id)

async function countCodes(db: Db | Trx, surveyId: string): Promise<number> {
  const { count } = await db
    .selectFrom('code_sheets')
    .select(sql<number>`coalesce(sum(code_count), 0)`.as('count'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function checkLaunch(db: Db | Trx, survey: SurveyState): Promise<LaunchCheck> {
  const { id, audience, kind, closes_on, definition } = survey
  const sections = await listChosen(db, id)
  const registers = [...(await countMembers(db, sections)).values()]
  const sum = (pick: (register: (typeof registers)[number]) => number) =>
    registers.reduce((total, register) => total + pick(register), 0)
  const [members, reachable] = [sum(one => one.members), sum(one => one.reachable)]
  const codes = await countCodes(db, id)
  const found: Record<LaunchGap, boolean> = {
    publisher: !canPublish(await getSettings(db)),
    questions: checkDefinition(definition, kind === 'sealed').some(({ warning }) => !warning),
    purpose: survey.purpose === '',
    past: closes_on !== null && closes_on < today(),
    periods: !arePeriods(await listPeriods(db, id), survey),
    named: kind === 'named' && audience !== 'invited',
    sections: audience !== 'link' && sections.length === 0,
    members: audience === 'invited' && sections.length > 0 && members === 0,
    codes: audience === 'codes' && sections.length > 0 && codes === 0,
    sealer: kind === 'sealed' && (await isSealerAway(db)),
  }
  const gaps = (Object.keys(found) as LaunchGap[]).filter(gap => found[gap])
  return { gaps, reachable, unreachable: members - reachable, recent: sum(one => one.recent), codes }
}

const deeds: Record<SurveyDeed, (trx: Trx, survey: SurveyState, accountId: string) => Promise<void>> = {
  async launch(trx, survey, account_id) {
    const { gaps, codes } = await checkLaunch(trx, survey)
    if (survey.phase !== 'draft' || gaps.length > 0) throw new Conflict()
    await fixStructure(trx, survey)
    await fixLines(trx, survey)
    await act(trx, survey, 'launch', account_id)
    // Members are counted as they are invited.
    const recent_additions = survey.audience === 'link' ? null : codes
    await trx.updateTable('surveys').set({ recent_additions }).where('id', '=', survey.id).execute()
    const now = !survey.opens_on || survey.opens_on <= today()
    if (survey.audience === 'invited' && now) await begin(trx, survey, 'invitation', account_id)
  },
  async closure(trx, survey, account_id) {
    if (survey.phase !== 'open' && survey.phase !== 'upcoming') throw new Conflict()
    await act(trx, survey, 'closure', account_id)
  },
  async invitation(trx, survey, account_id) {
    if (survey.phase !== 'open' || survey.audience !== 'invited') throw new Conflict()
    await begin(trx, survey, 'invitation', account_id)
  },
  async reminder(trx, survey, account_id) {
    if (survey.phase !== 'open' || survey.audience !== 'invited') throw new Conflict()
    if (!(await canRemind(trx, survey.id))) throw new Conflict()
    await begin(trx, survey, 'reminder', account_id)
  },
}

const begin = (trx: Trx, { id }: SurveyState, kind: 'invitation' | 'reminder', account_id: string) =>
  startRound(trx, { survey_id: id, kind, account_id })

async function act(
  trx: Trx,
  { id }: SurveyState,
  what: 'launch' | 'closure',
  account_id: string,
): Promise<void> {
  await trx.insertInto('survey_acts').values({ survey_id: id, act: what, account_id }).execute()
  await trx.updateTable('surveys').set({ revision: sql`revision + 1` }).where('id', '=', id).execute()
}

/**
 * Does a deed to a survey as it stands under the lock, whatever the officer's page said.
 * @throws NotFound when it is not the viewer's @throws Conflict when the survey has moved on, or is not ready
 */
async function doDeed({ db, keys }: Vault, viewer: Viewer, id: string, deed: SurveyDeed): Promise<void> {
  await db.transaction().execute(async trx => {
    const survey = await lockOwnSurvey(trx, viewer, id)
    await deeds[deed](trx, survey, viewer.account_id)
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `survey.${deed}`,
      subject: 'survey',
      subject_id: id,
    })
  })
}

/** Launches a survey: its structure stands from then on, and its members are invited. */
export const launchSurvey = (vault: Vault, viewer: Viewer, id: string) => doDeed(vault, viewer, id, 'launch')
/** Closes a survey for good. */
export const closeSurvey = (vault: Vault, viewer: Viewer, id: string) => doDeed(vault, viewer, id, 'closure')
/** Invites the members who have come since. */
export const inviteMembers = (vault: Vault, viewer: Viewer, id: string) =>
  doDeed(vault, viewer, id, 'invitation')
/** Writes once more to those who have not answered. Nobody learns who they are. */
export const remindMembers = (vault: Vault, viewer: Viewer, id: string) =>
  doDeed(vault, viewer, id, 'reminder')
