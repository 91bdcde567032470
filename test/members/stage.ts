import type { Test } from 'tap'
import { type MemberWords, openMember, sectionKey } from '../../src/members/register.ts'
import type { Member } from '../../src/members/tables.ts'
import { headersOf, type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

export interface Stage extends Unisson {
  /** Two sections in the first region, one in the second. */
  dourges: string
  lille: string
  grasse: string
  nord: string
  sud: string
  /** Leads Dourges. */
  samira: Officer
}

/** A union of two regions and three sections, and the leader of one. */
export async function openStage(t: Test): Promise<Stage> {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const region = async (name: string) =>
    (await db.insertInto('regions').values({ name }).returning('id').executeTakeFirstOrThrow()).id
  const section = async (name: string, region_id: string) =>
    (await db.insertInto('sections').values({ name, region_id }).returning('id').executeTakeFirstOrThrow()).id
  const nord = await region('Hauts-de-France')
  const sud = await region('Provence')
  const dourges = await section('Plateforme de Dourges', nord)
  const lille = await section('Hôtel du Beffroi', nord)
  const grasse = await section('Parfumerie de Grasse', sud)
  const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges] })
  return Object.assign(unisson, { dourges, lille, grasse, nord, sud, samira })
}

export const membersPath = (sectionId: string): string => `/manage/sections/${sectionId}/members`

/** Sends a file from the page of a section, or of the whole union when none is named. */
export async function sendFile(
  { app }: Unisson,
  officer: Officer,
  sectionId: string | undefined,
  file: string | Buffer,
) {
  const form = new FormData()
  form.set('file', new Blob([Buffer.from(file)]), 'membres.csv')
  const body = new Response(form)
  return app.inject({
    method: 'POST',
    url: sectionId ? `${membersPath(sectionId)}/imports` : '/manage/member-imports',
    headers: { ...headersOf(officer.cookie), 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  })
}

export const get = ({ app }: Unisson, officer: Officer, url: string) =>
  app.inject({ url, headers: officer.headers })

/** The fields of a page's forms as they stand, of those that are asked for. */
export function choicesOn(html: string): Record<string, string> {
  const selects = [...html.matchAll(/<select[^>]* name="(column_\d+)"[^>]*>(.*?)<\/select>/gs)]
  const chosen = selects.map(([, name, options]) => [
    name,
    /value="([^"]*)" selected/.exec(options!)?.[1] ?? '',
  ])
  const header = /name="header"[^>]* checked/.test(html) ? { header: 'yes' } : {}
  return { ...Object.fromEntries(chosen), ...header, locale: 'fr' }
}

export interface Import {
  path: string
  /** The page once every line was tried. */
  checked: string
  /** The page once the lines were taken in; empty where that was not asked for. */
  done: string
}

/** Works until an import waits for somebody, or is over. */
export async function workOn(unisson: Unisson, officer: Officer, path: string): Promise<void> {
  do await unisson.work()
  while (/ing$/.test((await get(unisson, officer, `${path}/progress.json`)).json().phase))
}

/** Sends a file, takes the columns as the page guessed them, has it checked and taken in. */
export async function importFile(
  unisson: Unisson,
  officer: Officer,
  sectionId: string | undefined,
  file: string | Buffer,
  choices: Record<string, string> = {},
  confirm = true,
): Promise<Import> {
  const sent = await sendFile(unisson, officer, sectionId, file)
  if (sent.statusCode !== 303) throw new Error(`The file was refused:\n${sent.body}`)
  const columns = String(sent.headers.location)
  const path = columns.replace(/\/columns$/, '')
  const page = await get(unisson, officer, columns)
  const check = await post(unisson, `${path}/check`, { ...choicesOn(page.body), ...choices }, officer.cookie)
  if (check.statusCode !== 303) throw new Error(`The columns were refused:\n${check.body}`)
  await workOn(unisson, officer, path)
  const checked = (await get(unisson, officer, path)).body
  if (!confirm) return { path, checked, done: '' }
  await post(unisson, `${path}/confirmation`, {}, officer.cookie)
  await workOn(unisson, officer, path)
  return { path, checked, done: (await get(unisson, officer, path)).body }
}

export type Known = Omit<Member, 'sealed' | 'number_index' | 'address_index'> & MemberWords

/** Everybody in the register of a section, opened, by name. */
export async function listKnown({ vault }: Unisson, sectionId: string): Promise<Known[]> {
  const key = await sectionKey(vault, sectionId)
  const rows = await vault.db.selectFrom('members').selectAll().where('section_id', '=', sectionId).execute()
  const known = rows.map(({ sealed, number_index, address_index, ...row }) => ({
    ...row,
    ...openMember(key, { id: row.id, sealed }),
  }))
  return known.sort((one, other) => one.name.localeCompare(other.name))
}

/** What an import page counts under a title. */
export function figure(html: string, title: string): number {
  const found = new RegExp(`<dt>${title}</dt>\\s*<dd>([\\d\\s\\u202f]+)</dd>`).exec(html)
  return Number((found?.[1] ?? '0').replace(/\D/g, ''))
}
