import { scaleLinear, scaleUtc } from 'd3-scale'
import { area, line } from 'd3-shape'

export interface BarChart {
  height: number
  bars: {
    label: string
    value: number
    lines: { text: string; y: number }[]
    valueY: number
    barY: number
    barHeight: number
    /** Length of the bar, 0 to 100. */
    percent: number
  }[]
}

export interface LineChart {
  width: number
  height: number
  line: string
  area: string
  ticks: { value: number; y: number }[]
  first: string
  last: string
  end: { value: number; y: number }
}

const lineHeight = 20
const barHeight = 16

function wrap(label: string, characters: number): string[] {
  const lines = ['']
  for (const word of label.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim()
    if (longer.length <= characters || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/**
 * Lays out horizontal bars under their labels: heights in pixels, lengths in percent of the longest, so that the
 * drawing takes any width.
 * @param characters a label's longest line; longer ones wrap between words
 * @param whole the value of a whole length; of the longest without
 */
export function barChart(
  entries: readonly { label: string; value: number }[],
  characters = 30,
  whole?: number,
): BarChart {
  const most = whole ?? Math.max(0, ...entries.map(({ value }) => value))
  const length = scaleLinear([0, most || 1], [0, 100])
  let top = 0
  const bars = entries.map(({ label, value }) => {
    const lines = wrap(label, characters).map((text, index) => ({ text, y: top + 16 + index * lineHeight }))
    const valueY = lines.at(-1)!.y
    const barY = valueY + 8
    top = barY + barHeight + 20
    return { label, value, lines, valueY, barY, barHeight, percent: Math.round(length(value) * 100) / 100 }
  })
  return { height: Math.max(0, top - 20), bars }
}

/**
 * Lays out one series over days, from zero up, in units of width and height. The days run evenly; a missing one is
 * bridged by a straight line.
 * @param points at least one, in order of day ('2026-11-23')
 */
export function lineChart(
  points: readonly { day: string; value: number }[],
  { width = 720, height = 240 } = {},
): LineChart {
  const first = points[0]!
  const last = points.at(-1)!
  const x = scaleUtc([new Date(first.day), new Date(last.day)], [0, width])
  const most = Math.max(1, ...points.map(({ value }) => value))
  const y = scaleLinear([0, most], [height, 0]).nice(4)
  const across = (point: { day: string }) => x(new Date(point.day))
  const up = (point: { value: number }) => y(point.value)
  return {
    width,
    height,
    line: line<{ day: string; value: number }>(across, up).digits(1)(points) ?? '',
    area: area<{ day: string; value: number }>(across, height, up).digits(1)(points) ?? '',
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map(value => ({ value, y: Math.round(y(value) * 10) / 10 })),
    first: first.day,
    last: last.day,
    end: { value: last.value, y: Math.round(y(last.value) * 10) / 10 },
  }
}
