import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

interface Made {
  type: string
  etag: string
  plain: Buffer
  br: Buffer
  gzip: Buffer
}

const MINUTE = 60_000
const MOST = 500
const pack = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** Pages that are the same bytes for everybody: made once in a while, compressed once, told apart by their ETag. */
export function pageDesk(life = MINUTE, caching = 'public, max-age=10, stale-while-revalidate=60') {
  const kept = new Map<string, Promise<Made>>()

  async function make(reply: FastifyReply, write: () => Promise<string>): Promise<Made> {
    const plain = Buffer.from(await write())
    const [br, gz] = await Promise.all([
      pack.br(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
      pack.gzip(plain),
    ])
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
    return { type: String(reply.getHeader('content-type')), etag, plain, br, gzip: gz }
  }

  function keep(path: string, reply: FastifyReply, write: () => Promise<string>): Promise<Made> {
    const found = kept.get(path)
    if (found) return found
    if (kept.size >= MOST) kept.clear()
    const making = make(reply, write)
    const drop = () => {
      if (kept.get(path) === making) kept.delete(path)
    }
    kept.set(path, making)
    making.catch(drop)
    setTimeout(drop, life).unref()
    return making
  }

  return {
    /** Answers with the kept page, or with one `write` makes; a query does not make another page. */
    async send(request: FastifyRequest, reply: FastifyReply, write: () => Promise<string>) {
      // Whoever comes first has it written for all: of their own query nothing may stand on it.
      request.raw.url = request.url.split('?', 1)[0]
      const made = await keep(`${request.locale} ${request.url}`, reply, write)
      reply.headers({
        'cache-control': caching,
        'content-type': made.type,
        etag: made.etag,
        vary: 'accept-encoding',
      })
      if (request.headers['if-none-match'] === made.etag) return reply.code(304).send()
      const accepted = request.headers['accept-encoding'] ?? ''
      const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
      if (!encoding) return reply.send(made.plain)
      return reply.header('content-encoding', encoding).send(made[encoding])
    },
    /** Forgets what is kept: something was changed by an officer. */
    clear: () => kept.clear(),
  }
}

export type PageDesk = ReturnType<typeof pageDesk>
