import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import type { Db } from '../../database.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Viewer } from '../../union/scope.ts'
import { codeInvitation, surveyKey } from '../invitation.ts'
import { fixLines } from '../line.ts'
import { getOwnSurvey, lockOwnSurvey } from '../own-survey.ts'
import type { CodeSheetsTable } from '../tables.ts'
import { listChosen } from './launch.ts'

// No letter that reads as a figure or as another letter (Crockford's base 32).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

export interface CodeSheet extends Selectable<CodeSheetsTable> {
  section_name: string
}

/** A code as it is printed, in groups of four: 60 bits that follow from its sheet under the survey's key. */
function printedCode(key: DataKey, sheetId: string, number: number): string {
  const bytes = key.index(`sheet ${sheetId} ${number}`)
  const letters = Array.from({ length: LENGTH }, (_, at) => alphabet[(bytes[at] ?? 0) % alphabet.length])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

const codesOf = (key: DataKey, { id, code_count }: Pick<CodeSheet, 'id' | 'code_count'>): string[] =>
  Array.from({ length: code_count }, (_, number) => printedCode(key, id, number))

/** A code as somebody types it, in its one spelling; undefined when it is none. */
export function canonicalCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every(letter => alphabet.includes(letter)) ? code : undefined
}

/** The sheets of a survey, newest first. */
export const listSheets = (db: Db, surveyId: string): Promise<CodeSheet[]> =>
  db
    .selectFrom('code_sheets')
    .innerJoin('sections', 'sections.id', 'code_sheets.section_id')
    .selectAll('code_sheets')
    .select('sections.name as section_name')
    .where('survey_id', '=', surveyId)
    .orderBy('created_at', 'desc')
    .execute()

/**
 * Makes codes for those whom no mail reaches: each an invitation of its section, which one may use once.
 * @throws NotFound when the survey is not the viewer's, or not for that section @throws Conflict when it takes none
 */
export async function createSheet(
  vault: Vault,
  viewer: Viewer,
  surveyId: string,
  { section_id, code_count }: Pick<CodeSheet, 'section_id' | 'code_count'>,
): Promise<void> {
  const { db, keys } = vault
  const key = await surveyKey(vault, surveyId)
  await db.transaction().execute(async trx => {
    const survey = await lockOwnSurvey(trx, viewer, surveyId)
    const { audience, kind, phase } = survey
    const over = phase === 'closed' || phase === 'frozen'
    if (audience === 'link' || kind === 'named' || over) throw new Conflict()
    if (!(await listChosen(trx, surveyId)).includes(section_id)) throw new NotFound()
    const sheet = { survey_id: surveyId, id: randomUUID(), section_id, code_count }
    await trx
      .insertInto('code_sheets')
      .values({ ...sheet, account_id: viewer.account_id })
      .execute()
    const invitations = codesOf(key, sheet).map(code => ({
      survey_id: surveyId,
      id: codeInvitation(key, canonicalCode(code) ?? code),
      section_id,
      member_sealed: null,
    }))
    await trx.insertInto('invitations').values(invitations).execute()
    if (audience === 'codes' && phase !== 'draft') await fixLines(trx, survey)
    await trx
      .updateTable('surveys')
      .set({ recent_additions: sql`recent_additions + ${code_count}` })
      .where('id', '=', surveyId)
      .execute()
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'survey.codes',
      subject: 'survey',
      subject_id: surveyId,
      detail: { codes: code_count },
    })
  })
}

/** The codes of a sheet, to be printed; who asked is written down. @throws NotFound */
export async function readSheet(
  vault: Vault,
  viewer: Viewer,
  surveyId: string,
  sheetId: string,
): Promise<{ sheet: CodeSheet; codes: string[] }> {
  const { db, keys } = vault
  await getOwnSurvey(db, viewer, surveyId)
  const sheet = (await listSheets(db, surveyId)).find(({ id }) => id === sheetId)
  if (!sheet) throw new NotFound()
  await recordEvent(db, keys, {
    account_id: viewer.account_id,
    act: 'survey.codes-reading',
    subject: 'survey',
    subject_id: surveyId,
    detail: { codes: sheet.code_count },
  })
  return { sheet, codes: codesOf(await surveyKey(vault, surveyId), sheet) }
}
