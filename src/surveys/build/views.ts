import type { Form } from '../../http/form.ts'
import type { AskedQuestion } from '../answer/asked.ts'
import type { Kind, Question } from '../question.ts'
import type { OfferedSection } from '../respondent.ts'
import type { Survey } from '../tables.ts'
import type { KeyGroup } from './condition-choice.ts'
import type { FormComparison, Join } from './condition-tree.ts'
import type { Phrase } from './translation.ts'

/** What every page of the builder says of its survey. */
export interface BuildHead extends Pick<Survey, 'id' | 'kind'> {
  title: string
  /** The one it is written in. */
  language: string
  languages: string[]
  /** Launched: words may be corrected, nothing else. */
  frozen: boolean
}

/** A fault in words, and where it is mended. */
export interface SpokenFault {
  /** Of a page or question; '' for the survey. */
  place: string
  /** What that is called. */
  name: string
  sentence: string
  href: string
  warning: boolean
}

export interface OutlineQuestion {
  code: string
  kind: Kind
  text: string
  /** *Shown if …*; '' where it always is. */
  shown: string
  /** How many of its choices and rows are shown on a condition. */
  conditional: number
  required: '' | 'soft' | 'hard'
  sensitive: boolean
  breakdown: boolean
  /** What keeps it from the launch. */
  faults: string[]
}

export interface OutlinePage {
  code: string
  title: string
  shown: string
  questions: OutlineQuestion[]
  faults: string[]
}

/** A choice or row in a question's form. */
export interface PartLine {
  code: string
  field: string
  place: string
  /** *Shown if …*; '' where it always is. */
  shown: string
  /** Of several choices, whether it can stand alone. */
  exclusive: boolean
}

interface Built {
  survey: BuildHead
  done?: string
}

export interface QuestionEditing extends Built {
  page: { code: string; title: string }
  pages: { code: string; title: string }[]
  asked: AskedQuestion
  question: Question
  form: Form
  row_lines: PartLine[]
  choice_lines: PartLine[]
  shown: string
  /** What the form asks of this kind. */
  makeup: { words: string[]; flags: string[]; bounds: string[]; brackets: boolean }
  brackets: string[]
  note: string
  sections: OfferedSection[]
  faults: SpokenFault[]
  before: string
  after: string
  kinds: readonly Kind[]
  /** Somebody saved this question since the form was made. */
  stale: boolean
}

/** A condition's tree as its form shows it. */
export type NodeView =
  | { place: string; join: Join; of: NodeView[] }
  | { place: string; kept: string; sentence: string }
  | {
      place: string
      answer: string
      /** What it asks about, where that may not be asked. */
      label: string
      is: FormComparison
      value: string
      comparisons: readonly FormComparison[]
      /** undefined: it is typed. */
      values?: { value: string; label: string }[]
      type: 'text' | 'date'
    }

declare module '../../http/views.ts' {
  interface Views {
    'surveys/build/pages': Built & { pages: OutlinePage[]; faults: SpokenFault[] }
    'surveys/build/page': Built & {
      page: OutlinePage
      nth: number
      pages: { code: string; title: string }[]
      introduction: string
      asked: AskedQuestion[]
      sections: OfferedSection[]
      kinds: readonly Kind[]
      form: Form
      stale: boolean
    }
    'surveys/build/question': QuestionEditing
    'surveys/build/condition': Built & {
      place: string
      kind: string
      name: string
      back: string
      groups: KeyGroup[]
      tree: NodeView
      shown: string
      form: Form
      stale: boolean
    }
    'surveys/build/text': Built & { form: Form; faults: SpokenFault[]; stale: boolean }
    'surveys/build/languages': Built & {
      languages: { code: string; name: string; missing: { page: string; name: string; count: number }[] }[]
      offered: { value: string; label: string }[]
      form: Form
    }
    'surveys/build/language': Built & {
      language: string
      language_name: string
      original_name: string
      page: string
      pages: { code: string; title: string }[]
      missing: number
      groups: { name: string; phrases: (Omit<Phrase, 'words'> & { original: string })[] }[]
      form: Form
      stale: boolean
    }
    'surveys/build/check': Built & {
      faults: SpokenFault[]
      lacking: { code: string; name: string; count: number }[]
      questions: number
      notes: { code: string; note: string; text: string }[]
    }
    'surveys/build/trial-end': Built & { thanks: string; kept: { question: string; answer: string }[] }
    'surveys/build/removal': Built & {
      place: string
      name: string
      questions: number
      page: string
      /** What would lose its sense. */
      dependents: SpokenFault[]
    }
  }
}
