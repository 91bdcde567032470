import fc from 'fast-check'
import t from 'tap'
import { type ImportGround, planSections } from '../../src/union/section-plan.ts'

const ground: ImportGround = {
  regions: [
    { name: 'Hauts-de-France', closed_at: null },
    { name: 'Bretagne', closed_at: new Date() },
  ],
  federations: [{ name: 'Industries', closed_at: null }],
  sections: [{ region: 'Hauts-de-France', name: 'Plateforme de Dourges' }],
  words: {},
}
const faultsOf = (list: string, on = ground) => planSections(list, on).faults
const oneLine = (line: string, on = ground) =>
  planSections(`Région;Fédération;Section;Entreprise;Ville\n${line}`, on)

t.test('columns are known by their French or English titles, in any order, accents or not', async t => {
  const wanted = {
    line: 2,
    region: 'Hauts-de-France',
    federation: 'Industries',
    section: 'Arques',
    company: 'Lysanne',
    city: 'Arques',
  }
  for (const list of [
    'Région;Fédération;Section;Entreprise;Ville\nHauts-de-France;Industries;Arques;Lysanne;Arques',
    'CITY,COMPANY,SECTION,FEDERATION,REGION\nArques,Lysanne,Arques,Industries,hauts-de-france',
    'region\tnom\tville\tsociete\tbranche\tRemarque\nHauts-de-France\tArques\tArques\tLysanne\tindustries\tbof',
  ]) {
    t.same(planSections(list, ground).sections, [wanted])
  }
})

t.test('the union’s own words for its levels are titles too', async t => {
  const on = { ...ground, words: { region: 'Union départementale', section: 'Syndicat' } }
  t.equal(planSections('Syndicat;Union départementale\nArques;Hauts-de-France', on).sections.length, 1)
})

t.test('what is not there yet is made once, what is there is left as it is', async t => {
  const plan = planSections(
    'Région;Fédération;Section\nCorse;Services;Bastia\ncorse;services;Ajaccio\nHauts-de-France;;plateforme de dourges',
    ground,
  )
  t.same(plan.faults, [])
  t.same([plan.regions, plan.federations, plan.known], [['Corse'], ['Services'], 1])
  t.same(
    plan.sections.map(one => [one.region, one.federation, one.section]),
    [
      ['Corse', 'Services', 'Bastia'],
      ['Corse', 'Services', 'Ajaccio'],
    ],
  )
})

t.test('each fault says its line and its column', async t => {
  const bad: [string, string, string | undefined][] = [
    [';;Arques;;', 'nameless', 'region'],
    ['Hauts-de-France;;;;', 'nameless', 'section'],
    ['Hauts-de-France;;=HYPERLINK("x");;', 'formula', 'section'],
    ['Hauts-de-France;;Arques;+33;', 'formula', 'company'],
    ['Hauts-de-France;;Arques;;@ville', 'formula', 'city'],
    ['Hauts-de-France;;12;;', 'letterless', 'section'],
    [`Hauts-de-France;;${'a'.repeat(121)};;`, 'long', 'section'],
    ['Hauts-de-France;;Arq\u202eues;;', 'direction', 'section'],
    ['Hauts-de-France;;Arq\u0007ues;;', 'control', 'section'],
    ['Hauts-de-France;;Arques;;;de trop', 'list.ragged', undefined],
    ['Bretagne;;Brest;;', 'list.closed', 'region'],
  ]
  for (const [line, code, column] of bad) {
    t.match(oneLine(line).faults, [{ line: 2, code, ...(column && { column }) }], line)
    t.equal(oneLine(line).sections.length, 0)
  }
  t.match(faultsOf('Région;Section\nCorse;Bastia\nCORSE;bastia'), [
    { line: 3, column: 'section', code: 'list.twice' },
  ])
})

t.test('a short line is a line whose last cells are empty', async t => {
  t.match(oneLine('Hauts-de-France;;Arques').sections, [{ section: 'Arques', company: '', city: '' }])
})

t.test('a file that is no list says why, on its line', async t => {
  t.match(faultsOf(''), [{ code: 'list.no-lines' }])
  t.match(faultsOf('Région;Section'), [{ code: 'list.no-lines' }])
  t.match(faultsOf('a;b\nc;d'), [{ line: 1, code: 'list.header' }])
  t.match(faultsOf('Région;Section\nCorse;"Bastia'), [{ code: 'list.quotes' }])
  t.match(faultsOf(`Région;Section\n${'Corse;Bastia\n'.repeat(5001)}`), [{ code: 'list.many-lines' }])
})

t.test('a regional officer adds to the own region alone, with what exists', async t => {
  const own = { ...ground, regions: ground.regions.slice(0, 1), own_region: 'Hauts-de-France' }
  t.match(planSections('Section;Ville\nArques;Arques', own).sections, [{ region: 'Hauts-de-France' }])
  t.match(oneLine('Corse;;Bastia', own).faults, [{ column: 'region', code: 'list.foreign' }])
  t.match(oneLine(';Services;Arques', own).faults, [{ column: 'federation', code: 'list.unknown' }])
})

t.test(
  'whatever the list, no planned section lacks a name, doubles another or runs in a spreadsheet',
  async () => {
    const cell = fc.oneof(
      fc.constantFrom('Corse', 'Arques', '=1', '', '"', 'É'),
      fc.string({ maxLength: 12 }),
    )
    const list = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
    fc.assert(
      fc.property(list, rows => {
        const text = `Région;Section;Ville\n${rows.map(row => row.join(';')).join('\n')}`
        const { sections } = planSections(text, ground)
        const names = sections.map(one => `${one.region}\n${one.section}`.toLowerCase())
        return (
          new Set(names).size === names.length &&
          sections.every(one => one.region && one.section && !/^[=+\-@]/.test(one.section + one.city))
        )
      }),
      { numRuns: 500 },
    )
  },
)
