import { once } from 'node:events'
import { connect } from 'node:net'

export interface Load {
  /** Answers that were 2xx or led on. */
  answered: number
  perSecond: number
  /** What half of the answers took at most, in milliseconds. */
  median: number
  /** What 99 of 100 answers took at most, in milliseconds. */
  p99: number
}

/** A request in bytes, ready for the wire; undefined: enough. */
export type NextRequest = () => string | undefined

/**
 * Sends requests over kept-alive connections, each waiting for its answer before it sends the next one.
 * @throws at the first answer that is neither 2xx nor 303: a benchmark of errors measures nothing
 */
export async function loadWith(port: number, connections: number, next: NextRequest): Promise<Load> {
  const start = performance.now()
  const times = await Promise.all(Array.from({ length: connections }, () => converse(port, next)))
  const took = Float64Array.from(times.flat()).sort()
  return {
    answered: took.length,
    perSecond: (took.length / (performance.now() - start)) * 1000,
    median: took[Math.floor(took.length / 2)] ?? 0,
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
  }
}

/** @returns how long each answer took, in milliseconds */
async function converse(port: number, next: NextRequest): Promise<number[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return new Promise((resolve, reject) => {
    const times: number[] = []
    let heard: Buffer = Buffer.alloc(0)
    let sent = 0
    function send() {
      const request = next()
      sent = performance.now()
      if (request !== undefined) return socket.write(request)
      socket.end()
      resolve(times)
    }
    socket.on('data', chunk => {
      heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk])
      const end = answerEnd(heard)
      if (end === undefined) return
      if (end instanceof Error) return socket.destroy(end)
      heard = heard.subarray(end)
      times.push(performance.now() - sent)
      send()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection.')))
    send()
  })
}

/** Where the first answer ends; undefined while it has not wholly come; an error unless it is 2xx or leads on. */
function answerEnd(heard: Buffer): number | undefined | Error {
  const headEnd = heard.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = heard.toString('latin1', 0, headEnd)
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1])
  if (heard.length < headEnd + 4 + length) return undefined
  if (!/^HTTP\/1\.1 (2|303)/.test(head))
    return new Error(`The product answered ${head.split('\r\n', 1)[0]}\n${heard}`)
  return headEnd + 4 + length
}

const asBrowsersDo = [
  'Host: localhost',
  'Accept: text/html,application/xhtml+xml',
  'Accept-Encoding: gzip, deflate, br',
  'Accept-Language: fr',
  'Sec-Fetch-Site: same-origin',
]

/** @param session the token an officer's cookie holds */
export const getPage = (path: string, session?: string): string =>
  [`GET ${path} HTTP/1.1`, ...asBrowsersDo, ...(session ? [`Cookie: unisson=${session}`] : []), '', ''].join(
    '\r\n',
  )

/** A form as a browser posts it, through a proxy, from an address of its own. */
export function postForm(path: string, fields: string, visitor: number): string {
  const address = `10.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`
  return [
    `POST ${path} HTTP/1.1`,
    ...asBrowsersDo,
    `X-Forwarded-For: ${address}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${fields.length}`,
    '',
    fields,
  ].join('\r\n')
}
