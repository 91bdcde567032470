import { Codes } from '../codes.ts'
import type { Choice, Row, Words } from '../question.ts'
import type { Lime } from './lime-context.ts'
import type { LimeQuestion } from './lime-survey.ts'
import { lose } from './report.ts'

const choicesMost = 2_000
const rowsMost = 500

/** Choices made from a question's answers or subquestions, and how their old codes became ours. */
export interface Choices {
  choices: Choice[]
  codes: Map<string, string | number>
}

interface Named {
  code: string
  words: Record<string, string>
}

/** The answers of a scale as choices. */
export const answersOf = (lime: Lime, question: LimeQuestion, code: string, scale = 0): Choices =>
  choicesOf(
    lime,
    question.answers.filter(answer => answer.scale === scale),
    code,
  )

/** Subquestions as choices. */
export const subquestionsOf = (lime: Lime, subquestions: LimeQuestion[], code: string): Choices =>
  choicesOf(
    lime,
    subquestions.map(({ title, words }) => ({ code: title, words })),
    code,
  )

function choicesOf(lime: Lime, named: Named[], code: string, kind: 'choice' | 'row' = 'choice'): Choices {
  const taken = new Codes(kind)
  const codes = new Map<string, string | number>()
  const choices = named.slice(0, choicesMost).map(({ code: old, words }) => {
    const own = taken.take(old)
    if (own !== old) lose(lime.report, code, 'code-changed', `${old} > ${own}`)
    codes.set(old, own)
    return { code: own, text: lime.line(words, code) }
  })
  if (named.length > choicesMost) lose(lime.report, code, 'choices-missing', String(named.length))
  return { choices, codes }
}

/** Subquestions as the rows of a matrix, each with the subquestion it was. */
export function rowsOf(
  lime: Lime,
  subquestions: LimeQuestion[],
  code: string,
): { row: Row; subquestion: LimeQuestion }[] {
  const named = subquestions.map(({ title, words }) => ({ code: title, words }))
  const { choices } = choicesOf(lime, named, code, 'row')
  return choices.slice(0, rowsMost).map((row, index) => ({ row, subquestion: subquestions[index]! }))
}

/** The choices of the kinds that come with their own. */
export function fixedChoices(lime: Lime, type: string): Choices | undefined {
  const said = (code: string, fr: string, en: string): [string, Words] => [code, lime.fixed(fr, en)]
  const scale = (to: number) =>
    Array.from({ length: to }, (_, index) => said(String(index + 1), String(index + 1), String(index + 1)))
  const known: Record<string, () => [string, Words][]> = {
    A: () => scale(5),
    B: () => scale(10),
    C: () => [said('Y', 'Oui', 'Yes'), said('U', 'Sans avis', 'Uncertain'), said('N', 'Non', 'No')],
    E: () => [
      said('I', 'En hausse', 'Increase'),
      said('S', 'Stable', 'Same'),
      said('D', 'En baisse', 'Decrease'),
    ],
    G: () => [said('F', 'Femme', 'Female'), said('M', 'Homme', 'Male')],
  }
  const list = Object.hasOwn(known, type) ? known[type]?.() : undefined
  return (
    list && {
      choices: list.map(([code, text]) => ({ code, text })),
      codes: new Map(list.map(([code]) => [code, code])),
    }
  )
}
