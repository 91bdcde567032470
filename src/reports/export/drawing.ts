import type { voice } from '../../http/views.ts'
import { heatOf } from '../chart.ts'
import { noteQuestion } from '../survey/note.ts'
import type { QuestionReport, QuestionRow } from '../survey/question-report.ts'
import { type Reading, silencesIn } from '../survey/reading.ts'
import type { SurveyReport } from '../survey/survey-report.ts'

export type Voice = ReturnType<typeof voice>

const percent = ({ t }: Voice, share: number): string =>
  t('shared.percent', { percent: Math.round(share * 100) })

const oneDecimal = (value: number): number => Math.round(value * 10) / 10

function signed({ number }: Voice, value: number): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${number(Math.abs(Math.round(value)))}`
}

/** What one reading says in a cell, or that it says nothing. */
const cell = (voice: Voice, value: number | null | undefined, words: (value: number) => string): string =>
  value === null || value === undefined ? voice.t('report.not_shown') : words(value)

function drawShares(voice: Voice, question: QuestionReport, names: string[]) {
  const { t, number } = voice
  const [first, ...others] = question.rows[0]?.readings ?? []
  return {
    chart: 'shares',
    head: [t('report.answer'), names[0], t('report.count'), ...names.slice(1)],
    rows: question.bins.map(({ text }, at) => ({
      label: text,
      share: first?.shares[at] ?? 0,
      cells: [
        cell(voice, first?.shares[at], share => percent(voice, share)),
        cell(voice, first?.counts[at], number),
        ...others.map(other => cell(voice, other?.shares[at], share => percent(voice, share))),
      ],
    })),
  }
}

function drawRanking(voice: Voice, question: QuestionReport, names: string[]) {
  const { t, number } = voice
  const points = (reading: Reading | null | undefined) =>
    cell(voice, reading?.score, score => number(Math.round(score * 100)))
  const scoreOf = ({ readings }: QuestionRow) => readings[0]?.score ?? 0
  return {
    chart: 'shares',
    head: [t('report.choice'), t('report.score'), t('report.mean_rank'), ...names.slice(1)],
    rows: question.rows
      .toSorted((one, other) => scoreOf(other) - scoreOf(one))
      .map(row => ({
        label: row.text,
        share: scoreOf(row),
        cells: [
          points(row.readings[0]),
          cell(voice, row.readings[0]?.mean, mean => number(oneDecimal(mean))),
          ...row.readings.slice(1).map(points),
        ],
      })),
  }
}

function drawScale(voice: Voice, question: QuestionReport, names: string[]) {
  const { t, number } = voice
  const readings = question.rows[0]?.readings ?? []
  const [first] = readings
  const bins = question.bins.map((bin, at) => ({ ...bin, share: first?.shares[at] ?? null }))
  const steps = bins.filter(({ code }) => code !== 'unknown')
  const most = Math.max(...steps.map(({ share }) => share ?? 0), 0.01)
  const one = (value: number) => number(oneDecimal(value))
  const mean = first?.mean ?? null
  const net = first?.net ?? null
  const values = {
    mean: cell(voice, mean, one),
    most: steps.at(-1)?.text,
    spread: cell(voice, first?.spread, one),
  }
  const line = (
    key: string,
    read: (reading: Reading) => number | null,
    words: (value: number) => string,
  ) => ({
    label: t(key),
    cells: readings.map(reading => cell(voice, reading && read(reading), words)),
  })
  return {
    chart: 'scale',
    lead: net === null ? cell(voice, mean, one) : signed(voice, net),
    words: mean === null ? '' : t(net === null ? 'report.mean.words' : 'report.net.words', values),
    low: question.low,
    high: question.high,
    alt: bins
      .map(({ text, share }) => `${text} : ${cell(voice, share, one => percent(voice, one))}`)
      .join(' ; '),
    steps: steps.map(({ text, share }) => ({
      label: text,
      share: (share ?? 0) / most,
      words: share === null ? '–' : String(Math.round(share * 100)),
    })),
    head: [t('report.figure'), ...names],
    rows: [
      line('report.mean', reading => reading.mean, one),
      line('report.spread', reading => reading.spread, one),
      ...(net === null
        ? []
        : [
            line(
              'report.net',
              reading => reading.net,
              value => signed(voice, value),
            ),
          ]),
    ],
  }
}

function drawHeat(voice: Voice, question: QuestionReport) {
  const { t, number } = voice
  return {
    chart: 'heat',
    head: [t('report.row'), ...question.bins.map(({ text }) => text), t('report.count')],
    rows: question.rows.map(({ text, readings: [reading] }) => ({
      label: text,
      cells: [
        ...question.bins.map((_, at) => ({
          words: cell(voice, reading?.shares[at], share => percent(voice, share)),
          heat: heatOf(reading?.shares[at] ?? 0),
        })),
        { words: cell(voice, reading?.answered, number), heat: 0 },
      ],
    })),
  }
}

function draw(voice: Voice, question: QuestionReport, names: string[]) {
  if (question.kind === 'matrix') return drawHeat(voice, question)
  if (question.kind === 'ranking') return drawRanking(voice, question, names)
  return question.kind === 'scale' ? drawScale(voice, question, names) : drawShares(voice, question, names)
}

function noteOf(voice: Voice, report: SurveyReport, question: QuestionReport): string {
  const { t } = voice
  const k = report.k[question.part]
  const [reading] = question.rows[0]?.readings ?? []
  const said = reading && question.kind !== 'matrix' ? reading : null
  return [
    ...(said ? [t('report.answered', { answered: said.answered, base: said.base })] : []),
    ...silencesIn([said]).map(name => t(`report.silence.${name}`, { count: said?.[name] ?? 0, k })),
    ...noteQuestion(voice, report, question),
  ].join(' ')
}

/** How much was written under a question, which a document does not print. */
const sayTexts = ({ t }: Voice, { k }: SurveyReport, { texts }: QuestionReport): string[] =>
  texts.map(({ readings: [written] }) => {
    const count = written?.counts[0] ?? 0
    if (count > 0) return t('report.file.written', { count })
    return written?.withheld === 0 ? t('report.texts.none') : t('report.texts.few', { k: k.sensitive })
  })

/** A question as the template draws it: its chart, and every word of it. */
export function drawQuestion(voice: Voice, report: SurveyReport, question: QuestionReport, names: string[]) {
  const k = report.k[question.part]
  const { text } = question
  const written = sayTexts(voice, report, question)
  const few = [voice.t('report.question.few', { k }), ...written].join(' ')
  if (question.rows.length === 0) return { chart: 'none', text, note: written.join(' '), rows: [] }
  if (!question.rows.some(row => row.readings[0])) return { chart: 'none', text, note: few, rows: [] }
  const cells = Math.max(14, Math.min(23, 66 / names.length))
  const note = [noteOf(voice, report, question), ...written].join(' ')
  return { text, note, cells, ...draw(voice, question, names) }
}
