import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { today } from '../../http/day.ts'
import { voice } from '../../http/views.ts'
import { writeSheet } from '../../print/sheet.ts'
import { reportPetition } from '../place/petition-report.ts'
import { reportSection } from '../place/section-report.ts'
import type { ReportOptions } from '../routes.ts'
import { type Files, serveFiles } from './file-routes.ts'
import { filePetition, fileSection, type PlaceFile } from './place.ts'

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

const columns = ['figure', 'label', 'day', 'value'] as const

const files: Pick<Files<PlaceFile>, 'named' | 'json' | 'sheet' | 'print'> = {
  named: ({ title }) => [title, today()],
  json: {
    schema: Figures,
    write: ({ title, owner, lines }) => ({
      title,
      owner,
      figures: lines.map(([figure, label, day, value]) => ({ figure, label, day, value })),
    }),
  },
  sheet: ({ lines }, format, locale) => {
    const { t } = voice(locale)
    const head = columns.map(column => t(`report.file.place.${column}`))
    return writeSheet([head, ...lines], { format, locale, name: t('report.file.figures') })
  },
  print: ({ lines: _, ...printed }) => printed,
}

/** What came of a petition and of a section as files, for officers and for programs with a token. */
export async function placeFileRoutes(app: FastifyInstance, { vault: { db } }: ReportOptions): Promise<void> {
  serveFiles(app, db, {
    ...files,
    path: '/reports/petitions/:id',
    summary: 'What came of a petition',
    find: async ({ viewer, params, locale }) =>
      filePetition(await reportPetition(db, viewer, params.id, locale), locale),
  })
  serveFiles(app, db, {
    ...files,
    path: '/reports/sections/:id',
    summary: 'What a section has signed and answered',
    find: async ({ viewer, params, locale }) =>
      fileSection(await reportSection(db, viewer, params.id, locale), today(), locale),
  })
}
