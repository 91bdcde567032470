export type FaultKind =
  | 'empty'
  | 'code-twice'
  | 'choice-twice'
  | 'choice-reserved'
  | 'choices-missing'
  | 'rows-missing'
  | 'bounds'
  | 'brackets'
  | 'cycle'
  | 'condition-unknown'
  | 'condition-later'
  | 'condition-choice'
  | 'insertion-unknown'
  | 'insertion-later'
  | 'breakdown'
  | 'words'
  | 'translation'

/** What keeps a survey from its launch; a warning does not. */
export interface Fault {
  /** The code of the page or question it stands in; '' for the survey. */
  place: string
  what: FaultKind
  /** The code, key or language it is about. */
  about: string
  warning: boolean
}

export const fault = (place: string, what: FaultKind, about = ''): Fault => ({
  place,
  what,
  about,
  warning: what === 'translation',
})
