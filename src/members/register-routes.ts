import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { sheetTypes } from '../print/sheet.ts'
import { owns } from '../union/scope.ts'
import { getSection, listSections, type SectionLine } from '../union/section.ts'
import { doneOf, type WithDone, wordsFor } from '../union/words.ts'
import { addMember } from './enrolment.ts'
import { writeMembersFile } from './export.ts'
import { exportForm, memberForm, readingForm } from './forms.ts'
import { countMembers, getOwnSection, listMembers, noMembers, walkMembers } from './member.ts'
import type { MemberOptions } from './routes.ts'

interface ById extends WithDone {
  Params: { id: string }
  Body: unknown
}

const EACH = 100

/** The register of a section: figures for those who follow it; names, for a reason that is kept, for those who lead it. */
export async function registerRoutes(app: FastifyInstance, { vault }: MemberOptions): Promise<void> {
  const { db, keys } = vault
  const named = { config: { needs: 'section', names: true } } as const
  const getOwn = ({ viewer, params }: FastifyRequest<ById>) => getOwnSection(db, viewer, params.id)

  app.get('/manage/members', async (request, reply) => {
    const { viewer } = request
    const sections = await listSections(db, viewer)
    const [only] = sections
    if (only && sections.length === 1) return reply.seeOther(`/manage/sections/${only.id}/members`)
    const counts = await countMembers(
      db,
      sections.map(({ id }) => id),
    )
    return reply.page('members/index', {
      registers: sections
        .map(section => ({ ...section, counts: counts.get(section.id) ?? noMembers }))
        .filter(({ closed_at, counts }) => !closed_at || counts !== noMembers),
      may_import: ['administrator', 'regional-officer'].includes(viewer.role),
      level: await wordsFor(db, request),
    })
  })

  app.get<ById>('/manage/sections/:id/members', async (request, reply) => {
    const { viewer } = request
    const section = await getSection(db, viewer, request.params.id)
    const counts = (await countMembers(db, [section.id])).get(section.id) ?? noMembers
    return reply.page('members/register', {
      section,
      counts,
      own: owns(viewer, { section_id: section.id, region_id: null }),
      may_import: viewer.role !== 'federation-officer' && !section.closed_at,
      done: doneOf(request, 'members'),
    })
  })

  const newForm = blankForm({ locale: 'fr' })

  app.get<ById>('/manage/sections/:id/members/new', named, async (request, reply) =>
    reply.page('members/new', { section: await getOwn(request), form: newForm }),
  )

  app.post<ById>('/manage/sections/:id/members', named, async (request, reply) => {
    const section = await getOwn(request)
    const { clean, form } = readForm(request.body, memberForm)
    const added = clean && (await addMember(vault, request.viewer, section.id, clean))
    if (added && 'id' in added) return reply.seeOther(`/manage/sections/${section.id}/members?done=addition`)
    form.faults = added?.faults ?? form.faults
    return reply.code(422).page('members/new', { section, form })
  })

  const showGate = async (reply: FastifyReply, section: SectionLine, form: Form) =>
    reply.page('members/reading', { section, form })

  app.get<ById>('/manage/sections/:id/members/list', named, async (request, reply) =>
    showGate(reply, await getOwn(request), blankForm({ format: 'xlsx' })),
  )

  app.post<ById>('/manage/sections/:id/members/list', named, async (request, reply) => {
    const section = await getOwn(request)
    const { clean, form } = readForm(request.body, readingForm)
    if (!clean) return showGate(reply.code(422), section, form)
    const { reason, search, page } = clean
    await recordEvent(db, keys, {
      account_id: request.viewer.account_id,
      act: 'members.reading',
      subject: 'section',
      subject_id: section.id,
      detail: { page, search: search !== '' },
      reason,
    })
    const { members, count } = await listMembers(vault, section.id, { search, page, each: EACH })
    const pages = Math.max(1, Math.ceil(count / EACH))
    return reply.page('members/list', { section, members, count, page, pages, form })
  })

  app.post<ById>('/manage/sections/:id/members/exports', named, async (request, reply) => {
    const section = await getOwn(request)
    const { clean, form } = readForm(request.body, exportForm)
    if (!clean) return showGate(reply.code(422), section, form)
    const { format, reason } = clean
    await recordEvent(db, keys, {
      account_id: request.viewer.account_id,
      act: 'members.export',
      subject: 'section',
      subject_id: section.id,
      detail: { format },
      reason,
    })
    reply.type(sheetTypes[format])
    reply.header(
      'content-disposition',
      `attachment; filename="${request.locale === 'fr' ? 'adherents' : 'members'}.${format}"`,
    )
    return writeMembersFile(walkMembers(vault, section.id), format, request.locale)
  })
}
