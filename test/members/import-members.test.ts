import t from 'tap'
import { post, signIn } from '../support/officers.ts'
import { figure, get, importFile, listKnown, membersPath, openStage, sendFile, workOn } from './stage.ts'

const stage = await openStage(t)
const { samira, dourges, lille, grasse, vault } = stage
const { db } = vault

const first = `Numéro d’adhésion;Nom;Prénom;E-mail;Téléphone;Langue
A-101;Benali;Inès;ines@atelier.example;06 12 34 56 78;fr
A-102;Moreau;Karim;karim@atelier.example;;anglais
A-103;Petit;Rose;;;
;Diallo;Awa;awa@atelier.example;;
`

t.test('nothing is written before the officer has seen what the file will change', async t => {
  const { checked, path } = await importFile(stage, samira, dourges, first, {}, false)
  t.equal(figure(checked, 'Nouveaux membres'), 4)
  t.same(await listKnown(stage, dourges), [])
  await post(stage, `${path}/cancellation`, {}, samira.cookie)
  t.equal((await get(stage, samira, path)).statusCode, 404)
  t.same(await db.selectFrom('spool_chunks').select('position').execute(), [])
  t.same(
    await db.selectFrom('data_keys').select('id').where('scope', 'like', 'member-import:%').execute(),
    [],
  )
})

t.test('a file fills the register, and is destroyed with its key', async t => {
  const { done } = await importFile(stage, samira, dourges, first)
  t.equal(figure(done, 'Nouveaux membres'), 4)
  const known = await listKnown(stage, dourges)
  t.same(
    known.map(({ name, number, email, phone, locale }) => [name, number, email, phone, locale]),
    [
      ['Awa Diallo', '', 'awa@atelier.example', '', 'fr'],
      ['Inès Benali', 'A-101', 'ines@atelier.example', '06 12 34 56 78', 'fr'],
      ['Karim Moreau', 'A-102', 'karim@atelier.example', '', 'en'],
      ['Rose Petit', 'A-103', '', '', 'fr'],
    ],
  )
  t.same(await db.selectFrom('spool_chunks').select('position').execute(), [])
  t.same(await db.selectFrom('member_import_marks').select('line').execute(), [])
  t.same(
    await db.selectFrom('data_keys').select('id').where('scope', 'like', 'member-import:%').execute(),
    [],
  )
})

t.test('the same file again changes nothing, and says so', async t => {
  const before = await db.selectFrom('members').selectAll().orderBy('id').execute()
  const { checked } = await importFile(stage, samira, dourges, first, {}, false)
  t.equal(figure(checked, 'Sans changement'), 4)
  t.match(checked, 'ce fichier ne change rien')
  t.same(await db.selectFrom('members').selectAll().orderBy('id').execute(), before)
})

t.test('a second file corrects, completes and leaves alone what it does not say', async t => {
  const { done } = await importFile(
    stage,
    samira,
    dourges,
    'Numéro;Nom;E-mail;Téléphone\na-101 ;Inès Benali;;07 00 00 00 01\n;Karim Moreau-Diaz;karim@atelier.example;\nA-104;Awa Diallo;awa@atelier.example;\n',
  )
  t.equal(figure(done, 'Fiches corrigées'), 3)
  const known = await listKnown(stage, dourges)
  const awa = known.find(({ name }) => name === 'Awa Diallo')
  t.equal(awa?.number, 'A-104', 'a number is learnt of somebody known by address')
  const ines = known.find(({ name }) => name === 'Inès Benali')
  t.same([ines?.email, ines?.phone], ['ines@atelier.example', '07 00 00 00 01'])
  const karim = known.find(({ name }) => name === 'Karim Moreau-Diaz')
  t.same([karim?.number, karim?.locale], ['A-102', 'en'])
})

t.test('a member found in another section moves, and opens under its key only', async t => {
  const maud = await signIn(stage, 'administrator')
  const file =
    'Section,Nom,Adresse e-mail\nHôtel du Beffroi,Rose Petit,\nhotel du beffroi,Karim Moreau-Diaz,karim@atelier.example\n'
  const { done } = await importFile(stage, maud, undefined, file)
  t.equal(figure(done, 'Changements de section'), 1)
  t.equal(figure(done, 'Lignes laissées de côté'), 1)
  t.match(done, 'Ni numéro ni adresse')
  t.same(
    (await listKnown(stage, lille)).map(({ name, number }) => [name, number]),
    [['Karim Moreau-Diaz', 'A-102']],
  )
  t.equal((await listKnown(stage, dourges)).length, 3)
})

