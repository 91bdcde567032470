import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { faultOfConnection } from '../database.ts'
import { Invalid, NotFound, Refusal, Unavailable } from '../errors.ts'

/** Seconds after which a page may be asked for again. */
const RETRY = 10

/** Fastify's own complaints about a request and the database's absence, in our list. */
function refusalOf(error: FastifyError | Refusal): Refusal | undefined {
  if (error instanceof Refusal) return error
  const status = error.statusCode ?? 500
  if (faultOfConnection(error)) return new Unavailable()
  if (status === 404) return new NotFound()
  if (status === 413) return new Invalid('too-large', 413)
  if (status === 415) return new Invalid('content-type', 415)
  return status < 500 ? new Invalid('invalid', 400) : undefined
}

async function sayError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(error)
  const status = refusal?.status ?? (error as FastifyError).statusCode ?? 500
  if (!refusal)
    request.log.error(
      { reqId: request.id, name: error.name, code: error.code, stack: ownFrames(error) },
      'unexpected',
    )
  if (refusal instanceof Unavailable) {
    request.log.warn({ reqId: request.id, reason: faultOfConnection(error) }, 'the database is away')
    reply.header('retry-after', RETRY)
  }
  reply.code(status)
  const program = /^Bearer /i.test(request.headers.authorization ?? '')
  if (program || request.url.split('?')[0]?.endsWith('.json')) {
    return reply.send({ error: refusal?.code ?? 'unexpected', id: request.id })
  }
  return reply.page('errors/page', { status, code: refusal?.code ?? 'unexpected', id: request.id })
}

/** Where it happened, without the message: a driver's message may hold what someone typed. */
function ownFrames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 12)
    .map(line => line.trim())
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(sayError)
  app.setNotFoundHandler(() => {
    throw new NotFound()
  })
}
