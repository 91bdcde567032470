/** What is printed, one line of JSON each. */
export interface Figure {
  figure: string
  value: number
  /** What nothing on this machine can pass, measured beside it. */
  ceiling?: number
  ratio?: number
  unit: string
}

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places

export function printFigure({ figure, value, ceiling, unit }: Omit<Figure, 'ratio'>): void {
  const line: Figure =
    ceiling === undefined
      ? { figure, value: round(value, 1), unit }
      : {
          figure,
          value: round(value, 1),
          ceiling: round(ceiling, 1),
          ratio: round(value / ceiling, 2),
          unit,
        }
  console.log(JSON.stringify(line))
}

const ROUNDS = 3

/** The medians of both, taken in turns: whatever else the machine does meanwhile, it does to both. */
export async function measure<T>(
  ceiling: () => Promise<T>,
  product: () => Promise<T>,
  ...readings: ((measured: T) => number)[]
): Promise<{ value: number; ceiling: number }[]> {
  const rounds: { ceiling: T; product: T }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ ceiling: await ceiling(), product: await product() })
  }
  return readings.map(read => ({
    value: median(rounds.map(round => read(round.product))),
    ceiling: median(rounds.map(round => read(round.ceiling))),
  }))
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}
