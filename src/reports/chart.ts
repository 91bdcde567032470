import { scaleBand, scaleLinear, scaleQuantize } from 'd3-scale'

/** Upright bars: across in percent of the width, up in pixels. */
export interface ColumnChart {
  height: number
  columns: {
    label: string
    /** null where it is held back: the bar has no height then, and is no zero. */
    percent: number | null
    x: number
    width: number
    y: number
    height: number
    middle: number
  }[]
  /** Where the mean stands, in percent of the width. */
  mean: number | null
}

const round = (value: number): number => Math.round(value * 100) / 100

/**
 * Lays out the steps of a scale; the tallest fills the height.
 * @param shares 0 to 1, of each step; null where it is held back
 * @param mean in steps from the first, which is 0
 */
export function columnChart(
  labels: string[],
  shares: (number | null)[],
  mean: number | null,
  height = 140,
): ColumnChart {
  const across = scaleBand(
    labels.map((_, index) => index),
    [0, 100],
  ).padding(0.14)
  const up = scaleLinear([0, Math.max(...shares.map(share => share ?? 0), 0.01)], [0, height])
  const width = across.bandwidth()
  const at = (index: number) => across(index) ?? 0
  const steps = scaleLinear([0, 1], [at(0) + width / 2, at(1) + width / 2])
  return {
    height,
    columns: labels.map((label, index) => {
      const share = shares[index] ?? null
      const length = up(share ?? 0)
      return {
        label,
        percent: share === null ? null : Math.round(share * 100),
        x: round(at(index)),
        width: round(width),
        y: round(height - length),
        height: round(length),
        middle: round(at(index) + width / 2),
      }
    }),
    mean: mean === null ? null : round(steps(mean)),
  }
}

/** One of six steps of the hue, from none. */
export const heatOf: (share: number) => number = scaleQuantize([0, 1], [0, 1, 2, 3, 4, 5])