t.test(
  'those absent from a complete file are counted first, gone after, and back with the next file',
  async t => {
    const file = 'Numéro;Nom\nA-101;Inès Benali\n'
    const { path, checked } = await importFile(stage, samira, dourges, file, { close_gone: 'yes' }, false)
    t.equal(figure(checked, 'Départs\u202f: absents du fichier'), 2)
    t.same(
      (await listKnown(stage, dourges)).map(({ gone_on }) => gone_on),
      [null, null, null],
    )
    await post(stage, `${path}/confirmation`, {}, samira.cookie)
    await workOn(stage, samira, path)
    const gone = (await listKnown(stage, dourges)).filter(({ gone_on }) => gone_on)
    t.same(
      gone.map(({ name }) => name),
      ['Awa Diallo', 'Rose Petit'],
    )
    t.equal((await listKnown(stage, lille))[0]?.gone_on, null, 'other sections are not concerned')
    const back = await importFile(stage, samira, dourges, 'Numéro;Nom\nA-103;Rose Petit\n')
    t.equal(figure(back.done, 'Nouveaux membres'), 1)
    t.equal((await listKnown(stage, dourges)).find(({ name }) => name === 'Rose Petit')?.gone_on, null)
  },
)

t.test('a line that is left out does not make its member absent', async t => {
  const file = 'Numéro;Nom\nA-101;\nA-103;Rose Petit\n'
  const { done } = await importFile(stage, samira, dourges, file, { close_gone: 'yes' })
  t.match(done, 'La ligne n’a pas de nom')
  t.equal((await listKnown(stage, dourges)).find(({ number }) => number === 'A-101')?.gone_on, null)
})

t.test('a union’s file goes to the sections it names, and closes nobody elsewhere', async t => {
  const maud = await signIn(stage, 'administrator')
  const file = `Région;Section;Numéro;Nom
Provence;Parfumerie de Grasse;G-1;Léa
Provence;Plateforme de Dourges;G-2;Tom
;Atelier inconnu;G-3;Sam
;;G-4;Eva
`
  const { done } = await importFile(stage, maud, undefined, file, { close_gone: 'yes' })
  t.equal(figure(done, 'Nouveaux membres'), 1)
  t.equal(figure(done, 'Lignes laissées de côté'), 3)
  t.equal((await listKnown(stage, grasse)).length, 1)
  t.notOk((await listKnown(stage, dourges)).find(({ number }) => number === 'A-101')?.gone_on)
})

t.test('a regional officer’s file reaches the sections of the region only', async t => {
  const nathalie = await signIn(stage, 'regional-officer', { region_id: stage.nord })
  const file = 'Section;Numéro;Nom\nParfumerie de Grasse;N-1;Léa\nHôtel du Beffroi;N-2;Tom\n'
  const { done } = await importFile(stage, nathalie, undefined, file)
  t.equal(figure(done, 'Nouveaux membres'), 1)
  t.match(done, 'Nous ne connaissons pas cette section ici')
  t.equal((await sendFile(stage, nathalie, grasse, file)).statusCode, 404)
})

t.test('an import is its sender’s alone', async t => {
  const { path } = await importFile(stage, samira, dourges, first, {}, false)
  const maud = await signIn(stage, 'administrator')
  for (const page of [path, `${path}/columns`, `${path}/faults.csv`, `${path}/progress.json`])
    t.equal((await get(stage, maud, page)).statusCode, 404, page)
  t.equal((await post(stage, `${path}/confirmation`, {}, maud.cookie)).statusCode, 404)
})

t.test('who leads the section no more finishes no import that they began', async t => {
  const teddy = await signIn(stage, 'section-leader', { name: 'Teddy', section_ids: [lille] })
  const { path } = await importFile(stage, teddy, lille, 'Numéro;Nom\nT-1;Léa\n', {}, false)
  await db
    .updateTable('account_sections')
    .set({ section_id: grasse })
    .where('account_id', '=', teddy.account_id)
    .execute()
  t.equal((await post(stage, `${path}/confirmation`, {}, teddy.cookie)).statusCode, 404)
  t.equal((await get(stage, teddy, path)).statusCode, 404)
  await stage.work()
  t.notOk((await listKnown(stage, lille)).find(({ number }) => number === 'T-1'))
})

t.test('every step leaves a trace of ids and numbers', async t => {
  const events = await db.selectFrom('audit_events').select(['act', 'subject_id', 'detail']).execute()
  for (const act of ['member-import.upload', 'member-import.confirmation', 'member-import.end'])
    t.ok(
      events.some(event => event.act === act && event.subject_id === dourges),
      act,
    )
  t.notMatch(JSON.stringify(events), /Benali|atelier\.example|A-10/)
  t.equal((await get(stage, samira, membersPath(dourges))).statusCode, 200)
})
