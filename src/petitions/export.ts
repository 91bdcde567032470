import { Readable } from 'node:stream'
import { writeCsvStream } from 'hucre/csv'
import { writeXlsxStream } from 'hucre/xlsx'
import { voice } from '../http/views.ts'
import type { Locale } from '../http/words.ts'
import type { Signatory, SignatoryList } from './signatory.ts'

export const exportFormats = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

type Column = 'name' | 'place' | 'confirmed_on' | 'email' | 'name_visibility' | 'state'

const columns: Record<SignatoryList, readonly Column[]> = {
  all: ['name', 'name_visibility', 'place', 'confirmed_on', 'email', 'state'],
  recipient: ['name', 'place'],
  contact: ['name', 'email', 'place', 'confirmed_on'],
}

export interface SignatoryFile {
  list: SignatoryList
  format: ExportFormat
  locale: Locale
  /** Who takes it, when and why, in a sentence: its first line. */
  origin: string
}

async function* writeRows(
  signatories: AsyncIterable<Signatory>,
  { list, locale, origin }: SignatoryFile,
): AsyncGenerator<string[]> {
  const { t } = voice(locale)
  const cell: Record<Column, (signatory: Signatory) => string> = {
    name: ({ name }) => name,
    place: ({ place }) => place,
    confirmed_on: ({ confirmed_on }) => confirmed_on,
    email: ({ email }) => email,
    name_visibility: ({ name_visibility }) => t(`sign.visibility.${name_visibility}`),
    state: ({ invalidated }) => (invalidated ? t('names.invalidated') : ''),
  }
  yield [origin]
  yield columns[list].map(column => t(`names.${column}`))
  for await (const signatory of signatories) yield columns[list].map(column => cell[column](signatory))
}

/**
 * A spreadsheet, made while it leaves: its memory does not grow with its rows. No cell of it is ever a formula, nor cut into
 * some where it is opened with another separator.
 */
export function writeSignatories(signatories: AsyncIterable<Signatory>, file: SignatoryFile): Readable {
  const rows = writeRows(signatories, file)
  const delimiter = file.locale === 'fr' ? ';' : ','
  const stream =
    file.format === 'csv'
      ? writeCsvStream(rows, {
          bom: true,
          delimiter,
          escapeFormulae: true,
          headers: false,
          quoteStyle: 'all',
        })
      : writeXlsxStream(rows, { name: voice(file.locale).t('names.sheet') })
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

export const exportTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
