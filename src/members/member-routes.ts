import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { getSection } from '../union/section.ts'
import { doneOf, type WithDone } from '../union/words.ts'
import { turnMember } from './departure.ts'
import { correctMember } from './enrolment.ts'
import { copyForm, memberForm } from './forms.ts'
import { getOwnMember, type OpenMember, readMember } from './member.ts'
import type { MemberOptions } from './routes.ts'

interface ById extends WithDone {
  Params: { id: string }
  Body: unknown
}

const formOf = ({ name, number, email, phone, locale, refused_on }: OpenMember): Form =>
  blankForm({ name, number, email, phone, locale, refuses: refused_on ? 'yes' : '' })

/** One member, for those who lead the section. */
export async function memberRoutes(app: FastifyInstance, { vault }: MemberOptions): Promise<void> {
  const { db, keys } = vault
  const named = { config: { needs: 'section', names: true } } as const

  async function read({ viewer, params }: FastifyRequest<ById>) {
    const row = await getOwnMember(db, viewer, params.id)
    return { member: await readMember(vault, row), section: await getSection(db, viewer, row.section_id) }
  }

  async function show(request: FastifyRequest<ById>, reply: FastifyReply, typed?: Form) {
    const { member, section } = await read(request)
    const form = typed ?? formOf(member)
    return reply.page('members/member', { member, section, form, done: doneOf(request, 'members') })
  }

  app.get<ById>('/manage/members/:id', named, show)

  app.post<ById>('/manage/members/:id', named, async (request, reply) => {
    const { id } = request.params
    await getOwnMember(db, request.viewer, id)
    const { clean, form } = readForm(request.body, memberForm)
    const faults = clean && (await correctMember(vault, request.viewer, id, clean))
    if (clean && !faults) return reply.seeOther(`/manage/members/${id}?done=edit`)
    form.faults = faults ?? form.faults
    return show(request, reply.code(422), form)
  })

  app.post<ById>('/manage/members/:id/copies', named, async (request, reply) => {
    const { member, section } = await read(request)
    const { clean, form } = readForm(request.body, copyForm)
    if (!clean) return show(request, reply.code(422), { ...formOf(member), faults: form.faults })
    await recordEvent(db, keys, {
      account_id: request.viewer.account_id,
      act: 'member.copy',
      subject: 'section',
      subject_id: section.id,
      detail: { member: member.id },
      reason: clean.reason,
    })
    reply.header('content-disposition', 'attachment; filename="member.json"')
    return { section: section.name, ...member }
  })

  app.get<ById>('/manage/members/:id/erasure', named, async (request, reply) =>
    reply.page('members/erasure', await read(request)),
  )

  for (const act of ['departure', 'return', 'erasure'] as const) {
    app.post<ById>(`/manage/members/:id/${act}`, named, async (request, reply) => {
      const { id } = request.params
      const { section_id } = await getOwnMember(db, request.viewer, id)
      const turned = await turnMember(vault, request.viewer, id, act)
      return reply.seeOther(
        act === 'erasure'
          ? `/manage/sections/${section_id}/members?done=erasure`
          : `/manage/members/${turned}?done=${act}`,
      )
    })
  }
}
