type Rgb = [number, number, number]

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

/** The colour itself, or the nearest shade or tint of it that reads at 4.5:1 on the ground. */
export function readable(colour: string, ground: string): string {
  const target = luminance(ground) > 0.18 ? 0 : 255
  const from = parse(colour)
  for (let step = 0; step <= 100; step += 1) {
    const mixed = print(from.map(part => part + ((target - part) * step) / 100) as Rgb)
    if (contrast(mixed, ground) >= 4.5) return mixed
  }
  return print([target, target, target])
}

/** Black or white, whichever reads better on it. */
export const inkOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000'
