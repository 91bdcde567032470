import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t from 'tap'
import {
  makePictures,
  mostPictureBytes,
  PictureFault,
  type PictureFaultCode,
} from '../../src/print/picture.ts'

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c43' }, limitInputPixels: false })
const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })

async function refused(input: Buffer): Promise<PictureFaultCode | undefined> {
  try {
    await makePictures(input)
  } catch (fault) {
    if (fault instanceof PictureFault) return fault.code
    throw fault
  }
}

t.test('a photograph becomes WebP and JPEG of one size, at most 1600 px and 300,000 bytes', async t => {
  const photo = await noise(60, 40).resize(3000, 2000).jpeg().toBuffer()
  const { webp, jpeg, width, height } = await makePictures(photo)
  t.same([width, height], [1600, 1067])
  for (const [format, data] of Object.entries({ webp, jpeg })) {
    t.match(await sharp(data).metadata(), { format, width, height, channels: 3, space: 'srgb' })
    t.ok(data.length <= 300_000, `${format}: ${data.length}`)
  }
})

t.test('what no quality makes light enough is made smaller', async t => {
  const { webp, jpeg, width, height } = await makePictures(await noise(1600, 1200).png().toBuffer())
  t.ok(width < 1600 && width * 3 === height * 4 && Math.max(webp.length, jpeg.length) <= 300_000)
})

t.test('every format of a camera or a screen is read, the first frame of a film', async t => {
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
    t.match(
      await makePictures(await flat(40, 30).toFormat(format).toBuffer()),
      { width: 40, height: 30 },
      format,
    )
  }
  const film = await sharp([await flat(20, 10).png().toBuffer(), await noise(20, 10).png().toBuffer()], {
    join: { animated: true },
  })
    .gif()
    .toBuffer()
  t.match(await makePictures(film), { width: 20, height: 10 })
})

t.test('metadata goes, after the picture was turned upright', async t => {
  const exif = { IFD0: { Copyright: 'Zoé' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' } }
  const photo = await flat(60, 40)
    .withExif(exif)
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .keepMetadata()
  const input = await photo.withMetadata({ orientation: 6 }).jpeg().toBuffer()
  t.ok((await sharp(input).metadata()).exif?.includes('Zo'), 'it was there')
  const { webp, jpeg, width, height } = await makePictures(input)
  t.same([width, height], [40, 60])
  for (const data of [webp, jpeg]) {
    const { exif, xmp, iptc, icc, orientation } = await sharp(data).metadata()
    t.same({ exif, xmp, iptc, icc, orientation }, {})
  }
})

t.test('what is clear becomes white, grey and 16 bits become sRGB', async t => {
  const clear = sharp({
    create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
  const { jpeg } = await makePictures(await clear.png().toBuffer())
  t.same([...(await sharp(jpeg).raw().toBuffer())].slice(0, 3), [255, 255, 255])
  const grey = await makePictures(await flat(8, 8).toColourspace('grey16').png().toBuffer())
  t.match(await sharp(grey.webp).metadata(), { space: 'srgb', channels: 3 })
})

t.test('what is no picture is refused, whatever it is called', async t => {
  const photo = await noise(400, 400).jpeg().toBuffer()
  const cases: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    words: Buffer.from('<html><script>alert(1)</script>'),
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    pdf: Buffer.from('%PDF-1.4\n%%EOF'),
    tiff: await flat(9, 9).tiff().toBuffer(),
    truncated: photo.subarray(0, photo.length / 2),
    header: photo.subarray(0, 200),
    noise: Buffer.concat([photo.subarray(0, 3), randomBytes(5000)]),
  }
  for (const [name, input] of Object.entries(cases)) t.equal(await refused(input), 'not-a-picture', name)
})

t.test('what is too heavy, too wide or a bomb is refused before it is decoded', async t => {
  t.equal(await refused(Buffer.alloc(mostPictureBytes + 1)), 'too-large')
  t.equal(await refused(await flat(40_000, 4).png().toBuffer()), 'too-many-pixels')
  const start = performance.now()
  t.equal(await refused(bomb(60_000)), 'too-many-pixels')
  t.ok(performance.now() - start < 500)
})

/** A PNG of a few hundred bytes that claims `side` x `side` pixels. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2], 8)
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const magic = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
