import type { Form } from '../../http/form.ts'
import { type Answers, askedBy, references, show } from '../condition.ts'
import { type Definition, questionsOf } from '../definition.ts'
import { keysOf, type Question } from '../question.ts'
import { fieldName, type Reading, readAnswers } from './answer.ts'

/** What a respondent pressed. */
export type Press = 'start' | 'back' | 'next' | 'send' | 'stay'

/** Most that the pages of one respondent carry, in bytes. */
export const CARRIED = 256 * 1024

/** The page before the first question. */
export const FIRST = -1

/** Where a respondent is led, and what is known by then. */
export interface Step {
  /** The page's index in the definition; FIRST before the questions, the number of pages after them. */
  at: number
  /** What was typed so far, on all pages; the faults are those of this page. */
  form: Form
  answers: Answers
  hidden: Set<string>
  /** Why one is still here: unanswered questions may stay so, an answer opened more, it is too much, too many answer. */
  notice?: 'missing' | 'opened' | 'heavy' | 'crowd'
  /** The codes of the unanswered questions. */
  missed?: string[]
  /** Every answer is read and good: what is left is to keep them. */
  complete?: true
}

/** What a page of answers sends beside the answers. */
export interface Sent {
  at: number
  press: Press
  /** The parts of the page that were not shown. */
  veiled: string[]
  /** The page whose gaps were pointed out before. */
  passed: number
}

const presses = ['start', 'back', 'next', 'send', 'stay'] as const

/** @param pages how many there are */
function readSent(body: unknown, pages: number): Sent {
  const fields = (body ?? {}) as Record<string, unknown>
  const word = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const number = (name: string) => (/^\d{1,4}$/.test(word(name)) ? Number(word(name)) : FIRST)
  return {
    at: Math.min(number('at'), pages),
    press: presses.find(one => one === word('press')) ?? 'next',
    veiled: word('veiled').split(' ').filter(Boolean),
    passed: number('passed'),
  }
}

const isOn = (questions: Question[]) => {
  const codes = new Set(questions.map(({ code }) => code))
  return (name: string) => codes.has(askedBy(name.slice(fieldName('').length)))
}

/** How much the pages carry. @returns bytes */
const weightOf = ({ lists }: Form): number =>
  Object.entries(lists).reduce(
    (sum, [name, values]) => values.reduce((own, value) => own + name.length + Buffer.byteLength(value), sum),
    0,
  )

/** A page's faults and no others. */
const faultsOn = (form: Form, questions: Question[]): Form => {
  const here = isOn(questions)
  return {
    ...form,
    faults: Object.fromEntries(Object.entries(form.faults).filter(([name]) => here(name))),
  }
}

/** Reads what was sent; sections that are not offered are no answer. */
function readOffered(definition: Definition, body: unknown, offered: Set<string>, through?: string): Reading {
  const reading = readAnswers(definition, body, through)
  const { answers, form } = reading
  const refused = questionsOf(definition).filter(
    ({ kind, code }) =>
      kind === 'section' && Object.hasOwn(answers, code) && !offered.has(String(answers[code])),
  )
  if (refused.length === 0) return reading
  for (const { code } of refused) {
    delete answers[code]
    form.faults[fieldName(code)] = { code: 'choice' }
  }
  return { ...reading, hidden: new Set(show(definition, answers).hidden) }
}

/** The nearest page that is shown, in a direction; FIRST or the number of pages where there is none. */
export function nextShown({ pages }: Definition, hidden: Set<string>, from: number, by: 1 | -1): number {
  let at = from + by
  while (at >= 0 && at < pages.length && hidden.has(pages[at]?.code ?? '')) at += by
  return Math.max(FIRST, Math.min(at, pages.length))
}

/** Whether a page's answers are sent from it: none is shown after it, nor brought up by what it asks. */
export function isLast(definition: Definition, hidden: Set<string>, at: number): boolean {
  const here = new Set(definition.pages[at]?.questions.map(({ code }) => code))
  const later = definition.pages.slice(at + 1).flatMap(page => [page, ...page.questions])
  const asked = later.flatMap(({ shown }) => references(shown)).map(askedBy)
  return (
    nextShown(definition, hidden, at, 1) >= definition.pages.length && !asked.some(code => here.has(code))
  )
}

/**
 * Where the page that was sent leads. Nothing is kept on the way: every page carries all the answers so far, and
 * the last step reads them all again.
 * @param offered the ids of the sections one may name
 */
export function takeStep(definition: Definition, body: unknown, offered: Set<string>): Step {
  const { pages } = definition
  const { at, press, veiled, passed } = readSent(body, pages.length)
  const page = pages[at]
  const reading = readOffered(definition, body, offered, page?.code)
  const { answers, hidden, form } = reading
  const lead = (to: number): Step => ({ at: to, form: { ...form, faults: {} }, answers, hidden })
  if (press === 'back') return lead(nextShown(definition, hidden, at, -1))
  if (press === 'stay') return lead(at)
  if (page) {
    const here = faultsOn(form, page.questions)
    if (Object.keys(here.faults).length > 0) return { ...lead(at), form: here }
    if (veiled.some(part => !hidden.has(part))) return { ...lead(at), notice: 'opened' }
    const missed = page.questions.map(({ code }) => code).filter(code => reading.missing.includes(code))
    if (missed.length > 0 && passed !== at) return { ...lead(at), notice: 'missing', missed }
  }
  if (weightOf(form) > CARRIED)
    return { ...lead(page ? at : nextShown(definition, hidden, at, -1)), notice: 'heavy' }
  const next = nextShown(definition, hidden, at, 1)
  if (next < pages.length || press !== 'send') return lead(next)
  return finish(definition, reading)
}

/** After the last page that is shown: every question was read, and none that follows is asked. */
function finish({ pages }: Definition, { answers, hidden, form }: Reading): Step {
  const faulty = pages.findIndex(({ questions }) => Object.keys(faultsOn(form, questions).faults).length > 0)
  const page = pages[faulty]
  if (page) return { at: faulty, form: faultsOn(form, page.questions), answers, hidden }
  return { at: pages.length, form, answers, hidden, complete: true }
}

/** The fields that a page does not show, to travel with it. */
export function carriedBeside({ form }: Step, questions: Question[]): [name: string, value: string][] {
  const here = isOn(questions)
  return Object.entries(form.lists).flatMap(([name, values]) =>
    here(name) ? [] : values.filter(Boolean).map((value): [string, string] => [name, value]),
  )
}

/** The parts of a page that conditions may hide: questions, rows as `question.row`, choices as `question:choice`. */
export const partsOf = (questions: Question[]): string[] =>
  questions.flatMap(question => [
    question.code,
    ...(question.kind === 'matrix' ? keysOf(question) : []),
    ...('choices' in question ? question.choices.map(({ code }) => `${question.code}:${code}`) : []),
  ])
