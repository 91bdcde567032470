import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An answer as it goes out: its head ready for the socket, name after value, and its body. */
interface Answer {
  head: string[]
  /** Byte for byte as latin1: Node puts such a string behind the head and writes both at once. */
  body: string
}

interface Made {
  etag: string
  plain: Answer
  br: Answer
  gzip: Answer
  unchanged: string[]
}

export interface Keeping {
  /** Milliseconds a page is kept. */
  life: number
  caching: string
}

const minute: Keeping = { life: 60_000, caching: 'public, max-age=10, stale-while-revalidate=60' }
const MOST = 500
const packBrotli = promisify(brotliCompress)
const packGzip = promisify(gzip)

const flat = (headers: OutgoingHttpHeaders): string[] =>
  Object.entries(headers).flatMap(([name, value]) => [name, String(value)])

async function make(plain: Buffer, around: OutgoingHttpHeaders, caching: string): Promise<Made> {
  const [br, gz] = await Promise.all([
    packBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    packGzip(plain),
  ])
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const common = { ...around, 'cache-control': caching, etag, vary: 'accept-encoding' }
  const answer = (body: Buffer, encoding: OutgoingHttpHeaders = {}): Answer => ({
    head: flat({ ...common, ...encoding, 'content-length': body.length }),
    body: body.toString('latin1'),
  })
  return {
    etag,
    plain: answer(plain),
    br: answer(br, { 'content-encoding': 'br' }),
    gzip: answer(gz, { 'content-encoding': 'gzip' }),
    unchanged: flat(common),
  }
}

function answer({ headers }: IncomingMessage, response: ServerResponse, made: Made): void {
  if (headers['if-none-match'] === made.etag) {
    response.writeHead(304, made.unchanged).end()
    return
  }
  const accepted = headers['accept-encoding'] ?? ''
  const { head, body } = /\bbr\b/.test(accepted)
    ? made.br
    : /\bgzip\b/.test(accepted)
      ? made.gzip
      : made.plain
  response.writeHead(200, head).end(body, 'latin1')
}

const pathOf = (url: string): string => {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

/** Pages that are the same bytes for everybody: made once in a while, compressed once, told apart by their ETag. */
export function pageDesk() {
  const made = new Map<string, Made>()
  const making = new Map<string, Promise<Made>>()

  function keep(path: string, reply: FastifyReply, write: () => Promise<string>, { life, caching }: Keeping) {
    const found = making.get(path)
    if (found) return found
    if (making.size >= MOST) clear()
    const fresh = write().then(html =>
      make(Buffer.from(html), reply.getHeaders() as OutgoingHttpHeaders, caching),
    )
    const drop = () => {
      if (making.get(path) !== fresh) return
      making.delete(path)
      made.delete(path)
    }
    making.set(path, fresh)
    fresh.then(page => making.get(path) === fresh && made.set(path, page), drop)
    setTimeout(drop, life).unref()
    return fresh
  }

  /** Forgets what is kept: something was changed by an officer. */
  function clear() {
    making.clear()
    made.clear()
  }

  return {
    clear,

    /** Answers with the kept page, or with one `write` makes; a query does not make another page. */
    async send(request: FastifyRequest, reply: FastifyReply, write: () => Promise<string>, keeping = minute) {
      // Whoever comes first has it written for all: of their own query nothing may stand on it.
      request.raw.url = pathOf(request.url)
      const page = await keep(pathOf(request.originalUrl), reply, write, keeping)
      reply.hijack()
      answer(request.raw, reply.raw, page)
    },

    /** Lets kept pages go out before anything else is asked of a request; everything else goes on. */
    serve(app: FastifyInstance) {
      app.addHook('onRequest', (request, reply, done) => {
        const page = request.method === 'GET' ? made.get(pathOf(request.originalUrl)) : undefined
        if (!page) return done()
        reply.hijack()
        answer(request.raw, reply.raw, page)
      })
    },
  }
}

export type PageDesk = ReturnType<typeof pageDesk>
