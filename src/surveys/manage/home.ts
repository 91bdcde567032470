import type { Db } from '../../database.ts'
import { ownerName } from '../../union/legal-body.ts'
import { owns, type Viewer } from '../../union/scope.ts'
import { checkDefinition } from '../check.ts'
import { questionsOf } from '../definition.ts'
import { checkLaunch, type LaunchGap } from '../launch/launch.ts'
import { listShares } from '../participation.ts'
import type { SurveyState } from '../survey.ts'
import type { DraftAct } from './draft.ts'

/** Where an officer goes on with a survey: a place below its own. */
export type NextStep = 'pages' | 'check' | 'audience' | 'launch' | 'participation' | 'report'

/** How a survey stands, for the page it is run from. */
export interface SurveyHome {
  owner_name: string
  mine: boolean
  question_count: number
  page_count: number
  languages: string[]
  /** Of its questions: what keeps it from its launch. */
  fault_count: number
  gaps: LaunchGap[]
  next: NextStep | undefined
  /** Whole percent; null where nothing may be told. */
  percent: number | null
  acts: DraftAct[]
}

function nextOf(
  { phase }: SurveyState,
  mine: boolean,
  questions: number,
  gaps: LaunchGap[],
): NextStep | undefined {
  if (phase === 'frozen') return 'report'
  if (!mine) return undefined
  if (phase !== 'draft') return 'participation'
  if (questions === 0) return 'pages'
  if (gaps.includes('questions')) return 'check'
  return gaps.some(gap => !['publisher', 'codes', 'sealer'].includes(gap)) ? 'audience' : 'launch'
}

/** All that the page of a survey says beside its own words. */
export async function readHome(db: Db, viewer: Viewer, survey: SurveyState): Promise<SurveyHome> {
  const { definition, phase, kind, template_at } = survey
  const mine = owns(viewer, survey)
  const asked = questionsOf(definition).filter(question => question.kind !== 'text')
  const gaps = phase === 'draft' ? (await checkLaunch(db, survey)).gaps : []
  const faults = checkDefinition(definition, kind === 'sealed').filter(({ warning }) => !warning)
  const shares = phase === 'open' ? await listShares(db, [survey]) : undefined
  return {
    owner_name: await ownerName(db, survey),
    mine,
    question_count: asked.length,
    page_count: definition.pages.length,
    languages: definition.languages,
    fault_count: faults.length,
    gaps,
    next: nextOf(survey, mine, asked.length, gaps),
    percent: shares?.get(survey.id) ?? null,
    acts: mine
      ? [template_at ? 'sharing-end' : 'sharing', ...(phase === 'draft' ? ['deletion' as const] : [])]
      : [],
  }
}
