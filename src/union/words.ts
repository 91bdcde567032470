import type { FastifyRequest } from 'fastify'
import type { Db } from '../database.ts'
import { hasWord, translator } from '../http/words.ts'
import { getSettings, type LevelWords, levelWords } from './settings.ts'

/** The union's words for its levels, in the reader's language. */
export const wordsFor = async (db: Db, { locale }: FastifyRequest): Promise<LevelWords> =>
  levelWords(await getSettings(db), translator(locale))

export interface WithDone {
  Querystring: { done?: string }
}

/** What was just done, as the address says after an act; undefined for anything we have no words for. */
export function doneOf({ query }: FastifyRequest, feature = 'union'): string | undefined {
  const { done } = query as WithDone['Querystring']
  return typeof done === 'string' && hasWord(`${feature}.done.${done}`) ? done : undefined
}
