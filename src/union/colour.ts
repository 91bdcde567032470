type Rgb = [number, number, number]

/** The two papers of the pages, `--paper` in `public/css/tokens.css`. */
export const papers = { light: '#faf6ee', dark: '#161311' }

const parse = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const print = (rgb: Rgb): string =>
  `#${rgb.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours '#rrggbb', 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The colour itself, or the nearest shade or tint of it that stands out from the ground by so much. */
function standingOut(colour: string, ground: string, least: number): string {
  const target = luminance(ground) > 0.18 ? 0 : 255
  const from = parse(colour)
  for (let step = 0; step < 100; step += 1) {
    const mixed = print(from.map(part => part + ((target - part) * step) / 100) as Rgb)
    if (contrast(mixed, ground) >= least) return mixed
  }
  return print([target, target, target])
}

/** The ink of the pages, else white, else black: the first that reads at 4.5:1 on the colour; one always does. */
const inkOn = (colour: string): string =>
  ['#1a1714', '#ffffff'].find(ink => contrast(ink, colour) >= 4.5) ?? '#000000'

export interface Accent {
  /** Fields of colour, bars and buttons: 3:1 against the paper (WCAG 2.2, 1.4.11). No words are written in it. */
  ground: string
  /** Words on that ground: 4.5:1 (WCAG 2.2, 1.4.3). */
  ink: string
}

/** A union's colour as a paper takes it. */
export function accentOn(paper: keyof typeof papers, colour: string): Accent {
  const ground = standingOut(colour, papers[paper], 3)
  return { ground, ink: inkOn(ground) }
}
