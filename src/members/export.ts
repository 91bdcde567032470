import type { Readable } from 'node:stream'
import { voice } from '../http/views.ts'
import type { Locale, Translate } from '../http/words.ts'
import { type SheetFormat, writeSheet } from '../print/sheet.ts'
import type { OpenMember } from './member.ts'
import type { ImportFault } from './tables.ts'

const columns = [
  'number',
  'name',
  'email',
  'phone',
  'locale',
  'added_on',
  'refused_on',
  'bounced_on',
  'gone_on',
] as const

async function* writeRows(members: AsyncIterable<OpenMember>, t: Translate): AsyncGenerator<string[]> {
  yield columns.map(column => t(`members.column.${column}`))
  for await (const member of members) yield columns.map(column => member[column] ?? '')
}

/** The register as a file that an import reads again. */
export function writeMembersFile(
  members: AsyncIterable<OpenMember>,
  format: SheetFormat,
  locale: Locale,
): Readable {
  const { t } = voice(locale)
  return writeSheet(writeRows(members, t), { format, locale, name: t('members.title') })
}

async function* faultRows(faults: AsyncIterable<ImportFault>, say: SayFault, t: Translate) {
  yield ['line', 'column', 'fault', 'outcome'].map(column => t(`members.faults.${column}`))
  for await (const fault of faults)
    yield [
      String(fault.line),
      t(`members.column.${fault.field}`),
      say(fault),
      t(`members.faults.${fault.kept ? 'kept' : 'left_out'}`),
    ]
}

export type SayFault = (fault: ImportFault) => string

/** The faults of an import by line, without a word of the file. */
export const writeFaultsFile = (
  faults: AsyncIterable<ImportFault>,
  say: SayFault,
  locale: Locale,
): Readable => writeSheet(faultRows(faults, say, voice(locale).t), { format: 'csv', locale, name: '' })
