import type { FastifyInstance, FastifyRequest } from 'fastify'
import { decodeText } from '../http/csv.ts'
import { blankForm, type Form } from '../http/form.ts'
import { readUpload } from '../http/upload.ts'
import type { UnionOptions } from './routes.ts'
import { importSections, previewImport } from './section-import.ts'
import { wordsFor } from './words.ts'

const MOST_BYTES = 2 * 1024 * 1024
const guarded = { config: { needs: 'region' } } as const

/** The list as text, or the form with what is wrong: a file goes before what is typed. */
async function readList(request: FastifyRequest): Promise<{ text?: string; form: Form }> {
  const { fields, file, tooLarge } = await readUpload(request, MOST_BYTES)
  const text = file ? decodeText(file) : (fields.text ?? '').replace(/^\uFEFF/, '')
  const form = blankForm({ text: file ? '' : text })
  const code = tooLarge ? 'list.too-large' : text.trim() === '' ? 'list.empty' : undefined
  if (!code) return { text, form }
  form.faults = { [tooLarge && file ? 'file' : 'text']: { code } }
  return { form }
}

/** A list of sections: sent, looked at, then added as a whole. */
export async function importRoutes(app: FastifyInstance, { vault }: UnionOptions): Promise<void> {
  const { db } = vault

  const showForm = async (request: FastifyRequest, form: Form) => ({
    form,
    own_region: request.viewer.role === 'regional-officer',
    level: await wordsFor(db, request),
  })

  app.get('/manage/section-imports/new', guarded, async (request, reply) =>
    reply.page('union/import-new', await showForm(request, blankForm())),
  )

  app.post('/manage/section-imports/preview', guarded, async (request, reply) => {
    const { text, form } = await readList(request)
    if (text === undefined) return reply.code(422).page('union/import-new', await showForm(request, form))
    const plan = await previewImport(db, request.viewer, text)
    if (plan.faults.length > 0) reply.code(422)
    return reply.page('union/import', { plan, text, level: await wordsFor(db, request) })
  })

  app.post('/manage/section-imports', guarded, async (request, reply) => {
    const { text, form } = await readList(request)
    if (text === undefined) return reply.code(422).page('union/import-new', await showForm(request, form))
    const plan = await importSections(vault, request.viewer, text)
    if (plan.faults.length === 0) return reply.seeOther('/manage/union?done=import')
    return reply.code(422).page('union/import', { plan, text, level: await wordsFor(db, request) })
  })
}
