import type { Sharp } from 'sharp'

export type PictureFaultCode = 'not-a-picture' | 'too-large' | 'too-many-pixels'

export class PictureFault extends Error {
  readonly code: PictureFaultCode

  constructor(code: PictureFaultCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'PictureFault'
    this.code = code
  }
}

export interface Pictures {
  webp: Buffer
  jpeg: Buffer
  /** Pixels, the same for both. */
  width: number
  height: number
}

/** Bytes of an upload; the form that takes one is held to the same. */
export const mostPictureBytes = 12_000_000

const mostPixels = 50_000_000
const longestInput = 20_000
const longestSide = 1600
const mostBytes = 300_000
const qualities = [82, 70, 58, 46]

let library: Promise<typeof import('sharp').default> | undefined

/** Loaded with the first upload: a process that sees none keeps 20 MB. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // Decoders are code that reads what strangers send: SVG, PDF and TIFF among them stay shut.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'].map(format => `VipsForeignLoad${format}Buffer`),
  })
  sharp.cache(false)
  return sharp
}

function openSharp() {
  library ??= loadSharp().catch(error => {
    library = undefined
    throw error
  })
  return library
}

/**
 * An uploaded JPEG, PNG, WebP, AVIF or GIF (its first frame) as WebP and JPEG for the web: upright, sRGB, on
 * white, at most 1600 px a side and 300,000 bytes each, without any metadata.
 *
 * @param input at most `mostPictureBytes`, 50 million pixels, 20,000 px a side
 * @throws PictureFault
 */
export async function makePictures(input: Buffer): Promise<Pictures> {
  if (input.length > mostPictureBytes) throw new PictureFault('too-large')
  const sharp = await openSharp()
  const { data, info } = await decode(input)
  for (let width = info.width; ; width = Math.ceil(width * 0.75)) {
    const frame = sharp(data, { raw: info }).resize({ width })
    const webp = await fit(frame, 'webp')
    const jpeg = webp && (await fit(frame, 'jpeg'))
    if (jpeg) return { webp: webp.data, jpeg: jpeg.data, width: jpeg.info.width, height: jpeg.info.height }
  }
}

/** Whole and upright as bare pixels, so that each attempt at a weight costs an encoding and no more. */
async function decode(input: Buffer) {
  const sharp = await openSharp()
  try {
    const picture = sharp(input, { limitInputPixels: mostPixels, failOn: 'error' }).timeout({ seconds: 10 })
    const { width, height } = await picture.metadata()
    if (Math.max(width, height) > longestInput) throw new PictureFault('too-many-pixels')
    return await picture
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
  } catch (cause) {
    if (cause instanceof PictureFault) throw cause
    const heavy = /pixel limit|timeout/.test(String(cause))
    throw new PictureFault(heavy ? 'too-many-pixels' : 'not-a-picture', { cause })
  }
}

async function fit(frame: Sharp, format: 'webp' | 'jpeg') {
  for (const quality of qualities) {
    const options = format === 'jpeg' ? { quality, mozjpeg: true } : { quality }
    const encoded = await frame.clone().toFormat(format, options).toBuffer({ resolveWithObject: true })
    if (encoded.data.length <= mostBytes) return encoded
  }
}
