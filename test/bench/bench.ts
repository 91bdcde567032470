import { benchConfirm } from './confirm.ts'
import { benchExport } from './export.ts'
import { benchLongSurvey } from './long-survey.ts'
import { benchPetitionPage } from './petition-page.ts'
import { benchReport } from './report.ts'
import { benchResponse } from './response.ts'
import { benchSign } from './sign.ts'
import { openStage, type Stage } from './stage.ts'
import { benchStart } from './start.ts'

const figures: Record<string, (stage: Stage) => Promise<void>> = {
  'petition-page': benchPetitionPage,
  sign: benchSign,
  confirm: benchConfirm,
  export: benchExport,
  report: benchReport,
  response: benchResponse,
  'long-survey': benchLongSurvey,
  start: benchStart,
}

const asked = process.argv.slice(2)
const unknown = asked.find(name => !(name in figures))
if (unknown) {
  console.error(`There is no figure ${unknown}: ${Object.keys(figures).join(', ')}`)
  process.exit(1)
}
const stage = await openStage()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stage.close().finally(() => process.exit(1)))
try {
  for (const name of asked.length > 0 ? asked : Object.keys(figures)) await figures[name]?.(stage)
} finally {
  await stage.close()
}
