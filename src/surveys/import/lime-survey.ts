import { Invalid } from '../../errors.ts'
import { readGroups, wordsOf } from './lime-table.ts'
import { type Row, readRows } from './rows.ts'

/** A text by language, as the file has it: HTML. */
export type LimeWords = Record<string, string>

export interface LimeAnswer {
  code: string
  scale: number
  order: number
  words: LimeWords
}

export interface LimeQuestion {
  qid: string
  gid: string
  parent: string
  type: string
  title: string
  order: number
  scale: number
  other: boolean
  mandatory: string
  relevance: string
  words: LimeWords
  help: LimeWords
  scripted: boolean
  /** A pattern that what is typed must match. */
  pattern: string
  /** By name, then by language ('' for all). */
  attributes: Map<string, LimeWords>
  subquestions: LimeQuestion[]
  answers: LimeAnswer[]
}

export interface LimeGroup {
  gid: string
  order: number
  relevance: string
  name: LimeWords
  description: LimeWords
  questions: LimeQuestion[]
}

export interface LimeCondition {
  qid: string
  scenario: string
  field: string
  method: string
  value: string
}

export interface LimeSurvey {
  version: number
  sid: string
  /** Codes as the file has them; the first is the one it was written in. */
  languages: string[]
  title: LimeWords
  description: LimeWords
  welcome: LimeWords
  end: LimeWords
  groups: LimeGroup[]
  conditions: LimeCondition[]
  /** The questions, by qid, that come with an answer already given. */
  defaults: Set<string>
  /** How many rows each table has. */
  tables: Map<string, number>
}

const limits = { rows: 200_000, width: 2_000_000 }
/** Characters of a whole survey without its responses. */
const heaviest = 64 * 1024 * 1024
const kept = new Set(
  'answers answer_l10ns conditions defaultvalues groups group_l10ns questions subquestions question_l10ns question_attributes surveys surveys_languagesettings quota assessments'.split(
    ' ',
  ),
)

/** @throws Invalid `file-truncated`, `file-unreadable`, `file-large` */
export async function readLimeSurvey(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<LimeSurvey> {
  const tables = new Map<string, Row[]>()
  let weight = 0
  const head = await readRows(chunks, limits, (table, row) => {
    if (!kept.has(table)) return
    for (const value of Object.values(row)) weight += value.length
    if (weight > heaviest) throw new Invalid('file-large', 422)
    const list = tables.get(table)
    if (list) list.push(row)
    else tables.set(table, [row])
  })
  if (head.kind !== 'Survey') throw new Invalid('file-unknown', 422)
  const rows = (table: string): Row[] => tables.get(table) ?? []
  const survey = rows('surveys')[0] ?? {}
  const settings = rows('surveys_languagesettings')
  const setting = (name: string) =>
    wordsOf(settings.map(row => [row.surveyls_language ?? '', row[name] ?? '']))
  return {
    version: head.version,
    sid: survey.sid ?? settings[0]?.surveyls_survey_id ?? '',
    languages: languagesOf(survey, head.languages),
    title: setting('surveyls_title'),
    description: setting('surveyls_description'),
    welcome: setting('surveyls_welcometext'),
    end: setting('surveyls_endtext'),
    groups: readGroups(rows),
    conditions: rows('conditions').map(row => ({
      qid: row.qid ?? '',
      scenario: row.scenario ?? '1',
      field: row.cfieldname ?? '',
      method: row.method?.trim() ?? '',
      value: row.value ?? '',
    })),
    defaults: new Set(rows('defaultvalues').map(row => row.qid ?? '')),
    tables: new Map([...tables].map(([name, list]) => [name, list.length])),
  }
}

function languagesOf(survey: Row, listed: string[]): string[] {
  const additional = (survey.additional_languages ?? '').split(/\s+/)
  return [...new Set([survey.language ?? '', ...additional, ...listed])].filter(one => one !== '')
}
