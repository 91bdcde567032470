import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm } from '../http/form.ts'
import { openUpload } from '../http/upload.ts'
import type { Owned } from '../union/scope.ts'
import { getSection, type SectionLine } from '../union/section.ts'
import { type Refused, uploadFile } from './import.ts'
import type { MemberOptions } from './routes.ts'

interface ById {
  Params: { id: string }
}

/** Largest file, in bytes: 200,000 members with room to spare. */
const MOST = 64 * 1024 * 1024

/** Sends a file of members, of one section or with a column that says which. */
export async function uploadRoutes(app: FastifyInstance, { vault }: MemberOptions): Promise<void> {
  const { db } = vault
  const forSection = { config: { needs: 'section', names: true } } as const
  const forRegion = { config: { needs: 'region', names: true } } as const

  /** A section that members may be brought to. @throws NotFound */
  async function getOpen({ viewer, params }: FastifyRequest<ById>): Promise<SectionLine> {
    const section = await getSection(db, viewer, params.id)
    if (section.closed_at) throw new NotFound()
    return section
  }

  const show = (reply: FastifyReply, section?: SectionLine, refused?: Refused) => {
    const form = blankForm()
    if (refused) form.faults.file = { code: refused.fault, most: refused.line }
    return reply.page('members/import-new', { section, form })
  }

  async function receive(request: FastifyRequest, reply: FastifyReply, owned: Owned, section?: SectionLine) {
    const file = await openUpload(request, MOST)
    if (!file) return show(reply.code(422), section, { fault: 'no-lines' })
    const sent = await uploadFile(vault, request.viewer, owned, file)
    if ('id' in sent) return reply.seeOther(`/manage/member-imports/${sent.id}/columns`)
    return show(reply.code(422), section, sent)
  }

  app.get<ById>('/manage/sections/:id/members/imports/new', forSection, async (request, reply) =>
    show(reply, await getOpen(request)),
  )

  app.post<ById>('/manage/sections/:id/members/imports', forSection, async (request, reply) => {
    const section = await getOpen(request)
    return receive(request, reply, { section_id: section.id, region_id: null }, section)
  })

  app.get('/manage/member-imports/new', forRegion, (_, reply) => show(reply))

  app.post('/manage/member-imports', forRegion, (request, reply) =>
    receive(request, reply, { section_id: null, region_id: request.viewer.region_id }),
  )
}
