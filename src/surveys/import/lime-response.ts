import type { Answers, Value } from '../condition.ts'
import { type Definition, questionsOf } from '../definition.ts'
import { addAnswers, emptyTally, itemsOf, type Tally, withholdFew } from '../tally.ts'
import type { Column, Lime } from './lime-context.ts'
import { lose } from './report.ts'
import { type Row, readRows } from './rows.ts'

const limits = { rows: 2_000_000, width: 4_000_000 }
const times = ['submitdate', 'startdate', 'datestamp']
const traces = ['ipaddr', 'refurl', 'seed', 'startlanguage']

/**
 * Counts responses as they are read; none is kept. Below k nothing comes over but how many there were.
 * @throws Invalid as `readRows`
 */
export async function tallyResponses(
  lime: Lime,
  definition: Definition,
  chunks: AsyncIterable<Buffer>,
  k: number,
): Promise<Tally | undefined> {
  const { report } = lime
  const items = itemsOf(definition)
  const tally = emptyTally(items)
  const seen = new Set<string>()
  const unknown = new Map<string, number>()
  await readRows(chunks, limits, (table, row) => {
    if (table !== 'responses') return
    report.responses.found += 1
    for (const name in row) if (row[name]) seen.add(name)
    const isFinished = !('submitdate' in row) || (row.submitdate ?? '').trim() !== ''
    if (isFinished) addAnswers(tally, items, readResponse(lime, row, unknown))
  })
  const unfinished = report.responses.found - tally.base
  if (unfinished > 0) lose(report, '', 'responses-unfinished', String(unfinished))
  if (seen.has('token')) lose(report, '', 'tokens', 'token')
  for (const name of times) if (seen.has(name)) lose(report, '', 'times', name)
  for (const name of traces) if (seen.has(name)) lose(report, '', 'names', name)
  for (const [code, count] of unknown) lose(report, code, 'answers-unknown', String(count))
  if (tally.base < k) {
    if (tally.base > 0) lose(report, '', 'responses-few', String(tally.base))
    return undefined
  }
  report.responses.kept = tally.base
  const counted = new Set(items.map(({ question }) => question.code))
  for (const { code, kind } of questionsOf(definition))
    if (kind !== 'text' && !counted.has(code)) lose(report, code, 'answers-exact', kind)
  const withheld = withholdFew(tally, k)
  for (const [key, count] of Object.entries(withheld.counts))
    if (count.withheld) lose(report, key, 'answers-few')
  return withheld
}

function readResponse(lime: Lime, row: Row, unknown: Map<string, number>): Answers {
  const answers = new Map<string, Value>()
  const places = new Map<string, string[]>()
  const add = (key: string, choice: string) => {
    const list = answers.get(key)
    answers.set(key, Array.isArray(list) ? [...list, choice] : [choice])
  }
  for (const [name, value] of Object.entries(row)) {
    const column = value === '' ? undefined : lime.columns.get(name)
    if (!column) continue
    const { key, choice, place } = column
    if (choice !== undefined) {
      if (value !== 'N' && value !== '0') add(key, choice)
    } else {
      const code = readCode(column, value)
      if (code === undefined) unknown.set(key, (unknown.get(key) ?? 0) + 1)
      else if (place === undefined) answers.set(key, code)
      else places.set(key, Object.assign(places.get(key) ?? [], { [place]: String(code) }))
    }
  }
  for (const [key, ranked] of places) answers.set(key, ranked.filter(Boolean))
  return Object.fromEntries(answers)
}

const readCode = ({ codeOf }: Column, value: string): string | number | undefined =>
  codeOf ? codeOf(value) : value
