import type { Db } from '../database.ts'
import { listSources } from '../union/source.ts'

const KEPT = 60_000

/**
 * Tells the marks of `?via=` that the union declared from all others, which are dropped: nobody can mark a person.
 * The list is read at most once a minute.
 */
export function sourceDesk(db: Db): (via: unknown) => Promise<string | null> {
  let kept: Promise<Set<string>> | undefined
  function read() {
    const reading = listSources(db).then(sources => new Set(sources.map(source => source.code)))
    const drop = () => {
      kept = undefined
    }
    reading.catch(drop)
    setTimeout(drop, KEPT).unref()
    return reading
  }
  return async via => {
    if (typeof via !== 'string' || via === '') return null
    kept ??= read()
    return (await kept).has(via) ? via : null
  }
}
