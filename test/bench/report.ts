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

/** Milliseconds of a page, small and large in turns; large stands as the value, small as what it is measured by. */
async function inTurns(
  small: FilledSurvey,
  large: FilledSurvey,
  time: (survey: FilledSurvey, round: number) => Promise<number>,
) {
  const times: { value: number; ceiling: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1)
    times.push({ ceiling: await time(small, round), value: await time(large, round) })
  return { value: median(times.map(one => one.value)), ceiling: median(times.map(one => one.ceiling)) }
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
  const ask = async (port: number, paths: string[]) => {
    const left = paths.map(path => getPage(path, session))
    return (await loadWith(port, 1, () => left.shift())).median
  }
  async function first(survey: FilledSurvey) {
    const { port, stop } = await stage.startServer()
    return ask(port, widest(survey, 0)).finally(stop)
  }
  const again = async (survey: FilledSurvey) => ask(stage.port, Array(40).fill(widest(survey, 0)).flat())
  for (const [figure, time] of [
    ['report-first-after-start-1m', first],
    ['report-fresh-section-1m', (survey, round) => ask(stage.port, fresh(survey, round))],
    ['report-1m', again],
  ] as [string, typeof first & Parameters<typeof inTurns>[2]][])
    printFigure({ figure, ...(await inTurns(small, large, time)), unit: 'ms' })
}
