import path from 'node:path'
import fastifyView from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Assets } from './assets.ts'
import { type Form, speakForm } from './form.ts'
import { richText } from './rich-text.ts'
import { dayWords, type Locale, locales, momentWords, monthWords, numberWords, translator } from './words.ts'

/** Each feature adds its pages: the name of the view and what it needs. */
export interface Views {
  'errors/page': { status: number; code: string; id: string }
}

/** What every page of the union shows. */
export interface Site {
  name: string
  join_url: string
  /** CSS that sets the union's colours, appended to the stylesheet. */
  tokens: string
  /** Nothing here is real: every page says so. */
  demo?: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    locale: Locale
  }
  interface FastifyReply {
    page<Name extends keyof Views>(name: Name, data: Views[Name]): Promise<string>
    /** Leads to another page of ours, in the reader's language, after an act. */
    seeOther(path: string): FastifyReply
  }
}

export const viewFolder = path.resolve(import.meta.dirname, '../../views')
const eta = new Eta({ views: viewFolder, cache: true, autoTrim: [false, 'nl'] })
// Every view is named from the root: it is looked for once, not at each include.
const places = new Map<string, string>()
const locate = eta.resolvePath as (this: Eta, name: string) => string
eta.resolvePath = name => {
  const place = places.get(name) ?? locate.call(eta, name)
  places.set(name, place)
  return place
}
/** Text is no HTML: nothing is escaped in it. */
const plain = new Eta({ views: viewFolder, cache: true, autoTrim: [false, 'nl'], autoEscape: false })

/** What a view may say in a language, without a request: mails use it too. */
export function voice(locale: Locale) {
  return {
    locale,
    t: translator(locale),
    number: numberWords(locale),
    date: dayWords(locale),
    month: monthWords(locale),
    moment: momentWords(locale),
    richText: (markdown: string) => richText(markdown, locale),
    path: (target: string) => (locale === 'fr' ? target : `/${locale}${target === '/' ? '' : target}`),
  }
}

const voices = Object.fromEntries(locales.map(locale => [locale, voice(locale)])) as Record<
  Locale,
  ReturnType<typeof voice>
>

/** Renders a view with a voice and its data, outside of any request. */
export const render = (name: string, locale: Locale, data: object): string =>
  eta.render(`/${name}`, { ...voices[locale], ...data })

/** As `render`, for views that are plain text. */
export const renderText = (name: string, locale: Locale, data: object): string =>
  plain.render(`/${name}`, { ...voices[locale], ...data })

/** The language stands in the address: `/en/...` is the English of `/...`, and routes know nothing of it. */
export function stripLocale(url: string): { locale: Locale; url: string } {
  const match = /^\/(en)(?=[/?]|$)(.*)$/s.exec(url)
  if (!match) return { locale: 'fr', url }
  const rest = match[2] ?? ''
  return { locale: match[1] as Locale, url: rest.startsWith('/') ? rest : `/${rest}` }
}

/**
 * Gives replies their `page`.
 * @param surroundings what stands around every page: the site, and on officers' pages who is there
 */
export async function serveViews(
  app: FastifyInstance,
  assets: Assets,
  surroundings: (request: FastifyRequest) => Promise<{ site: Site }>,
): Promise<void> {
  // Without `production` every page would be compiled anew.
  await app.register(fastifyView, { engine: { eta }, root: viewFolder, viewExt: 'eta', production: true })
  app.decorateRequest('locale', {
    getter() {
      return stripLocale(this.originalUrl).locale
    },
  })
  app.decorateReply('seeOther', function seeOther(this: FastifyReply, target: string) {
    return this.redirect(voices[this.request.locale].path(target), 303)
  })
  app.decorateReply('page', async function page(this: FastifyReply, name: string, data: object) {
    const { form } = data as { form?: Form }
    const { request } = this
    const around = await surroundings(request)
    const spoken = voices[request.locale]
    const other: Locale = request.locale === 'fr' ? 'en' : 'fr'
    const asset = (file: string) =>
      file === 'unisson.css' ? assets.stylesheet(around.site.tokens) : assets.path(file)
    const here = request.url
    const html = await this.viewAsync(name, {
      ...spoken,
      ...around,
      here,
      alternate: voices[other].path(here),
      asset,
      ...data,
      form: form && speakForm(spoken.t, form),
    })
    this.type('text/html; charset=utf-8')
    return html
  })
}
