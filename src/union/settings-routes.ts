import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm, type Field, type Form, readForm } from '../http/form.ts'
import { accentOn, contrast } from './colour.ts'
import { listEmployerDomains } from './employer-domain.ts'
import { settingsForms } from './forms.ts'
import { listLegalBodies } from './legal-body.ts'
import type { UnionOptions } from './routes.ts'
import { canPublish, getSettings, listMissing, saveSettings } from './settings.ts'
import { listSources } from './source.ts'
import { doneOf, type WithDone, wordsFor } from './words.ts'

type Part = keyof typeof settingsForms

const guarded = { config: { needs: 'union' } } as const
const home = '/manage/settings'
const parts = Object.keys(settingsForms) as Part[]

/** A colour on both papers, with how well its ink reads there, 1 to 21. */
function judgeColour(colour: string) {
  return (['light', 'dark'] as const).map(paper => {
    const accent = accentOn(paper, colour)
    return { paper, ...accent, kept: accent.ground === colour, contrast: contrast(accent.ground, accent.ink) }
  })
}

/** The settings of the union, one subject a page. */
export async function settingsRoutes(
  app: FastifyInstance,
  { vault, site, desk }: UnionOptions,
): Promise<void> {
  const { db } = vault
  const listBodies = () => listLegalBodies(db)

  app.get<WithDone>(home, guarded, async (request, reply) => {
    const settings = await getSettings(db)
    return reply.page('union/settings', {
      settings,
      missing: listMissing(settings),
      can_publish: canPublish(settings),
      body: (await listBodies()).find(({ id }) => id === settings.legal_body_id) ?? null,
      level: await wordsFor(db, request),
      sources: await listSources(db),
      domains: await listEmployerDomains(db),
      judged: judgeColour(settings.accent),
      done: doneOf(request),
    })
  })

  app.get<{ Querystring: { accent?: string } }>(`${home}/colour`, guarded, async (request, reply) => {
    const { clean } = readForm(request.query, { accent: settingsForms.appearance().accent })
    return reply.page('union/colour', { judged: clean ? judgeColour(clean.accent) : [] })
  })

  for (const part of parts) {
    const show = async (request: FastifyRequest, form: Form) => {
      const { accent } = readForm(form.values, { accent: settingsForms.appearance().accent }).clean ?? {}
      return {
        part,
        form,
        bodies: await listBodies(),
        level: await wordsFor(db, request),
        judged: accent ? judgeColour(accent) : [],
      }
    }

    app.get(`${home}/${part}`, guarded, async (request, reply) => {
      const fields = Object.entries(await getSettings(db)).map(([name, value]) => [name, String(value ?? '')])
      return reply.page('union/settings-part', await show(request, blankForm(Object.fromEntries(fields))))
    })

    app.post(`${home}/${part}`, guarded, async (request, reply) => {
      const fields: Record<string, Field<string | null>> = settingsForms[part](
        (await listBodies()).map(({ id }) => id),
      )
      const { clean, form } = readForm(request.body, fields)
      if (!clean) return reply.code(422).page('union/settings-part', await show(request, form))
      await saveSettings(vault, request.viewer, part, clean)
      site.clear()
      desk.clear()
      return reply.seeOther(`${home}?done=edit`)
    })
  }
}
