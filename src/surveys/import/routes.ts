import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '../../errors.ts'
import { blankForm, type Form, readForm } from '../../http/form.ts'
import { readUpload } from '../../http/upload.ts'
import { type Locale, translator } from '../../http/words.ts'
import { ownerName } from '../../union/legal-body.ts'
import { oneOwner } from '../../union/owner.ts'
import type { SurveyOptions } from '../answer/routes.ts'
import { titleIn } from '../said.ts'
import { getDefinition } from '../survey.ts'
import type { SurveyImport } from '../tables.ts'
import { readApart } from './apart.ts'
import { fileMost } from './file.ts'
import { cancelImport, confirmImport, getImport, listReceivers, proposeImport } from './import.ts'
import { isChange, type LossReport, lossWords } from './report.ts'

interface ById {
  Params: { id: string }
}

/** Lines of a report that its page shows of each kind; its file has all. */
const SHOWN = 200

const own = { config: { needs: 'section' } } as const

function linesOf({ losses }: LossReport, locale: Locale, changed: boolean) {
  const t = translator(locale)
  const ours = losses.filter(loss => isChange(loss) === changed)
  return {
    count: ours.length,
    lines: ours.slice(0, SHOWN).map(loss => ({ code: loss.code, words: lossWords(t, loss) })),
  }
}

/** Surveys from other tools: a file is read, its officer looks at what became of it, and keeps it or not. */
export async function importSurveyRoutes(app: FastifyInstance, { vault }: SurveyOptions): Promise<void> {
  const { db } = vault
  const get = ({ viewer, params }: FastifyRequest<ById>) => getImport(db, viewer, params.id)

  async function ask({ viewer }: FastifyRequest, reply: FastifyReply, form: Form) {
    const receivers = await listReceivers(db, viewer)
    return reply.page('surveys/import/new', { receivers, form })
  }

  app.get('/manage/surveys/imports', own, (request, reply) => ask(request, reply, blankForm()))

  app.post('/manage/surveys/imports', own, async (request, reply) => {
    const { viewer } = request
    const { fields, file, tooLarge } = await readUpload(request, fileMost)
    const receivers = await listReceivers(db, viewer)
    const { clean, form } = readForm(fields, { owner: oneOwner(receivers) })
    const code = tooLarge ? 'file-large' : file ? undefined : 'file-empty'
    const read = code ? { refused: code } : await readFile(file!)
    if ('refused' in read) form.faults.file = { code: read.refused }
    if (!clean || 'refused' in read) return ask(request, reply.code(422), form)
    return reply.seeOther(`/manage/surveys/imports/${await proposeImport(db, viewer, clean.owner, read)}`)
  })

  app.get<ById>('/manage/surveys/imports/:id', own, async (request, reply) => {
    const one = await get(request)
    const { locale } = request
    return reply.page('surveys/import/report', {
      one,
      title: await titleOf(one, locale),
      owner_name: await ownerName(db, one),
      report: one.report,
      losses: { changed: linesOf(one.report, locale, true), left: linesOf(one.report, locale, false) },
    })
  })

  async function titleOf({ read, survey_id }: SurveyImport, locale: Locale): Promise<string> {
    const definition = read?.definition ?? (await getDefinition(db, String(survey_id)))
    return titleIn(definition, locale)
  }

  app.get<ById>('/manage/surveys/imports/:id/report.json', own, async (request, reply) => {
    const { report } = await get(request)
    reply.type('application/json').header('content-disposition', 'attachment; filename="report.json"')
    return `${JSON.stringify(report, null, 2)}\n`
  })

  app.post<ById>('/manage/surveys/imports/:id/confirmation', own, async (request, reply) => {
    const { viewer, params } = request
    await confirmImport(vault, viewer, params.id)
    return reply.seeOther(`/manage/surveys/imports/${params.id}`)
  })

  app.post<ById>('/manage/surveys/imports/:id/cancellation', own, async ({ viewer, params }, reply) => {
    await cancelImport(db, viewer, params.id)
    return reply.seeOther('/manage/surveys')
  })
}

/** A survey, or the code of why a file is none. */
const readFile = (file: Buffer) =>
  readApart(file).catch((error: unknown) => {
    if (error instanceof Invalid) return { refused: error.code }
    throw error
  })
