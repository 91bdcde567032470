import pg from 'pg'
import { openDatabase } from '../../src/database.ts'
import { openVault } from '../../src/instance.ts'
import { freezeSurvey } from '../../src/reports/freezing/freezing.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { mixBatch } from '../../src/surveys/response/mixing.ts'

const [act, id = '', url = '', keysDir = '', at = ''] = process.argv.slice(2)
const { vault } = await openVault(openDatabase(url, 4), keysDir)
const sealer = openSealer(keysDir)

// Every statement has two moments to be killed at: before it is sent, and once it is answered.
let moments = 0
const commits: number[] = []
const pass = (statement: unknown) => {
  moments += 1
  const words = typeof statement === 'string' ? statement : (statement as { text?: string } | null)?.text
  if (words === 'commit') commits.push(moments)
  if (moments === Number(at)) process.kill(process.pid, 'SIGKILL')
}
const query = pg.Client.prototype.query as (...given: unknown[]) => Promise<unknown>
pg.Client.prototype.query = async function (this: pg.Client, ...given: unknown[]) {
  pass(given[0])
  const answer = await query.apply(this, given)
  pass(given[0])
  return answer
} as typeof pg.Client.prototype.query

if (act === 'mix') await mixBatch(vault.db, sealer, id)
else await freezeSurvey(vault, sealer, id)
console.log(JSON.stringify({ moments, commits }))
process.exit()
