import { stripLocale } from '../http/views.ts'

const HOME = 'http://unisson.invalid'

/**
 * Where to go on after signing in: a path of this site, whatever was asked for.
 * @returns the path with its query and without its language, or undefined for anything a browser might read as
 * another site
 */
export function safeReturn(next: unknown): string | undefined {
  if (typeof next !== 'string' || next.length > 500) return undefined
  const { url: path } = stripLocale(next)
  if (!/^\/[\x21-\x5b\x5d-\x7e]*$/.test(path)) return undefined
  const url = URL.parse(path, HOME)
  const normal = url && url.pathname + url.search
  return url?.origin === HOME && normal && !normal.startsWith('//') ? normal : undefined
}

/** A page with the way on from it. */
export const withReturn = (path: string, next: string | undefined): string =>
  next ? `${path}?next=${encodeURIComponent(next)}` : path
