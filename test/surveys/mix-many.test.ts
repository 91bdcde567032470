import t from 'tap'
import { BatchKey } from '../../src/seal/batch-key.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { mixBatch } from '../../src/surveys/response/mixing.ts'
import { addSections, answerSealed, asking, fr, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, config } = unisson

t.test('however many are mixed, pages never wait for more than a few hundred', async t => {
  const [section_id = ''] = await addSections(vault, 1)
  const night = { kind: 'yes-no' as const, code: 'night', text: fr('La nuit ?') }
  const survey = await launchSealed(unisson, asking([night]), [section_id])
  const given = Array.from({ length: 1_200 }, () => ({ section_id, answers: { night: 'yes' } }))
  await answerSealed(vault, survey, given)
  const { open } = BatchKey.prototype
  let [opened, most, turning] = [0, 0, true]
  const turn = () => {
    opened = 0
    if (turning) setImmediate(turn)
  }
  BatchKey.prototype.open = function <T>(...sealed: Parameters<typeof open>) {
    opened += 1
    most = Math.max(most, opened)
    return open.apply(this, sealed) as T
  }
  t.teardown(() => Object.assign(BatchKey.prototype, { open }))
  turn()
  await mixBatch(vault.db, openSealer(config.KEYS_DIR), survey.id)
  turning = false
  t.ok(most > 0 && most <= 500, `${most} at once`)
  const kept = vault.db.selectFrom('responses').select('id').where('survey_id', '=', survey.id)
  t.equal((await kept.execute()).length, 1_200)
})
