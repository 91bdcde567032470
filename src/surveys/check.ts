import { type Check, checkConditions, type Faults } from './check-condition.ts'
import { askedBy } from './condition.ts'
import { type Definition, questionsOf, wordsOf } from './definition.ts'
import { type Fault, fault } from './fault.ts'
import { insertionsOf } from './insertion.ts'
import { keysOf, type Question, type QuestionOf } from './question.ts'

function* repeated(codes: string[]): Generator<string> {
  const sorted = codes.toSorted()
  for (const [index, code] of sorted.entries())
    if (code === sorted[index - 1] && code !== sorted[index - 2]) yield code
}

/**
 * Everything that keeps a survey from its launch, and what its translations miss, in the order of its pages.
 * @param sealed whether numbers and days must stand in brackets, as sealed surveys ask
 */
export function checkDefinition(definition: Definition, sealed = false): Fault[] {
  const questions = questionsOf(definition)
  const keys = questions.flatMap(one => [...keysOf(one), ...('other' in one ? [`${one.code}.other`] : [])])
  const rank = new Map(questions.map(({ code }, index) => [code, index]))
  const check: Check = { definition, questions, rank, keys: new Set(keys) }
  return [
    ...checkCodes(check),
    ...questions.flatMap(question => [...checkQuestion(question, sealed)]),
    ...checkConditions(check),
    ...checkWords(check),
  ]
}

function* checkCodes({ definition, questions }: Check): Faults {
  if (!questions.some(question => question.kind !== 'text')) yield fault('', 'empty')
  const codes = [...definition.pages, ...questions].map(({ code }) => code)
  for (const code of repeated(codes)) yield fault(code, 'code-twice', code)
  const { breakdown } = definition
  const by = questions.find(question => question.code === breakdown)
  if (breakdown && (by?.kind !== 'single' || by.sensitive)) yield fault(breakdown, 'breakdown', breakdown)
}

function* checkQuestion(question: Question, sealed: boolean): Faults {
  const { code } = question
  if ('choices' in question) {
    const choices = question.choices.map(choice => choice.code)
    if (choices.length === 0) yield fault(code, 'choices-missing')
    for (const choice of repeated(choices)) yield fault(code, 'choice-twice', choice)
    if (choices.includes('other')) yield fault(code, 'choice-reserved', 'other')
  }
  if (question.kind === 'matrix') {
    if (question.rows.length === 0) yield fault(code, 'rows-missing')
    for (const row of repeated(question.rows.map(one => one.code))) yield fault(code, 'choice-twice', row)
  }
  if (!isBounded(question)) yield fault(code, 'bounds')
  if ((question.kind === 'number' || question.kind === 'date') && sealed && !question.brackets)
    yield fault(code, 'brackets')
}

/** Whether it can be answered at all: the least is no more than the most, and a scale has steps. */
function isBounded(question: Question): boolean {
  if (question.kind === 'scale') return question.from < question.to
  if (question.kind === 'number' || question.kind === 'date') {
    const { least, most, brackets = [] } = question as QuestionOf<'number'>
    const ascends = brackets.every((value, index) => index === 0 || brackets[index - 1]! < value)
    return ascends && (least === undefined || most === undefined || least <= most)
  }
  if (question.kind !== 'multiple' && question.kind !== 'ranking') return true
  const { least = 0, most = Number.POSITIVE_INFINITY, choices } = question
  const length = choices.length + ('other' in question ? 1 : 0)
  return least <= Math.min(most, length) && most > 0
}

function* checkWords({ definition, keys, rank }: Check): Faults {
  const [first, ...others] = definition.languages
  const missing = new Map<string, Fault>()
  for (const { place, words } of wordsOf(definition)) {
    if (!words[first!]) missing.set(`${place} words`, fault(place, 'words', first))
    for (const language of others)
      if (!words[language]) missing.set(`${place} ${language}`, fault(place, 'translation', language))
    const before = rank.get(place) ?? pageRank(definition, place)
    for (const key of new Set(Object.values(words).flatMap(insertionsOf))) {
      if (!keys.has(key)) yield fault(place, 'insertion-unknown', key)
      else if (rank.get(askedBy(key))! >= before) yield fault(place, 'insertion-later', key)
    }
  }
  yield* missing.values()
}

/** How many questions come before a page; all of them before the survey's last words. */
function pageRank({ pages }: Definition, place: string): number {
  const index = pages.findIndex(page => page.code === place)
  return (index < 0 ? pages : pages.slice(0, index)).reduce((sum, page) => sum + page.questions.length, 0)
}
