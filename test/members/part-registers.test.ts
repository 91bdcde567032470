import t from 'tap'
import { post, signIn } from '../support/officers.ts'
import { figure, get, importFile, listKnown, membersPath, openStage } from './stage.ts'

t.setTimeout(120_000)
const stage = await openStage(t)
const { samira, dourges, lille, nord, vault } = stage
const { db } = vault
const rose = await signIn(stage, 'section-leader', { name: 'Rose', section_ids: [lille] })
const home = membersPath(dourges)

const colleagues = `Numéro;Nom;E-mail;Téléphone
B-1;Inès Benali;ines@atelier.example;06 12 34 56 78
B-2;Karim Moreau;karim@atelier.example;06 12 34 56 79
;Awa Diallo;awa@atelier.example;
B-4;Rose Petit;;
`
/** Lines about people in the register of Lille, and the same lines about people in none. */
const files: Record<string, [string, string]> = {
  'an address': ['Nom;E-mail\nX;ines@atelier.example\n', 'Nom;E-mail\nX;nul@atelier.example\n'],
  'an invented number': [
    'Numéro;Nom;E-mail\nZ-9;X;ines@atelier.example\n',
    'Numéro;Nom;E-mail\nZ-9;X;nul@atelier.example\n',
  ],
  'an address without a number there': [
    'Numéro;Nom;E-mail\nZ-8;X;awa@atelier.example\n',
    'Numéro;Nom;E-mail\nZ-8;X;nul@atelier.example\n',
  ],
  'number and address in two lines': [
    'Numéro;Nom;E-mail\nB-2;X;\n;Y;karim@atelier.example\n',
    'Numéro;Nom;E-mail\nB-3;X;\n;Y;nul@atelier.example\n',
  ],
  'one’s number, another’s address': [
    'Numéro;Nom;E-mail\nB-4;X;karim@atelier.example\n',
    'Numéro;Nom;E-mail\nB-5;X;nul@atelier.example\n',
  ],
}
const clean = (page: string) => page.replaceAll(/[0-9a-f-]{36}/g, 'id')

async function refill() {
  await db.deleteFrom('members').execute()
  await importFile(stage, rose, lille, colleagues)
}

/** All that an officer reads of an import, and of the register after it. */
async function readAll(file: string): Promise<string[]> {
  await refill()
  const { path, checked, done } = await importFile(stage, samira, dourges, file)
  const { body: faults } = await get(stage, samira, `${path}/faults.csv`)
  const { body: register } = await get(stage, samira, home)
  const again = await importFile(stage, samira, dourges, file, {}, false)
  return [checked, done, faults, register, again.checked].map(clean)
}

t.test('checks and results about a member of another section and about a stranger are the same', async t => {
  for (const [what, [known, stranger]] of Object.entries(files))
    t.same(await readAll(known), await readAll(stranger), what)
})

t.test('adding and correcting by hand answer the same for both', async t => {
  for (const email of ['ines@atelier.example', 'nul@atelier.example']) {
    await refill()
    const one = { name: 'X', number: 'Z-7', email: 'x@atelier.example', phone: '', locale: 'fr' }
    t.equal((await post(stage, home, { ...one, email }, samira.cookie)).statusCode, 303, email)
    const [added] = await listKnown(stage, dourges)
    const url = `/manage/members/${added!.id}`
    t.equal(added!.email, email)
    for (const number of ['B-2', 'B-3']) {
      const corrected = await post(stage, url, { ...one, number, email }, samira.cookie)
      t.equal(corrected.headers.location, `${url}?done=edit`, number)
    }
  }
})

t.test('nothing arrives but what the line said, and invitations stay with their member', async t => {
  await refill()
  const before = (await listKnown(stage, lille)).find(({ number }) => number === 'B-1')
  await importFile(stage, samira, dourges, files['an address']![0])
  const [arrived] = await listKnown(stage, dourges)
  t.same([arrived?.name, arrived?.number, arrived?.phone, arrived?.id], ['X', '', '', before?.id])
})

t.test('the old section reads a departure as any other, and may take its member back', async t => {
  const gone = (await listKnown(stage, lille)).find(({ number }) => number === 'B-1')
  t.ok(gone?.gone_on)
  t.match((await get(stage, rose, membersPath(lille))).body, /<dd>1<\/dd>/)
  const answer = await post(stage, `/manage/members/${gone!.id}/return`, {}, rose.cookie)
  t.equal(answer.statusCode, 303)
  t.equal((await get(stage, rose, String(answer.headers.location))).statusCode, 200)
  const back = (await listKnown(stage, lille)).filter(({ name }) => name === 'Inès Benali')
  t.match(back, [{ gone_on: null, phone: '06 12 34 56 78', email: 'ines@atelier.example' }])
  t.ok((await listKnown(stage, dourges))[0]?.gone_on)
})

t.test('who wanted no mail gets none after moving, and the new officer is not told', async t => {
  await refill()
  await db.updateTable('members').set({ refused_on: '2026-11-01' }).execute()
  await importFile(stage, samira, dourges, files['an address']![0])
  t.equal((await listKnown(stage, dourges))[0]?.refused_on, null)
  t.same(await db.selectFrom('suppressions').select(['reach', 'code']).execute(), [
    { reach: 'surveys', code: 'refused' },
  ])
})

t.test('the log says who moved; whoever follows both sections reads it too', async t => {
  await refill()
  const ends = async () =>
    (await db.selectFrom('audit_events').select('detail').where('act', '=', 'member-import.end').execute())
      .map(({ detail }) => detail as Record<string, number>)
      .filter(({ moved }) => moved === 1).length
  const before = await ends()
  await importFile(stage, samira, dourges, files['an address']![0])
  t.equal(await ends(), before + 1)
  await refill()
  const nathalie = await signIn(stage, 'regional-officer', { region_id: nord })
  for (const officer of [nathalie, await signIn(stage, 'administrator')]) {
    await refill()
    const { checked } = await importFile(stage, officer, dourges, files['an address']![0])
    t.equal(figure(checked, 'Changements de section'), 1)
    t.equal(figure(checked, 'Nouveaux membres'), 0)
    t.equal((await listKnown(stage, dourges))[0]?.number, 'B-1', 'and keeps what the line did not say')
  }
})
