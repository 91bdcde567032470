import { cell, oneDecimal, percent, signed, type Voice } from '../figure-words.ts'
import type { QuestionReport } from '../survey/question-report.ts'
import type { Reading } from '../survey/reading.ts'

/** The steps of a scale as bars, and what each column comes to. */
export function drawScale(voice: Voice, question: QuestionReport, names: string[]) {
  const { t, number } = voice
  const readings = question.rows[0]?.readings ?? []
  const [first] = readings
  const bins = question.bins.map((bin, at) => ({ ...bin, share: first?.shares[at] ?? null }))
  const steps = bins.filter(({ code }) => code !== 'unknown')
  const most = Math.max(...steps.map(({ share }) => share ?? 0), 0.01)
  const one = (value: number) => number(oneDecimal(value))
  const mean = first?.mean ?? null
  const net = first?.net ?? null
  const hasNet = readings.some(reading => reading !== null && reading.net !== null)
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
    lead: mean === null ? '' : net === null ? one(mean) : signed(voice, net),
    words: mean === null ? '' : t(net === null ? 'report.mean.words' : 'report.net.words', values),
    low: question.low,
    high: question.high,
    alt: bins
      .map(({ text, share }) => `${text} : ${cell(voice, share, one => percent(voice, one))}`)
      .join(' ; '),
    steps: first
      ? steps.map(({ text, share }) => ({
          label: text,
          share: (share ?? 0) / most,
          words: share === null ? '–' : String(Math.round(share * 100)),
        }))
      : [],
    head: [t('report.figure'), ...names],
    rows: [
      line('report.mean', reading => reading.mean, one),
      line('report.spread', reading => reading.spread, one),
      ...(hasNet
        ? [
            line(
              'report.net',
              reading => reading.net,
              value => signed(voice, value),
            ),
          ]
        : []),
      // Of the first column the chart tells them.
      ...(readings.length === 1
        ? []
        : question.bins.map(({ text }, at) => ({
            label: text,
            cells: readings.map(reading => cell(voice, reading?.shares[at], share => percent(voice, share))),
          }))),
    ],
  }
}
