import { line, oneOf } from '../../http/form.ts'
import { signatoryLists } from '../../petitions/signatory.ts'
import { sheetFormats } from '../../print/sheet.ts'

const protections = ['zip', 'none'] as const

/** Why a file with names is taken, how, and whether it opens with a password only. */
export const responsesForm = {
  reason: line(300),
  format: oneOf(...sheetFormats),
  protection: oneOf(...protections),
}

export const signatoriesForm = { ...responsesForm, list: oneOf(...signatoryLists) }
