import path from 'node:path'
import t from 'tap'
import { runCommand, settingsOf } from '../support/command.ts'
import { openUnisson } from '../support/unisson.ts'

const fixture = path.join(import.meta.dirname, 'fixtures/night-work-164.lss')

t.test('survey import --dry-run prints the loss report and needs no database', async t => {
  const { code, out } = await runCommand(['survey', 'import', fixture, '--dry-run'], {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  })
  t.equal(code, 0)
  const report = JSON.parse(out)
  t.match(report, {
    questions: { found: 6, kept: 6 },
    conditions: { found: 4, kept: 3 },
    responses: { found: 0 },
  })
  t.match(report.losses[0], { code: String, what: String, why: String })
  t.notOk('id' in report)
})

t.test('survey import keeps the survey, all of it or nothing', async t => {
  const instance = await openUnisson(t)
  const { vault } = instance
  const env = await settingsOf(instance)
  const kept = await runCommand(['survey', 'import', fixture], env)
  t.equal(kept.code, 0, kept.err)
  const surveys = () => vault.db.selectFrom('surveys').select(['id', 'section_id']).execute()
  t.strictSame(await surveys(), [{ id: JSON.parse(kept.out).id, section_id: null }])
  const stranger = await runCommand(
    ['survey', 'import', fixture, '--section', 'd9a3f1de-0000-4000-8000-000000000000'],
    env,
  )
  t.match(stranger, { code: 1, out: '', err: 'not-found\n' }, 'a section that is not there')
  t.equal((await surveys()).length, 1)
})

t.test('what cannot be read is said in a word, and how to ask in a few', async t => {
  t.match(await runCommand(['survey', 'import', 'package.json', '--dry-run']), {
    code: 1,
    out: '',
    err: 'file-unknown\n',
  })
  t.match(await runCommand(['survey', 'import', '/nowhere.lss', '--dry-run']), {
    code: 1,
    out: '',
    err: /ENOENT/,
  })
  t.match(await runCommand(['survey']), { code: 2, out: '', err: /^Usage:/ })
})
