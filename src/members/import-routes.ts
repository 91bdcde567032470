import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import {
  blankForm,
  type Field,
  type Form,
  faultWords,
  oneOf,
  optional,
  readForm,
  ticked,
} from '../http/form.ts'
import { hasWord, type Locale, locales, translator } from '../http/words.ts'
import { ownerName } from '../union/legal-body.ts'
import { owns } from '../union/scope.ts'
import { getSection } from '../union/section.ts'
import { wordsFor } from '../union/words.ts'
import { checkColumns, columnKinds, guessColumns, looksLikeTitles, MOST_COLUMNS } from './column.ts'
import { type SayFault, writeFaultsFile } from './export.ts'
import { cancelImport, checkImport, confirmImport, getImport, importPhase } from './import.ts'
import { countFaults, listFaults, walkFaults } from './import-fault.ts'
import { readSample } from './records.ts'
import type { MemberOptions } from './routes.ts'
import type { ColumnKind, MemberImport } from './tables.ts'

interface ById {
  Params: { id: string }
  Body: unknown
}

const SHOWN = 100

const columnField: Field<ColumnKind | ''> = optional(oneOf<ColumnKind>(...columnKinds))

const sayFault = (locale: Locale): SayFault => {
  const t = translator(locale)
  return ({ field, code, other_line }) => {
    const own = `members.line.${code}`
    return hasWord(own)
      ? t(own, { other: other_line ?? 0 })
      : faultWords(t, field, { code, most: field === 'number' ? 40 : 100 })
  }
}

const progressOf = (one: MemberImport) => ({
  phase: importPhase(one),
  percent: Math.min(99, Math.floor((one.position * 100) / Math.max(1, one.line_count))),
})

/** An import after its file is there: columns, check, taking in. Only who sent the file sees it. */
export async function importRoutes(app: FastifyInstance, { vault }: MemberOptions): Promise<void> {
  const { db } = vault
  const needs = { config: { needs: 'section' } } as const
  const named = { config: { needs: 'section', names: true } } as const
  async function get({ viewer, params }: FastifyRequest<ById>): Promise<MemberImport> {
    const one = await getImport(db, viewer, params.id)
    // Who sent the file may have been moved since.
    if (one.section_id) await getSection(db, viewer, one.section_id)
    else if (!owns(viewer, one)) throw new NotFound()
    return one
  }

  const pathOf = ({ id }: { id: string }) => `/manage/member-imports/${id}`

  async function showColumns(request: FastifyRequest, reply: FastifyReply, one: MemberImport, typed?: Form) {
    const sample = await readSample(vault, one)
    const [head = []] = sample
    const titled = one.columns ? one.header : looksLikeTitles(head)
    const level = await wordsFor(db, request)
    const columns = one.columns ?? (titled ? guessColumns(head, level) : [])
    const values = Object.fromEntries(columns.map((kind, at) => [`column_${at}`, kind ?? '']))
    const boxes = { header: titled ? 'yes' : '', close_gone: one.close_gone ? 'yes' : '' }
    const width = Math.min(MOST_COLUMNS, Math.max(...sample.map(({ length }) => length)))
    return reply.page('members/import-columns', {
      one,
      place: await ownerName(db, one),
      columns: Array.from({ length: width }, (_, at) => sample.map(cells => cells[at] ?? '')),
      kinds: columnKinds.filter(kind => !one.section_id || (kind !== 'section' && kind !== 'region')),
      form: typed ?? blankForm({ ...values, ...boxes, locale: one.locale }),
      level,
    })
  }

  app.get<ById>('/manage/member-imports/:id', needs, async (request, reply) => {
    const one = await get(request)
    const { phase, percent } = progressOf(one)
    if (phase === 'uploaded') return reply.seeOther(`${pathOf(one)}/columns`)
    const place = await ownerName(db, one)
    if (phase === 'checking' || phase === 'importing')
      return reply.page('members/import-progress', { one, place, phase, percent })
    const faults = (await listFaults(db, one.id, 0, SHOWN)).map(fault => ({
      ...fault,
      words: sayFault(request.locale)(fault),
    }))
    const count = await countFaults(db, one.id)
    return reply.page('members/import-result', { one, place, phase, faults, fault_count: count })
  })

  app.get<ById>('/manage/member-imports/:id/columns', named, async (request, reply) => {
    const one = await get(request)
    if (!['uploaded', 'checked'].includes(importPhase(one))) return reply.seeOther(pathOf(one))
    return showColumns(request, reply, one)
  })

  app.post<ById>('/manage/member-imports/:id/check', named, async (request, reply) => {
    const one = await get(request)
    const names = Array.from({ length: MOST_COLUMNS }, (_, at) => `column_${at}`)
    const columnFields = Object.fromEntries(names.map(name => [name, columnField]))
    const { clean: chosen, form } = readForm(request.body, columnFields)
    const rest = readForm(request.body, {
      header: ticked,
      locale: oneOf<Locale>(...locales),
      close_gone: ticked,
    })
    const columns = names.map(name => chosen?.[name] || null)
    const all = { ...form, values: { ...form.values, ...rest.form.values } }
    all.faults = {
      ...form.faults,
      ...rest.form.faults,
      ...(chosen && checkColumns(columns, !one.section_id)),
    }
    if (!rest.clean || Object.keys(all.faults).length > 0)
      return showColumns(request, reply.code(422), one, all)
    await checkImport(vault, request.viewer, one.id, { columns, ...rest.clean })
    return reply.seeOther(pathOf(one))
  })

  app.post<ById>('/manage/member-imports/:id/confirmation', named, async (request, reply) => {
    const one = await get(request)
    await confirmImport(vault, request.viewer, one.id)
    return reply.seeOther(pathOf(one))
  })

  app.post<ById>('/manage/member-imports/:id/cancellation', needs, async (request, reply) => {
    const { section_id } = await get(request)
    await cancelImport(vault, request.viewer, request.params.id)
    return reply.seeOther(section_id ? `/manage/sections/${section_id}/members` : '/manage/members')
  })

  app.get<ById>('/manage/member-imports/:id/progress.json', needs, async request =>
    progressOf(await get(request)),
  )

  app.get<ById>('/manage/member-imports/:id/faults.csv', needs, async (request, reply) => {
    const { id } = await get(request)
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="faults.csv"')
    return writeFaultsFile(walkFaults(db, id), sayFault(request.locale), request.locale)
  })
}
