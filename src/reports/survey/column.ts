import { NotFound } from '../../errors.ts'
import { breakdownOf } from '../item.ts'
import { type Scope, scopesBeside } from '../scope.ts'
import type { Atom } from '../tables.ts'
import type { Frozen } from './frozen.ts'
import { type Bin, type Label, reportQuestions, type Speaking } from './question-report.ts'
import type { Sums } from './sum.ts'

/** The question by which a report may be broken down, and its answers that some group gave together. */
export interface Breakdown extends Label {
  categories: Bin[]
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
  const categories = question?.bins.filter(({ code }) => bins.includes(code)) ?? []
  return { code: item.key, text: question?.text ?? '', categories }
}

/**
 * The category a reader asks for; '' for everybody, which is also what an answer comes to that no group of this period
 * gave together. @throws NotFound for what is no answer to the breakdown
 */
export function chooseCategory({ survey }: Frozen, breakdown: Breakdown | null, asked: string): string {
  const bins = breakdownOf(survey.definition)?.bins
  if (asked !== '' && !(bins && ['*', ...bins].includes(asked))) throw new NotFound()
  const told = breakdown ? ['*', ...breakdown.categories.map(({ code }) => code)] : []
  return told.includes(asked) ? asked : ''
}

/** The columns a choice comes to. @param category as `chooseCategory` says */
export function columnsOf(
  scope: Scope,
  scopes: Scope[],
  breakdown: Breakdown | null,
  category: string,
): Omit<Column, 'base'>[] {
  const everybody = { scope, category: null }
  const categories = (breakdown?.categories ?? []).map(one => ({ scope, category: one }))
  if (category === '*') return [everybody, ...categories]
  const found = categories.filter(one => one.category.code === category)
  if (found.length > 0) return [...found, everybody]
  return [everybody, ...scopesBeside(scopes, scope).map(one => ({ scope: one, category: null }))]
}

/** Those of a set who gave this answer to the breakdown; all without. */
export const ofCategory = (atoms: Atom[], category: Label | null): Atom[] =>
  category ? atoms.filter(atom => atom.category === category.code) : atoms
