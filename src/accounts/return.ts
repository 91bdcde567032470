import { stripLocale } from '../http/views.ts'

const HOME = 'http://unisson.invalid'

/**
 * Where to go on after signing in: a path of this site, whatever was asked for.
 * @returns the path with its query and without its language, or undefined for anything a browser might read as
 * another site
 */
export function safeReturn(next: unknown): string | undefined {
  if (typeof next !== 'string' || next.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next))
    return undefined
  if (next.includes('\\')) return undefined
  const url = URL.parse(next, HOME)
  const path = url && url.pathname + url.search
  return url?.origin === HOME && path && !path.startsWith('//') ? stripLocale(path).url : undefined
}

/** A page with the way on from it. */
export const withReturn = (path: string, next: string | undefined): string =>
  next ? `${path}?next=${encodeURIComponent(next)}` : path
