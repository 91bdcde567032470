import type { Translate } from '../../http/words.ts'
import type { Definition } from '../definition.ts'
import type { Tally } from '../tally.ts'

export interface Share {
  found: number
  kept: number
}

/** Why something did not come over as it was; words under `import.why.`. */
export type Why =
  | 'kind-unknown'
  | 'kind-changed'
  | 'split'
  | 'hidden'
  | 'equation'
  | 'upload'
  | 'code-changed'
  | 'choices-missing'
  | 'condition-unsayable'
  | 'condition-rewritten'
  | 'condition-dangling'
  | 'insertion-unsayable'
  | 'validation'
  | 'default'
  | 'comments-joined'
  | 'picture'
  | 'script'
  | 'text-cut'
  | 'language'
  | 'repeat'
  | 'quota'
  | 'assessment'
  | 'mails'
  | 'responses-few'
  | 'responses-unfinished'
  | 'answers-few'
  | 'answers-exact'
  | 'answers-unknown'
  | 'tokens'
  | 'names'
  | 'times'
  | 'file-ignored'
  | 'more'

export interface Loss {
  /** The code of the question or page, '' for the survey. */
  code: string
  /** What was left or changed, in the file's own terms: an expression, an attribute, a count. Never an answer. */
  what: string
  why: Why
}

export type Format = 'unisson' | 'limesurvey' | 'xlsform' | 'surveyjs'

/** What came over from another tool, what was changed and what was left. */
export interface LossReport {
  format: Format
  questions: Share
  choices: Share
  languages: Share
  conditions: Share
  responses: Share
  losses: Loss[]
}

export interface Imported {
  definition: Definition
  report: LossReport
  /** The counts of the responses that came with it, where they are at least k. */
  tally?: Tally
}

const changes: Why[] = [
  'kind-changed',
  'split',
  'code-changed',
  'condition-rewritten',
  'comments-joined',
  'text-cut',
  'insertion-unsayable',
  'repeat',
]

/** Whether a thing came over otherwise than it was; else it was left. */
export const isChange = ({ why }: Loss): boolean => changes.includes(why)

const most = 2_000

export const openReport = (format: Format): LossReport => ({
  format,
  questions: { found: 0, kept: 0 },
  choices: { found: 0, kept: 0 },
  languages: { found: 0, kept: 0 },
  conditions: { found: 0, kept: 0 },
  responses: { found: 0, kept: 0 },
  losses: [],
})

/** Writes a loss down once; a report of a hostile file ends. */
export function lose({ losses }: LossReport, code: string, why: Why, what = ''): void {
  if (losses.length > most) return
  const bare = what
    .slice(0, 1_000)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
  const short = bare.length > 300 ? `${bare.slice(0, 299)}…` : bare
  if (losses.length === most) losses.push({ code: '', what: '', why: 'more' })
  else if (!losses.some(loss => loss.code === code && loss.why === why && loss.what === short))
    losses.push({ code, what: short, why })
}

/** A loss as the report's page tells it. */
export const lossWords = (t: Translate, { why, what }: Loss): string =>
  t(`import.why.${why}`, { what: /^\d+$/.test(what) ? Number(what) : what })
