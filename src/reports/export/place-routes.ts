import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { today } from '../../http/day.ts'
import { voice } from '../../http/views.ts'
import { sheetFormats, sheetTypes, writeSheet } from '../../print/sheet.ts'
import { accentOn } from '../../union/colour.ts'
import { getSettings } from '../../union/settings.ts'
import { reportPetition } from '../place/petition-report.ts'
import { reportSection } from '../place/section-report.ts'
import type { ReportOptions } from '../routes.ts'
import { attach, fileName } from './attachment.ts'
import { printFigures } from './pdf.ts'
import { filePetition, fileSection, type PlaceFile } from './place.ts'

interface ById {
  Params: { id: string }
}

const Figures = Type.Object({
  title: Type.String(),
  owner: Type.String(),
  figures: Type.Array(
    Type.Object({
      figure: Type.String(),
      label: Type.String({ description: 'A section, a link, a petition, a survey; empty of the whole.' }),
      day: Type.String({ description: 'Empty where it is of no day.' }),
      value: Type.Union([Type.Number(), Type.String(), Type.Null()], {
        description: 'A sentence where it is not told.',
      }),
    }),
  ),
})

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const columns = ['figure', 'label', 'day', 'value'] as const

/** What came of a petition and of a section as files, for officers and for programs with a token. */
export async function placeFileRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault
  const petition = async ({ viewer, params, locale }: FastifyRequest<ById>) =>
    filePetition(await reportPetition(db, viewer, params.id, locale), locale)
  const section = async ({ viewer, params, locale }: FastifyRequest<ById>) =>
    fileSection(await reportSection(db, viewer, params.id, locale), today(), locale)

  for (const { path, find, summary } of [
    { path: '/reports/petitions/:id', find: petition, summary: 'What came of a petition' },
    { path: '/reports/sections/:id', find: section, summary: 'What a section has signed and answered' },
  ]) {
    const serve = (
      ending: string,
      answer: object,
      send: (file: PlaceFile, request: FastifyRequest<ById>, reply: FastifyReply) => unknown,
    ) =>
      app.get<ById>(
        `${path}.${ending}`,
        { config: { figures: true }, schema: { summary, params: Id, response: { 200: answer } } },
        async (request, reply) => send(await find(request), request, reply),
      )
    const typed = (type: string) => ({ content: { [type]: { schema: Type.Any() } } })

    serve('json', Figures, ({ title, owner, lines }) => ({
      title,
      owner,
      figures: lines.map(([figure, label, day, value]) => ({ figure, label, day, value })),
    }))

    for (const format of sheetFormats)
      serve(format, typed(sheetTypes[format]), ({ title, lines }, { locale }, reply) => {
        const { t } = voice(locale)
        attach(reply, sheetTypes[format], fileName(title, today(), format))
        const head = columns.map(column => t(`report.file.place.${column}`))
        return writeSheet([head, ...lines], { format, locale, name: t('report.file.figures') })
      })

    serve('pdf', typed('application/pdf'), async (file, { locale }, reply) => {
      const { lines, ...printed } = file
      const { accent } = await getSettings(db)
      attach(reply, 'application/pdf', fileName(file.title, today(), 'pdf'))
      return printFigures({ ...printed, accent: accentOn('light', accent).ground }, locale)
    })
  }
}
