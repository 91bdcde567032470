import { type Answers, askedBy, type Condition, references } from '../surveys/condition.ts'
import { type Definition, questionsOf } from '../surveys/definition.ts'
import { type Choice, partsOf, type Question, type Row } from '../surveys/question.ts'
import { binsOf, type Item, itemsOf } from '../surveys/tally.ts'
import type { Part } from './tables.ts'

/** The one bin of a text: that something was written. */
export const WRITTEN = 'text'

/** Something to count, and what decides how it is protected. */
export interface CountedItem extends Item {
  /** Whose atoms count it; it is summed over no others. */
  part: Part
  /** Words to be shown: `question`, or `question.other`. */
  text: boolean
  /** Not everybody is asked. */
  conditional: boolean
  /** Who is asked tells what they answered to something sensitive. */
  leaning: boolean
  /** The sensitive questions whose answers decide which of its choices are offered: to give one tells of them. */
  offered_by: string[]
  /** By these parts of a survey, not shown, it was not asked. */
  within: string[]
}

const isText = ({ kind }: Question) => kind === 'short-text' || kind === 'long-text'

const pageOf = ({ pages }: Definition, question: Question) =>
  pages.find(({ questions }) => questions.includes(question))

/** The answers that decide whether parts of a survey are shown. */
const asks = (...parts: ({ shown?: Condition } | undefined)[]): string[] =>
  parts.flatMap(part => references(part?.shown))

/** Whether an answer, by its key, is one to something sensitive; the words beside *other* are as all words. */
const isAmong = (codes: Set<string>) => (key: string) => key.endsWith('.other') || codes.has(askedBy(key))

/** The sensitive questions, texts, and whatever is asked only of those who gave certain answers to them. */
export function sensitiveCodes(definition: Definition): Set<string> {
  const questions = questionsOf(definition)
  const found = new Set(
    questions.filter(one => isText(one) || ('sensitive' in one && one.sensitive)).map(({ code }) => code),
  )
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const one of questions)
      if (asks(pageOf(definition, one), one, ...partsOf(one)).some(isAmong(found))) found.add(one.code)
  }
  return found
}

/** The question by which atoms are parted; none where its answers are themselves to be protected. */
export function breakdownOf(definition: Definition): Item | undefined {
  const { breakdown } = definition
  if (!breakdown || sensitiveCodes(definition).has(breakdown)) return undefined
  return itemsOf(definition).find(({ key }) => key === breakdown)
}

/** Everything that is counted in a survey, in its order. */
export function countedItems(definition: Definition): CountedItem[] {
  const sensitive = sensitiveCodes(definition)
  const items = Map.groupBy(itemsOf(definition), ({ question }) => question.code)
  const protect = (item: Item, own?: Choice | Row) => {
    const { question } = item
    const deciding = asks(pageOf(definition, question), question, own)
    const offering = asks(...('choices' in question ? question.choices : [])).filter(isAmong(sensitive))
    return {
      ...item,
      conditional: deciding.length > 0,
      leaning: deciding.some(isAmong(sensitive)),
      offered_by: [...new Set(offering.map(askedBy))],
    }
  }
  return questionsOf(definition).flatMap(question => {
    const { code } = question
    const part = sensitive.has(code) ? ('sensitive' as const) : ('ordinary' as const)
    const counted = (items.get(code) ?? []).map(item => {
      const [own, hidden] = ownPart(item)
      return { ...protect(item, own), part, text: false, within: [code, ...hidden] }
    })
    const words = isText(question) ? [code] : 'other' in question ? [`${code}.other`] : []
    const texts = words.map(key => ({
      ...protect({ key, question, bins: [WRITTEN] }),
      part: 'sensitive' as const,
      text: true,
      within: [code],
    }))
    return [...counted, ...texts]
  })
}

/** The row or ranked choice that an item is about, and how `show` names it where it is hidden. */
function ownPart({ key, question }: Item): [own: Choice | Row | undefined, hidden: string[]] {
  const code = key.slice(question.code.length + 1)
  const is = (one: { code: string }) => one.code === code
  if (question.kind === 'matrix') return [question.rows.find(is), [key]]
  if (question.kind === 'ranking') return [question.choices.find(is), [`${question.code}:${code}`]]
  return [undefined, []]
}

/** The bins of an item that a response falls into, as `binsOf`; a text that was written falls into its one. */
export function binsIn(item: CountedItem, answers: Answers): string[] {
  if (item.text) return Object.hasOwn(answers, item.key) ? [WRITTEN] : []
  return binsOf(item, answers).filter(bin => item.bins.includes(bin))
}
