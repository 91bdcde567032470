import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { NotFound } from '../errors.ts'

interface Asset {
  type: string
  body: Buffer
  /** Made for the first who takes it, in a tenth of a second for the stylesheet. */
  brotli?: Promise<Buffer>
}

const compress = promisify<Buffer, Buffer>(brotliCompress)

const folder = path.resolve(import.meta.dirname, '../../public')
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
}

/** Fonts and pictures are compressed already. */
const isText = ({ type }: Asset) => type.startsWith('text/') || type === types.svg

const read = (name: string) => readFileSync(path.join(folder, name))
const list = (kind: string) => readdirSync(path.join(folder, kind)).sort()

/** Every file of `public/`, named by its content, compressed once and kept in memory. */
export class Assets {
  #byPath = new Map<string, Asset>()
  #paths = new Map<string, string>()
  #css: string

  constructor() {
    for (const kind of ['fonts', 'images']) {
      for (const name of list(kind))
        if (path.extname(name).slice(1) in types) this.#add(`${kind}/${name}`, read(`${kind}/${name}`))
    }
    const sheets = list('css').filter(name => name !== 'layers.css')
    const css = ['layers.css', ...sheets].map(name => read(`css/${name}`).toString()).join('\n')
    this.#css = css.replace(/url\(['"]?\.\.\/([^)'"]+)['"]?\)/g, (_, name) => `url(${this.path(name)})`)
    this.#add('unisson.js', Buffer.from(behaviours()))
  }

  /** Serves something that is no file of `public/`, as if it were one. */
  add(name: string, text: string): void {
    this.#add(name, Buffer.from(text))
  }

  #add(name: string, body: Buffer): string {
    const { dir, name: stem, ext } = path.parse(name)
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10)
    const url = path.posix.join('/assets', dir, `${stem}.${hash}${ext}`)
    this.#byPath.set(url, { type: types[ext.slice(1)] ?? 'application/octet-stream', body })
    this.#paths.set(name, url)
    return url
  }

  /** The address of a file under `public/`, or of the two joined ones, `unisson.css` and `unisson.js`. */
  path(name: string): string {
    const found = this.#paths.get(name)
    if (!found) throw new Error(`No asset ${name}`)
    return found
  }

  /** The one stylesheet in a union's colour: accent and the ink that reads on it, '#rrggbb' each. */
  stylesheet(tokens: string): string {
    return this.#paths.get(`css:${tokens}`) ?? this.#paint(tokens)
  }

  #paint(tokens: string): string {
    const url = this.#add('unisson.css', Buffer.from(`${this.#css}\n${tokens}`))
    this.#paths.set(`css:${tokens}`, url)
    return url
  }

  find(url: string): Asset | undefined {
    return this.#byPath.get(url)
  }
}

/** Joins one behaviour a file into one module: each default export is bound to the elements that name it. */
function behaviours(): string {
  const parts = list('js').map(name => {
    const source = read(`js/${name}`).toString()
    if (name === 'start.js') return source
    return source.replace('export default function', `behaviours['${path.parse(name).name}'] = function`)
  })
  return ['const behaviours = {}', ...parts].join('\n')
}

export function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get('/assets/*', { config: { public: true } }, async (request, reply) => {
    const asset = assets.find(request.url)
    if (!asset) throw new NotFound()
    reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type)
    if (isText(asset) && request.headers['accept-encoding']?.includes('br')) {
      asset.brotli ??= compress(asset.body)
      return reply
        .header('content-encoding', 'br')
        .header('vary', 'accept-encoding')
        .send(await asset.brotli)
    }
    return reply.send(asset.body)
  })
}
