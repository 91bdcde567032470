import { Readable } from 'node:stream'
import { writeCsvStream } from 'hucre/csv'
import { writeXlsxStream } from 'hucre/xlsx'
import { voice } from '../http/views.ts'
import type { Locale, Translate } from '../http/words.ts'
import type { exportFormats } from './forms.ts'
import type { OpenMember } from './member.ts'
import type { ImportFault } from './tables.ts'

type Format = (typeof exportFormats)[number]

export const exportTypes: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

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

/** The register as a file that an import reads again, made while it leaves. No cell of it is ever a formula. */
export function writeMembersFile(
  members: AsyncIterable<OpenMember>,
  format: Format,
  locale: Locale,
): Readable {
  const { t } = voice(locale)
  const rows = writeRows(members, t)
  if (format === 'csv') return writeCsv(rows, locale)
  return fromWeb(writeXlsxStream(rows, { name: t('members.title') }))
}

const fromWeb = (stream: unknown) => Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])

const writeCsv = (rows: AsyncIterable<string[]>, locale: Locale) =>
  fromWeb(
    writeCsvStream(rows, {
      bom: true,
      delimiter: locale === 'fr' ? ';' : ',',
      escapeFormulae: true,
      headers: false,
    }),
  )

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
): Readable => writeCsv(faultRows(faults, say, voice(locale).t), locale)
