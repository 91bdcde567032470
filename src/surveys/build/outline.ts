import { sayIn } from '../answer/asked.ts'
import type { Condition } from '../condition.ts'
import type { Page } from '../definition.ts'
import { partsOf, type Question } from '../question.ts'
import { wordsIn } from '../said.ts'
import type { Building } from './building.ts'
import { findPlace } from './code.ts'
import { conditionWords, type Saying } from './condition-words.ts'
import { pageOf } from './edit.ts'
import { pageName } from './fault-words.ts'
import type { OutlinePage, OutlineQuestion, PartLine, SpokenFault } from './views.ts'

/** *Shown if …*; '' where something always is. */
export const shownWords = (saying: Saying, shown: Condition | undefined): string =>
  shown ? conditionWords(saying, shown) : ''

const faultsAt = (faults: SpokenFault[], place: string): string[] =>
  faults.filter(fault => fault.place === place && !fault.warning).map(({ sentence }) => sentence)

function outlineQuestion({ saying }: Building, question: Question, faults: SpokenFault[]): OutlineQuestion {
  const { definition, language } = saying
  const { code, kind } = question
  return {
    code,
    kind,
    text: wordsIn(question.text, language, definition),
    shown: shownWords(saying, question.shown),
    conditional: partsOf(question).filter(({ shown }) => shown).length,
    required: kind === 'text' ? '' : (question.required ?? ''),
    sensitive: kind !== 'text' && question.sensitive === true,
    breakdown: definition.breakdown === code,
    faults: faultsAt(faults, code),
  }
}

export const outlinePage = (building: Building, page: Page, faults: SpokenFault[]): OutlinePage => ({
  code: page.code,
  title: sayIn(building.asking, page.title),
  shown: shownWords(building.saying, page.shown),
  questions: page.questions.map(question => outlineQuestion(building, question, faults)),
  faults: faultsAt(faults, page.code),
})

/** The pages of a survey to choose from. */
export const pageChoices = ({ saying }: Building): { code: string; title: string }[] =>
  saying.definition.pages.map(({ code }) => ({ code, title: pageName(saying, code) }))

/** The lines of a question's form for its choices or rows, by the codes the form has. */
export function partLines(
  { saying }: Building,
  question: Question,
  field: 'choice' | 'row',
  codes: string[],
): PartLine[] {
  const mark = field === 'row' ? '.' : ':'
  const { definition } = saying
  return codes.map(code => {
    const place = `${question.code}${mark}${code}`
    const found = findPlace(definition, place)
    return {
      code,
      field: `${field}.${code}`,
      place: found ? place : '',
      shown: shownWords(saying, found?.part.shown),
      exclusive: field === 'choice' && question.kind === 'multiple',
    }
  })
}

/** The codes before and behind a question, in the order they are asked; '' at the ends. */
export function neighbours({ saying }: Building, code: string): { before: string; after: string } {
  const codes = saying.definition.pages.flatMap(page => page.questions.map(question => question.code))
  const at = codes.indexOf(code)
  return { before: codes[at - 1] ?? '', after: codes[at + 1] ?? '' }
}

/** The page a question stands on, with what it is called. */
export function pageAround({ saying }: Building, code: string): { code: string; title: string } {
  const page = pageOf(saying.definition, code)?.code ?? ''
  return { code: page, title: pageName(saying, page) }
}
