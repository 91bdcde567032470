import t from 'tap'
import { Conflict } from '../../src/errors.ts'
import { createSheet } from '../../src/surveys/launch/code-sheet.ts'
import { inviteMembers, launchSurvey } from '../../src/surveys/launch/launch.ts'
import { listParticipation } from '../../src/surveys/participation.ts'
import { createSurvey, getSurvey } from '../../src/surveys/survey.ts'
import type { Audience } from '../../src/surveys/tables.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { publish } from '../support/draft.ts'
import { signIn } from '../support/officers.ts'
import { addSections, freezeSealed } from '../support/sealed.ts'
import { addMember, nights } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault } = unisson
const { db, keys } = vault
const maud = await signIn(unisson, 'administrator')
await publish(unisson)
const viewer = { ...maud, role: 'administrator', region_id: null, section_ids: [] } as unknown as Viewer

async function draft(audience: Audience, sections: string[]): Promise<string> {
  const purpose = 'Préparer la négociation.'
  const id = await db.transaction().execute(trx => createSurvey(trx, keys, { audience, purpose }, nights))
  const rows = sections.map(section_id => ({ survey_id: id, section_id }))
  await db.insertInto('survey_sections').values(rows).execute()
  return id
}

async function join(section_id: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await addMember(unisson, section_id, 'Ines')
}

/** The lines that a survey tells, each by what it is named after. */
async function linesOf(id: string): Promise<string[]> {
  const lines = await listParticipation(db, await getSurvey(db, id))
  return lines.filter(({ percent }) => percent !== null).map(({ name }) => name)
}

t.test('the lines of invited sections are fixed by the first round, and later members join them', async t => {
  const [a, b, c, d] = (await addSections(vault, 4)) as [string, string, string, string]
  for (const [section, count] of [
    [a, 9],
    [b, 1],
    [c, 10],
  ] as const)
    await join(section, count)
  const id = await draft('invited', [a, b, c, d])
  await launchSurvey(vault, viewer, id)
  t.same(await linesOf(id), [])
  await unisson.work()
  t.same(await linesOf(id), ['Section 1.3', 'Région 1'])
  await join(a, 2)
  await join(d, 9)
  await inviteMembers(vault, viewer, id)
  await unisson.work()
  t.same(await linesOf(id), ['Section 1.3', 'Région 1'], 'told apart now, A would give B away')
  await join(d, 1)
  await inviteMembers(vault, viewer, id)
  await unisson.work()
  t.same(await linesOf(id), ['Section 1.3', 'Section 1.4', 'Région 1'])
})

t.test('those of printed codes are fixed by the launch, and none is printed once it is over', async t => {
  const [a, b] = (await addSections(vault, 2)) as [string, string]
  const id = await draft('codes', [a, b])
  const print = (section_id: string, code_count: number) =>
    createSheet(vault, viewer, id, { section_id, code_count })
  await print(a, 9)
  await print(b, 1)
  t.same(await linesOf(id), [])
  await launchSurvey(vault, viewer, id)
  t.same(await linesOf(id), ['Région 2'])
  await print(a, 2)
  t.same(await linesOf(id), ['Région 2'])
  await freezeSealed(unisson, { id, definition: nights })
  t.equal((await getSurvey(db, id)).phase, 'frozen')
  await t.rejects(print(b, 9), new Conflict())
})
