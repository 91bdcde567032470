import type { Question } from '../question.ts'
import type { Draft, Lime } from './lime-context.ts'
import type { LimeQuestion } from './lime-survey.ts'
import { lose } from './report.ts'

/** What every kind has, under a code of ours. */
export function asked(lime: Lime, { words, help, mandatory }: LimeQuestion, code: string) {
  const text = lime.text(help, code)
  const required = mandatory === 'Y' ? ('hard' as const) : mandatory === 'S' ? ('soft' as const) : undefined
  return {
    code,
    text: lime.line(words, code),
    ...(text && { help: text }),
    ...(required && { required }),
  }
}

/** An attribute of a question, in whichever language it is said. */
export const attribute = ({ attributes }: LimeQuestion, name: string): string =>
  Object.values(attributes.get(name) ?? {})[0]?.trim() ?? ''

/** A whole number an attribute holds; what is an expression there is lost. */
export function countIn(lime: Lime, question: LimeQuestion, name: string, code: string): number | undefined {
  const value = attribute(question, name)
  if (/^\d{1,4}$/.test(value)) return Number(value)
  if (value !== '') lose(lime.report, code, 'validation', `${name}: ${value}`)
  return undefined
}

/** A property where there is a value, none where there is not. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V })

export const draft = (from: LimeQuestion, question: Question, parts = new Map<string, string>()): Draft => ({
  question,
  relevance: from.relevance,
  parts,
  from,
})
