import { heatOf } from '../chart.ts'
import { cell, oneDecimal, percent, type Voice } from '../figure-words.ts'
import { explainMissing, noteQuestion } from '../survey/note.ts'
import type { QuestionReport, QuestionRow } from '../survey/question-report.ts'
import { type Reading, silencesIn } from '../survey/reading.ts'
import type { SurveyReport } from '../survey/survey-report.ts'
import { drawScale } from './scale.ts'

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
    head: [
      t('report.choice'),
      t('report.score'),
      t('report.mean_rank'),
      t('report.first'),
      ...names.slice(1),
    ],
    rows: question.rows
      .toSorted((one, other) => scoreOf(other) - scoreOf(one))
      .map(row => ({
        label: row.text,
        share: scoreOf(row),
        cells: [
          points(row.readings[0]),
          cell(voice, row.readings[0]?.mean, mean => number(oneDecimal(mean))),
          cell(voice, row.readings[0]?.shares[0], share => percent(voice, share)),
          ...row.readings.slice(1).map(points),
        ],
      })),
  }
}

function drawHeat(voice: Voice, question: QuestionReport, names: string[]) {
  const { t, number } = voice
  const { rows, bins } = question
  const missing = silencesIn(rows.flatMap(({ readings }) => readings))
  const rowsOf = (column: number) =>
    rows.map(({ text, readings }) => {
      const reading = readings[column]
      return {
        label: text,
        cells: [
          ...bins.map((_, at) => ({
            words: cell(voice, reading?.shares[at], share => percent(voice, share)),
            heat: heatOf(reading?.shares[at] ?? 0),
          })),
          ...(['answered', ...missing] as const).map(name => ({
            words: cell(voice, reading?.[name], number),
            heat: 0,
          })),
        ],
      }
    })
  return {
    chart: 'heat',
    head: [
      t('report.row'),
      ...bins.map(({ text }) => text),
      t('report.count'),
      ...missing.map(name => t(`report.missing.${name}`)),
    ],
    rows: rowsOf(0),
    beside: names.slice(1).map((name, at) => ({ name: t('report.beside', { name }), rows: rowsOf(at + 1) })),
  }
}

function draw(voice: Voice, question: QuestionReport, names: string[]) {
  if (question.kind === 'matrix') return drawHeat(voice, question, names)
  if (question.kind === 'ranking') return drawRanking(voice, question, names)
  return question.kind === 'scale' ? drawScale(voice, question, names) : drawShares(voice, question, names)
}

function noteOf(voice: Voice, report: SurveyReport, question: QuestionReport): string {
  const { t } = voice
  const k = report.k[question.part]
  const [reading] = question.rows[0]?.readings ?? []
  const lasting = noteQuestion(voice, report, question)
  if (!reading) return [t('report.question.few', { k }), ...lasting].join(' ')
  if (question.kind === 'matrix')
    return [
      ...explainMissing(
        t,
        question.rows.flatMap(({ readings }) => readings),
      ),
      ...lasting,
    ].join(' ')
  return [
    t('report.answered', { answered: reading.answered, base: reading.base }),
    ...silencesIn([reading]).map(name => t(`report.silence.${name}`, { count: reading[name], k })),
    ...lasting,
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
  if (!question.rows.some(({ readings }) => readings.some(Boolean)))
    return { chart: 'none', text, note: few, rows: [] }
  const cells = Math.max(14, Math.min(23, 66 / names.length))
  const note = [noteOf(voice, report, question), ...written].join(' ')
  return { text, note, cells, ...draw(voice, question, names) }
}
