import type { Officer } from './officers.ts'
import { post } from './officers.ts'
import type { Unisson } from './unisson.ts'

/** A day so many days from now, '2026-11-23'. */
export const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Says who publishes and who hosts, without which nothing opens. */
export const publish = ({ vault }: Unisson) =>
  vault.db.updateTable('settings').set({ publisher: 'Confluence', host_name: 'Nuage commun' }).execute()

/** Starts a draft as the page does. @returns its id */
export async function startDraft(unisson: Unisson, { cookie }: Officer, fields: Record<string, string> = {}) {
  const started = await post(unisson, '/manage/petitions', { from: 'blank', ...fields }, cookie)
  const id = /petitions\/([0-9a-f-]{36})\//.exec(started.headers.location ?? '')?.[1]
  if (!id) throw new Error(`No draft was started: ${started.statusCode}\n${started.body}`)
  return id
}

const subjects: Record<string, Record<string, string>> = {
  'texts/fr': {
    title: 'Une infirmerie ouverte la nuit',
    summary: 'La nuit, il faut attendre le matin pour être soigné.',
    text: 'Nous demandons une infirmière de nuit, **dès janvier**.',
  },
  recipient: { recipient_name: 'Armelle', recipient_office: 'directrice du site' },
}

/** Fills in all that an opening needs. */
export async function fillDraft(unisson: Unisson, { cookie }: Officer, id: string): Promise<void> {
  const { slug } = await unisson.vault.db
    .selectFrom('petitions')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const terms = { goal: '100', closes_on: dayIn(60), listed: 'yes', slug }
  for (const [place, fields] of Object.entries({ terms, ...subjects })) {
    const saved = await post(unisson, `/manage/petitions/${id}/${place}`, fields, cookie)
    if (saved.statusCode !== 303) throw new Error(`${place} answered ${saved.statusCode}:\n${saved.body}`)
  }
}

/** A petition that this officer has opened. */
export async function openDraft(
  unisson: Unisson,
  officer: Officer,
): Promise<{ id: string; slug: string; path: string }> {
  const id = await startDraft(unisson, officer)
  await fillDraft(unisson, officer, id)
  const opened = await post(unisson, `/manage/petitions/${id}/opening`, {}, officer.cookie)
  if (opened.statusCode !== 303) throw new Error(`The opening answered ${opened.statusCode}:\n${opened.body}`)
  const { slug } = await unisson.vault.db
    .selectFrom('petitions')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id, slug, path: `/petitions/${slug}` }
}
