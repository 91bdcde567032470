import type { FastifyRequest } from 'fastify'
import { hasWord } from '../http/words.ts'

export interface ById {
  Params: { id: string }
}

/** What was just done, as the address says after an act; undefined for anything we have no words for. */
export function doneOf({ query }: FastifyRequest): string | undefined {
  const { done } = query as { done?: unknown }
  return typeof done === 'string' && hasWord(`manage.done.${done}`) ? done : undefined
}
