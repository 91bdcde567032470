import { type Static, Type } from 'typebox'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import type { SheetFormat } from '../../print/sheet.ts'
import { noteSections } from '../survey/note.ts'
import type { SectionComparison } from '../survey/section-comparison.ts'
import { rateName, rateOf, ratesApart, tableSections } from '../survey/section-table.ts'
import { Question, questionJson } from './json.ts'
import { figureLines, lineLayout, rateLine } from './lines.ts'
import type { Printed } from './pdf.ts'
import { writeSpreadsheet } from './spreadsheet.ts'

/** The sections of a survey compared, and whose they are. */
export interface SectionFile {
  id: string
  title: string
  language: string
  owner: string
  frozen_on: string
  k: number
  comparison: SectionComparison
  /** What the union calls its sections. */
  section: string
}

const Rate = Type.Union([Type.Integer(), Type.Null()], {
  description: 'Of those invited, in percent; null where it is not told, as of every region.',
})

export const SectionsJson = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  language: Type.String(),
  frozen_on: Type.String({ format: 'date' }),
  k: Type.Integer({ description: 'The least respondents of any group a figure adds up.' }),
  question: Question,
  columns: Type.Array(
    Type.Object({ scope: Type.String(), kind: Type.String(), name: Type.String(), rate: Rate }),
    { description: 'All, then each region followed by its sections.' },
  ),
  rates: Type.Array(Type.Object({ name: Type.String(), together: Type.Boolean(), rate: Rate }), {
    description: 'Response rates of sections without figures, and of a region’s small sections together.',
  }),
  pooled: Type.Array(Type.Object({ section_name: Type.String(), region_name: Type.String() }), {
    description: 'Sections of too few responses: counted with their region, or with all.',
  }),
})

export function sectionsJson({ comparison, ...file }: SectionFile): Static<typeof SectionsJson> {
  const { question, lines, pooled } = comparison
  return {
    ...file,
    question: questionJson({ ...question, texts: [] }),
    columns: lines.map(({ scope }) => ({
      scope: scope.code,
      kind: scope.kind,
      name: scope.name,
      rate: rateOf(comparison, scope) ?? null,
    })),
    rates: ratesApart(comparison).map(({ name, section_id, percent }) => ({
      name,
      together: section_id === null,
      rate: percent,
    })),
    pooled: pooled.map(({ name, region_name }) => ({ section_name: name, region_name })),
  }
}

function notesOf({ comparison, k }: SectionFile, locale: Locale): string[] {
  const { t } = voice(locale)
  const regions = Map.groupBy(comparison.pooled, ({ region_name }) => region_name)
  return [
    ...noteSections(t, comparison, k),
    ...[...regions].map(([region, sections]) =>
      t('report.pooled.region', { region, names: sections.map(({ name }) => name).join(', ') }),
    ),
  ]
}

/** The sections compared as a spreadsheet, in the lines of a report. */
export function writeSections(file: SectionFile, format: SheetFormat, locale: Locale) {
  const spoken = voice(locale)
  const { t, date } = spoken
  const { comparison, title, frozen_on } = file
  const { question, lines } = comparison
  const notes = notesOf(file, locale)
  const columns = lines.map(({ scope }) => ({ scope, category: null }))
  const rates = [
    ...lines.flatMap(({ scope }) => {
      const rate = rateOf(comparison, scope)
      return rate === undefined ? [] : [rateLine(t, scope.name || t('report.whole'), rate)]
    }),
    ...ratesApart(comparison).map(rate => rateLine(t, rateName(spoken, rate), rate.percent)),
  ]
  const asked = { ...question, texts: [] }
  const figures = figureLines({ columns, pages: [{ title: '', questions: [asked] }] }, t, () =>
    noteSections(t, comparison, file.k),
  )
  return writeSpreadsheet(
    {
      title,
      facts: [
        [t('report.file.survey'), title],
        [t('report.question'), comparison.chosen.text],
        [t('report.frozen_on'), date(frozen_on)],
        ...notes.map((note): [string, string] => ['', note]),
      ],
      rows: [...rates, ...figures],
      ...lineLayout,
    },
    format,
    locale,
  )
}

const plain = (words: string) => ({ words, heat: 0 })

/** The sections compared as a document: the table of the page. */
export function drawSections(file: SectionFile, locale: Locale): Omit<Printed, 'accent'> {
  const spoken = voice(locale)
  const { t, date } = spoken
  const { comparison, owner, title, frozen_on, section } = file
  const { head, lines, apart } = tableSections(spoken, comparison)
  const table = {
    chart: 'heat',
    text: comparison.chosen.text,
    note: notesOf(file, locale).join(' '),
    cells: 23,
    head: [section, ...head],
    rows: lines.map(({ scope, cells }) => ({ label: scope.name || t('report.whole'), cells })),
  }
  const rates = {
    chart: 'heat',
    text: t('report.sections.apart'),
    note: '',
    cells: 40,
    head: [section, t('report.rate')],
    rows: apart.map(([label, rate]) => ({ label, cells: [plain(rate)] })),
  }
  return {
    owner,
    title,
    place: t('report.sections'),
    day: date(frozen_on),
    findings: [],
    facts: [],
    notes: [],
    pages: [{ title: '', questions: [table, ...(apart.length > 0 ? [rates] : [])] }],
  }
}
