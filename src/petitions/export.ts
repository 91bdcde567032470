import { voice } from '../http/views.ts'
import type { Locale } from '../http/words.ts'
import type { Signatory, SignatoryList } from './signatory.ts'

type Column = 'name' | 'place' | 'confirmed_on' | 'email' | 'name_visibility' | 'state'

const columns: Record<SignatoryList, readonly Column[]> = {
  all: ['name', 'name_visibility', 'place', 'confirmed_on', 'email', 'state'],
  recipient: ['name'],
  contact: ['name', 'email', 'place', 'confirmed_on'],
}

/** The lines of a list's file, its titles first. */
export async function* signatoryLines(
  signatories: AsyncIterable<Signatory>,
  list: SignatoryList,
  locale: Locale,
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
  yield columns[list].map(column => t(`names.${column}`))
  for await (const signatory of signatories) yield columns[list].map(column => cell[column](signatory))
}
