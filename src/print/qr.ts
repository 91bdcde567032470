import { encode } from 'uqr'

const quietZone = 4

/**
 * A QR code (ISO/IEC 18004, error level M or better where it costs no size, quiet zone of four modules): the
 * side of its square and one SVG path, one unit a module.
 *
 * @throws RangeError where the address is longer than a code can hold (about 2,300 bytes)
 */
export function qrCode(url: string): { size: number; path: string } {
  const { data, size } = encode(url, { ecc: 'M', boostEcc: true, border: quietZone })
  return { size, path: data.map(rowPath).join('') }
}

/**
 * The same as a picture of its own, in `currentColor`. To be read by every phone it wants ink on paper: dark
 * on light in a dark page too.
 *
 * @param title what the code is for, read out in place of the picture
 */
export function qrSvg(url: string, title: string): string {
  const { size, path } = qrCode(url)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" shape-rendering="crispEdges"><title>${entities(title)}</title><path fill="currentColor" d="${path}"/></svg>`
}

/** One closed strip for each run of dark modules. */
function rowPath(row: boolean[], y: number): string {
  const modules = row.map(dark => (dark ? '#' : ' ')).join('')
  return [...modules.matchAll(/#+/g)]
    .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('')
}

function entities(text: string): string {
  return text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`)
}
