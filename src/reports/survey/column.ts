import { NotFound } from '../../errors.ts'
import { breakdownOf } from '../item.ts'
import { type Scope, scopesBeside } from '../scope.ts'
import type { Atom } from '../tables.ts'
import type { Frozen } from './frozen.ts'
import { binWords, type Label, reportQuestions, type Speaking } from './question-report.ts'
import type { Sums } from './sum.ts'

/** The question by which a report may be broken down, and its answers that some group gave together. */
export interface Breakdown extends Label {
  categories: Label[]
}

/** A set of respondents whose figures stand in one column. */
export interface Column {
  scope: Scope
  category: Label | null
  /** Respondents of the set, for ordinary questions and for sensitive ones. */
  base: Sums['base']
}

/** The answers to the breakdown that some group of the survey gave together. */
export function categoriesOf({ survey, atoms }: Frozen, speaking: Speaking): Breakdown | null {
  const item = breakdownOf(survey.definition)
  const told = new Set(atoms.map(atom => atom.category))
  const bins = item?.bins.filter(bin => told.has(bin)) ?? []
  if (!item || bins.length === 0) return null
  const [question] = reportQuestions(speaking, [item.question], [])
  const categories = bins.map(bin => ({ code: bin, text: binWords(speaking, item.question, bin) }))
  return { code: item.key, text: question?.text ?? '', categories }
}

/** The columns a choice comes to. @throws NotFound for a category there is not */
export function columnsOf(
  scope: Scope,
  scopes: Scope[],
  breakdown: Breakdown | null,
  category: string,
): Omit<Column, 'base'>[] {
  const everybody = { scope, category: null }
  if (category === '')
    return [everybody, ...scopesBeside(scopes, scope).map(one => ({ scope: one, category: null }))]
  const categories = breakdown?.categories ?? []
  if (category === '*' && breakdown) return [everybody, ...categories.map(one => ({ scope, category: one }))]
  const found = categories.find(({ code }) => code === category)
  if (!found) throw new NotFound()
  return [{ scope, category: found }, everybody]
}

/** Those of a set who gave this answer to the breakdown; all without. */
export const ofCategory = (atoms: Atom[], category: Label | null): Atom[] =>
  category ? atoms.filter(atom => atom.category === category.code) : atoms
