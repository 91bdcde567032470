import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type TSchema, Type } from 'typebox'
import type { Db } from '../../database.ts'
import type { Locale } from '../../http/words.ts'
import { type SheetFormat, sheetFormats, sheetTypes } from '../../print/sheet.ts'
import { accentOn } from '../../union/colour.ts'
import { getSettings } from '../../union/settings.ts'
import { attach, fileName } from './attachment.ts'
import { type Printed, printFigures } from './pdf.ts'

export interface ById {
  Params: { id: string }
  Querystring: Record<string, string>
}

/** What a page tells, as files. */
export interface Files<T> {
  /** Of the page. */
  path: string
  summary: string
  query?: TSchema
  /** @throws NotFound where the page would */
  find: (request: FastifyRequest<ById>) => Promise<T>
  /** What the files are called, and their day. */
  named: (found: T, locale: Locale) => [title: string, day: string]
  json?: { schema: TSchema; write: (found: T) => unknown }
  sheet?: (found: T, format: SheetFormat, locale: Locale) => unknown
  print?: (found: T, locale: Locale) => Omit<Printed, 'accent'>
}

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const typed = (type: string) => ({ content: { [type]: { schema: Type.Any() } } })

/** Serves the files of a page beside it, for officers and for programs with a token: the same figures, the same scopes. */
export function serveFiles<T>(app: FastifyInstance, db: Db, files: Files<T>): void {
  const { path, summary, query, find, named, json, sheet, print } = files
  const serve = (
    ending: string,
    answer: object,
    write: (found: T, locale: Locale) => unknown,
    type?: string,
  ) =>
    app.get<ById>(
      `${path}.${ending}`,
      {
        config: { figures: true },
        schema: { summary, params: Id, ...(query && { querystring: query }), response: { 200: answer } },
      },
      async (request, reply) => {
        const found = await find(request)
        if (type) attach(reply, type, fileName(...named(found, request.locale), ending))
        return write(found, request.locale)
      },
    )
  if (json) serve('json', json.schema, json.write)
  if (sheet)
    for (const format of sheetFormats) {
      const type = sheetTypes[format]
      serve(format, typed(type), (found, locale) => sheet(found, format, locale), type)
    }
  if (print) {
    const type = 'application/pdf'
    const draw = async (found: T, locale: Locale) => {
      const { accent } = await getSettings(db)
      return printFigures({ ...print(found, locale), accent: accentOn('light', accent).ground }, locale)
    }
    serve('pdf', typed(type), draw, type)
  }
}
