import { voice } from '../../http/views.ts'
import { signatoryLines } from '../../petitions/export.ts'
import { type SignatoryList, walkSignatories } from '../../petitions/signatory.ts'
import type { OpenNames } from './order-run.ts'

/** Those who signed a petition, as its owner reads them. */
export const signatoryFile: OpenNames = async (vault, { subject_id, list, locale }) => ({
  sheet: voice(locale).t('names.sheet'),
  lines: signatoryLines(
    walkSignatories(vault, subject_id, list as SignatoryList),
    list as SignatoryList,
    locale,
  ),
})
