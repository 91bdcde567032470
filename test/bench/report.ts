import { openViewer } from '../support/viewer.ts'
import { median, printFigure } from './figure.ts'
import { type FilledSurvey, fillSurvey, freezeFilled } from './filled-survey.ts'
import { getPage, loadWith } from './load.ts'
import { peakOf } from './process.ts'
import type { Stage } from './stage.ts'

const SMALL = 10_000
const LARGE = 1_000_000
const ROUNDS = 5
/** Addresses of one round: none of them is ever asked for twice. */
const FRESH = 20

type Paths = (survey: FilledSurvey, round: number) => string[]

const home = ({ id }: FilledSurvey) => `/reports/surveys/${id}`

/** Everybody, broken down by category: the most that is summed for one page. */
const widest: Paths = survey => [`${home(survey)}?scope=union&category=*`]

/** Sections that no page was asked for yet, each beside its region and all, or broken down. */
const fresh: Paths = (survey, round) =>
  survey.sections
    .slice(round * FRESH, (round + 1) * FRESH)
    .map((section, at) => `${home(survey)}?scope=section:${section}&category=${at % 2 ? '*' : ''}`)

/** Milliseconds of pages of the small survey and of the large one. */
interface Turn {
  small: number[]
  large: number[]
}

/** Large stands as the value, small as what it is measured by: the medians of the rounds. */
async function inTurns(time: (round: number) => Promise<Turn>) {
  const values: number[] = []
  const ceilings: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { small, large } = await time(round)
    values.push(median(large))
    ceilings.push(median(small))
  }
  return { value: median(values), ceiling: median(ceilings) }
}

/**
 * The report of a survey of a million responses beside that of ten thousand: in a process that was just started, of
 * sections nobody asked for yet, and again and again.
 */
export async function benchReport(stage: Stage): Promise<void> {
  const { session } = await openViewer(stage.vault)
  const small = await fillSurvey(stage, SMALL)
  await freezeFilled(stage, small)
  const before = peakOf(stage.workerPid)
  const large = await fillSurvey(stage, LARGE)
  const seconds = await freezeFilled(stage, large)
  printFigure({ figure: 'freeze-1m', value: seconds, unit: 's' })
  printFigure({ figure: 'freeze-1m-memory-over-10k', value: peakOf(stage.workerPid) - before, unit: 'MB' })

  const page = await fetch(`http://127.0.0.1:${stage.port}${widest(large, 0)[0]}`, {
    headers: { cookie: `unisson=${session}` },
    redirect: 'manual',
  })
  if (page.status !== 200) throw new Error(`No report came: ${page.status}`)
  const ask = async (port: number, path: string) => {
    const left = [getPage(path, session)]
    return (await loadWith(port, 1, () => left.shift())).median
  }
  /** Page by page, small before large and large before small: whatever else the machine does falls upon both. */
  async function askBoth(paths: Paths, round: number): Promise<Turn> {
    const turn: Turn = { small: [], large: [] }
    const [ofSmall, ofLarge] = [paths(small, round), paths(large, round)]
    for (const [at, path] of ofSmall.entries()) {
      const other = ofLarge[at] as string
      if (at % 2 === 0) turn.small.push(await ask(stage.port, path))
      turn.large.push(await ask(stage.port, other))
      if (at % 2 === 1) turn.small.push(await ask(stage.port, path))
    }
    return turn
  }
  async function first(survey: FilledSurvey) {
    const { port, stop } = await stage.startServer()
    return ask(port, widest(survey, 0)[0] as string).finally(stop)
  }
  const firsts = async () => ({ small: [await first(small)], large: [await first(large)] })
  const again: Paths = survey =>
    Array(FRESH * 2)
      .fill(widest(survey, 0))
      .flat()
  for (const [figure, time] of [
    ['report-first-after-start-1m', firsts],
    ['report-fresh-section-1m', round => askBoth(fresh, round)],
    ['report-1m', round => askBoth(again, round)],
  ] as [string, Parameters<typeof inTurns>[0]][])
    printFigure({ figure, ...(await inTurns(time)), unit: 'ms' })
}
