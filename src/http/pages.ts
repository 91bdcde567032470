import type { FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'

/** Where one stands in a list that is shown page by page: addresses within the same list. */
export interface PagesShown {
  /** From 1. */
  page: number
  pages: number
  previous: string | null
  next: string | null
}

/** @param each how many stand on a page @throws NotFound beyond the last page */
export function pagesOf(request: FastifyRequest, total: number, each: number): PagesShown {
  const { page: asked } = request.query as { page?: unknown }
  const page = asked === undefined ? 1 : Number(asked)
  const pages = Math.max(1, Math.ceil(total / each))
  if (!Number.isInteger(page) || page < 1 || page > pages) throw new NotFound()
  return {
    page,
    pages,
    previous: page === 1 ? null : page === 2 ? '?' : `?page=${page - 1}`,
    next: page === pages ? null : `?page=${page + 1}`,
  }
}
