import { parse } from 'csv-parse/sync'

/** What a figure says of a question's one yes: that it counts it, or that it does not. Nothing where it is not shown. */
export interface Said {
  figure: string
  question: string
  yes: boolean
}

export const numberIn = (text = ''): number =>
  Number(/\d[\d {2}]*/.exec(text)?.[0].replace(/\D/g, '') ?? Number.NaN)
const plain = (html: string) => html.replace(/<[^>]*>/g, '').trim()
const cellsOf = (row: string) =>
  [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => plain(cell))

export const say = (figure: string, question: string, value: number): Said[] =>
  Number.isNaN(value) ? [] : [{ figure, question, yes: value > 0 }]

/** The row of a table that begins with this cell; its cells. */
function rowOf(html: string, first: string): string[] {
  const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) => cellsOf(row))
  return rows.find(([head]) => head === first)?.slice(1) ?? []
}

/**
 * The findings of a report, in sentences: what they say of a question's yes, the figures below say too.
 * @param beside the names of the columns beside the chosen one
 */
export function readFindings(words: string, name: string, beside: string[]): Said[] {
  const column = (where: string) =>
    beside.length === 1 ? 0 : beside.findIndex(one => where.toLowerCase().includes(one.toLowerCase()))
  const said = (figure: string, question: string, answer: string, percent: string) =>
    say(`${name} ${figure}`, question, answer === 'Oui' ? Number(percent) : 100 - Number(percent))
  const spoken = words.replace(/\s+/g, ' ')
  const own = [...spoken.matchAll(/(\d+) % répondent « (\S+) » à « (\S+) »/g)]
  const gaps = [...spoken.matchAll(/sur « (\S+) » : (\d+) % « (\S+) » ici, (\d+) % « \S+ » pour (.*?)\./g)]
  const splits = [...spoken.matchAll(/à « (\S+) » : (\d+) % « (\S+) », (\d+) % « (\S+) »\./g)]
  return [
    ...own.flatMap(([, percent = '', answer = '', question = '']) =>
      said('count', question, answer, percent),
    ),
    ...gaps.flatMap(([, question = '', here = '', answer = '', there = '', where = '']) => [
      ...said('count', question, answer, here),
      ...said(`beside ${column(where)}`, question, answer, there),
    ]),
    ...splits.flatMap(([, question = '', percent = '', answer = '', rest = '', other = '']) => [
      ...said('count', question, answer, percent),
      ...said('count', question, other, rest),
    ]),
  ]
}

/** The columns of a survey's report as its page has them: the chosen one by count, the others by share. */
export function readPage(html: string, name: string): Said[] {
  const [first = '', ...parts] = html.split('<div class="question-report"')
  const figures = parts.flatMap(part => {
    const question = / id="q-([^"]+)"/.exec(part)?.[1] ?? ''
    const answered = numberIn(/([\d {2}]+)réponses? à cette question/.exec(part)?.[1])
    const [, share = '', count = '', ...others] = rowOf(part, 'Oui')
    return [
      ...say(`${name} answered`, question, answered),
      ...say(`${name} count`, question, numberIn(count)),
      ...say(`${name} share`, question, numberIn(share)),
      ...others.flatMap((other, at) => say(`${name} beside ${at}`, question, numberIn(other))),
    ]
  })
  const findings = /<section class="findings".*?<\/section>/s.exec(first)?.[0] ?? ''
  const [, , ...beside] = rowOf(html, 'Réponse')
  return [...readFindings(plain(findings), name, beside), ...figures]
}

/** The answers a summary names: where one is yes, the page beside it says so too. */
export const readSummary = (html: string, name: string): Said[] =>
  [...html.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>\s*<b>([^<]*)<\/b>\s*<span>Oui<\/span>/g)].flatMap(
    ([, question = '', share]) => say(`${name} count`, question, numberIn(share)),
  )

/** The sections of a survey compared by one question: a line each. */
export function readSections(html: string, name: string, question: string): Said[] {
  const lines = [...html.matchAll(/<tr class="compared-[^"]*">(.*?)<\/tr>/gs)].map(([, row = '']) =>
    cellsOf(row),
  )
  return lines.flatMap(([place, yes, , answered]) => [
    ...say(`${name} ${place} yes`, question, numberIn(yes)),
    ...say(`${name} ${place} answered`, question, numberIn(answered)),
  ])
}

/** The themes of texts, one for each respondent's, with how many of those shown are about it. */
export const readThemes = (html: string, name: string): Said[] =>
  [...html.matchAll(/>thème (\d+)\s*\((\d+)\)</g)].map(([, person, count]) => ({
    figure: `${name} themes`,
    question: `sensitive-${person}`,
    yes: Number(count) > 0,
  }))

/** Two editions compared: the share that said yes in each, question by question. */
export const readComparison = (html: string, name: string): Said[] =>
  html
    .split('<div class="question-report"')
    .slice(1)
    .flatMap(part => {
      const question = /<h2[^>]*>([^<]*)<\/h2>/.exec(part)?.[1] ?? ''
      const [now, before] = rowOf(part, 'Oui')
      return [
        ...say(`${name} share`, question, numberIn(now)),
        ...say(`${name} share before`, question, numberIn(before)),
      ]
    })

interface ReportFile {
  columns: { scope: string; category: { code: string } | null }[]
  pages: {
    questions: {
      code: string
      answers: { code: string }[]
      rows: { readings: ({ answered: number; counts: number[]; shares: number[] } | null)[] }[]
    }[]
  }[]
}

/** All columns of a report as JSON; none where there is no such file. */
export function readJson(body: string, name: string): Said[] {
  if (body === '') return []
  const { columns, pages } = JSON.parse(body) as ReportFile
  const questions = pages.flatMap(page => page.questions)
  return questions.flatMap(({ code, answers, rows }) => {
    const yes = answers.findIndex(answer => answer.code === 'yes')
    return (rows[0]?.readings ?? []).flatMap((reading, at) => {
      const column = `${name} ${columns[at]?.scope} ${columns[at]?.category?.code ?? ''}`
      if (!reading || yes < 0) return []
      return [
        ...say(`${column} count`, code, reading.counts[yes] as number),
        ...say(`${column} share`, code, reading.shares[yes] as number),
        ...say(`${column} answered`, code, reading.answered),
      ]
    })
  })
}

/** The lines of a spreadsheet of a report. */
export const readLines = (lines: (string | number | null | undefined)[][], name: string): Said[] =>
  lines.flatMap(([scope, category, code, , , , answer, , count, , answered]) =>
    answer === 'yes'
      ? [
          ...say(`${name} ${scope} ${category} count`, String(code), numberIn(String(count))),
          ...say(`${name} ${scope} ${category} answered`, String(code), numberIn(String(answered))),
        ]
      : [],
  )

export const readCsv = (body: string, name: string): Said[] =>
  readLines(parse(body, { bom: true, delimiter: ';' }), name)

const shareIn = (cell = ''): number => (cell === '' ? Number.NaN : Number(cell.replace(',', '.')))

/** The lines of a spreadsheet of two editions; none where there is no such file. */
export const readEditions = (body: string, name: string): Said[] =>
  (parse(body, { bom: true, delimiter: ';' }) as string[][]).flatMap(
    ([question = '', , , , answer, , now, before]) =>
      answer === 'yes'
        ? [
            ...say(`${name} share`, question, shareIn(now)),
            ...say(`${name} share before`, question, shareIn(before)),
          ]
        : [],
  )
