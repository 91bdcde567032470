import type { FastifyInstance } from 'fastify'
import { qrCode } from '../../print/qr.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { getOwnSurvey } from '../own-survey.ts'
import { readSheet } from './code-sheet.ts'
import { headLaunch } from './head.ts'

interface BySheet {
  Params: { id: string; sheet: string }
}

/** Codes to be printed and cut apart: whoever holds one answers with it. */
export async function codeSheetRoutes(app: FastifyInstance, { vault, config }: SurveyOptions): Promise<void> {
  const printed = { config: { needs: 'section', names: true } } as const
  app.post<BySheet>(
    '/manage/surveys/:id/code-sheets/:sheet',
    printed,
    async ({ viewer, params, locale }, reply) => {
      const survey = await getOwnSurvey(vault.db, viewer, params.id)
      const url = `${config.PUBLIC_URL}/surveys/${survey.slug}`
      return reply.page('surveys/launch/codes', {
        survey: await headLaunch(vault.db, survey, locale),
        url,
        code: qrCode(url),
        ...(await readSheet(vault, viewer, survey.id, params.sheet)),
      })
    },
  )
}
