import { sayIn } from './answer/asked.ts'
import { questionsOf } from './definition.ts'
import { languageFor } from './said.ts'
import type { SurveyState } from './survey.ts'
import type { Survey } from './tables.ts'

/** What every page of a survey says of it. */
export interface SurveyHead extends Pick<Survey, 'kind' | 'audience' | 'closes_on' | 'k' | 'purpose'> {
  title: string
  /** Of its words, where the page's language is not among them. */
  language: string
  languages: string[]
  /** It asks for words that are read as they are written. */
  writes: boolean
}

/** A survey as its pages head it, in the language it has for a locale. */
export function headOf({ definition, ...survey }: SurveyState, locale: string): SurveyHead {
  const { kind, audience, closes_on, k, purpose } = survey
  const language = languageFor(definition, locale)
  const asking = { definition, language, answers: {}, hidden: new Set<string>(), seed: '' }
  const title = sayIn(asking, definition.title)
  const { languages } = definition
  const writes = questionsOf(definition).some(one => one.kind.endsWith('-text') || 'other' in one)
  return { kind, audience, closes_on, k, purpose, title, language, languages, writes }
}
