import type { LineChart } from '../../http/chart.ts'
import type { voice } from '../../http/views.ts'

const entities = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

const TOP = 34
const FOOT = 30

/** The line of a page as a picture of its own, which a document can hold. */
export function curveSvg(chart: LineChart, { number, date }: ReturnType<typeof voice>): string {
  const { width, height, line, area, ticks, end } = chart
  const words = (x: number, y: number, text: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="15" fill="#5a5249" ${more}>${entities(text)}</text>`
  const base = TOP + height
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${base + FOOT}" font-family="Bricolage Grotesque">`,
    `<g transform="translate(0 ${TOP})"><path fill="#efe8da" d="${area}"/>`,
    `<path fill="none" stroke="#1a1714" stroke-width="3" d="${line}"/></g>`,
    ...ticks
      .slice(1)
      .flatMap(({ value, y }) => [
        `<path stroke="#d5cab8" d="M0 ${TOP + y}H${width}"/>`,
        words(0, TOP + y - 6, number(value)),
      ]),
    `<path stroke="#1a1714" stroke-width="2" d="M0 ${base}H${width}"/>`,
    words(width, TOP + end.y - 12, number(end.value), 'text-anchor="end" font-weight="600"'),
    words(0, base + 22, date(chart.first)),
    chart.last === chart.first ? '' : words(width, base + 22, date(chart.last), 'text-anchor="end"'),
    '</svg>',
  ].join('')
}
