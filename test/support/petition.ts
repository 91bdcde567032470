import type { Insertable } from 'kysely'
import { today } from '../../src/http/day.ts'
import { createPetition, recordAct } from '../../src/petitions/petition.ts'
import type { PetitionsTable } from '../../src/petitions/tables.ts'
import type { Unisson } from './unisson.ts'

export interface OpenPetition {
  id: string
  slug: string
  path: string
}

const daysFromNow = (days: number): string =>
  new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10)

let made = 0

/** A petition of the union that is open now, its act written as an officer's would be. */
export async function openPetition(
  { vault }: Pick<Unisson, 'vault'>,
  petition: Partial<Insertable<PetitionsTable>> = {},
  title = 'Des horaires que l’on peut tenir',
): Promise<OpenPetition> {
  made += 1
  const slug = petition.slug ?? `horaires-${made}`
  const id = await vault.db.transaction().execute(async trx => {
    const id = await createPetition(
      trx,
      vault.keys,
      {
        recipient_name: 'Armelle',
        recipient_office: 'directrice du site',
        workplace_asked: true,
        opens_on: today(),
        closes_on: daysFromNow(60),
        ...petition,
        slug,
      },
      { fr: { title, summary: 'Nous demandons des plannings un mois à l’avance.', text: 'Le texte.' } },
    )
    await recordAct(trx, id, 'opening', null)
    return id
  })
  return { id, slug, path: `/petitions/${slug}` }
}

/** Forms as a browser sends them. */
export const posted = (fields: Record<string, string>) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: new URLSearchParams(fields).toString(),
})

/** What the page of a petition gave to its form: the stamp and the version of the text. */
export async function readHidden(unisson: Unisson, path: string): Promise<Record<string, string>> {
  const { body } = await unisson.app.inject(path)
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  return { stamp: value('stamp'), text_version: value('text_version') }
}

/** Signs as one does on the page. */
export async function sign(
  unisson: Unisson,
  { path }: OpenPetition,
  fields: Record<string, string>,
  remoteAddress = '192.0.2.1',
) {
  const hidden = await readHidden(unisson, path)
  return unisson.app.inject({
    url: `${path}/signatures`,
    remoteAddress,
    ...posted({ name_visibility: 'counted', consent: 'yes', ...hidden, ...fields }),
  })
}

/** Presses the button that a mailed link leads to. @param link without the host */
export async function pressButton(unisson: Unisson, link: string, fields: Record<string, string> = {}) {
  const { body } = await unisson.app.inject(link)
  const shown = /name="shown" value="([^"]*)"/.exec(body)?.[1]
  return unisson.app.inject({ url: link, ...posted({ ...(shown ? { shown } : {}), ...fields }) })
}

/** Signs and confirms, by mail. */
export async function signAndConfirm(
  unisson: Unisson,
  petition: OpenPetition,
  fields: Record<string, string> & { email: string },
  remoteAddress?: string,
) {
  await sign(unisson, petition, fields, remoteAddress)
  await unisson.work()
  return pressButton(unisson, unisson.mailbox.link(fields.email, '/confirmation'))
}

export async function countOf(unisson: Unisson, { id }: OpenPetition): Promise<number> {
  const { countSignatures } = await import('../../src/petitions/count.ts')
  await unisson.work()
  return countSignatures(unisson.vault.db, id)
}
