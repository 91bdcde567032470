import type { Condition } from '../condition.ts'
import type { Definition, Page } from '../definition.ts'
import type { Kind, Question, Words } from '../question.ts'
import { copyQuestions, freshCodes } from './code.ts'
import { blankQuestion } from './kind.ts'

/** What was added, and the definition with it. */
export interface Added {
  definition: Definition
  code: string
}

const inserted = <T>(list: T[], index: number, one: T): T[] => list.toSpliced(Math.max(0, index), 0, one)

const withPages = (definition: Definition, pages: Page[]): Definition => ({ ...definition, pages })

const mapPages = (definition: Definition, change: (page: Page) => Page): Definition =>
  withPages(definition, definition.pages.map(change))

const indexOfPage = ({ pages }: Definition, code: string): number =>
  pages.findIndex(page => page.code === code)

export const pageOf = ({ pages }: Definition, code: string): Page | undefined =>
  pages.find(page => page.questions.some(question => question.code === code))

/** A breakdown by a question that is not there any more is none. */
function settled(definition: Definition): Definition {
  const { breakdown, ...rest } = definition
  return breakdown && pageOf(definition, breakdown) ? definition : rest
}

export function addPage(definition: Definition): Added {
  const code = freshCodes(definition)('page')
  return { definition: withPages(definition, [...definition.pages, { code, questions: [] }]), code }
}

/** A page again, right behind itself, its questions under codes of their own. */
export function copyPage(definition: Definition, code: string): Added {
  const index = indexOfPage(definition, code)
  const page = definition.pages[index]
  if (!page) return { definition, code }
  const copy = { ...structuredClone(page), code: freshCodes(definition)('page') }
  copy.questions = copyQuestions(definition, page.questions)
  return { definition: withPages(definition, inserted(definition.pages, index + 1, copy)), code: copy.code }
}

/** Puts a page so that it stands at an index, from 0. */
export function placePage(definition: Definition, code: string, index: number): Definition {
  const page = definition.pages.find(one => one.code === code)
  if (!page) return definition
  return withPages(
    definition,
    inserted(
      definition.pages.filter(one => one !== page),
      index,
      page,
    ),
  )
}

/** One page up or down; the first and the last stay. */
export function movePage(definition: Definition, code: string, by: -1 | 1): Definition {
  return placePage(definition, code, Math.max(0, indexOfPage(definition, code) + by))
}

/** Removes a page with its questions; the last page leaves an empty one behind. */
export function removePage(definition: Definition, code: string): Definition {
  const pages = definition.pages.filter(page => page.code !== code)
  return settled(
    withPages(
      definition,
      pages.length > 0 ? pages : [{ code: freshCodes(definition)('page'), questions: [] }],
    ),
  )
}

/** Words with those of the first language changed; emptied there they are gone, translations too. */
export function reworded(words: Words | undefined, language: string, said: string): Words | undefined {
  if (said !== '') return { ...words, [language]: said }
  return words && !words[language] ? words : undefined
}

/** The words of a page; what is empty is left out. */
export function replacePage(
  definition: Definition,
  code: string,
  words: Pick<Page, 'title' | 'introduction'>,
): Definition {
  return mapPages(definition, page => {
    if (page.code !== code) return page
    const { title: _, introduction: __, ...rest } = page
    const { title, introduction } = words
    return { ...rest, ...(title && { title }), ...(introduction && { introduction }) }
  })
}

export function addQuestion(definition: Definition, page: string, kind: Kind): Added {
  const code = freshCodes(definition)('q')
  return { definition: placeNew(definition, blankQuestion(kind, code), page), code }
}

const placeNew = (definition: Definition, question: Question, to: string, index = Number.MAX_SAFE_INTEGER) =>
  mapPages(definition, page =>
    page.code === to ? { ...page, questions: inserted(page.questions, index, question) } : page,
  )

export function copyQuestion(definition: Definition, code: string): Added {
  const page = pageOf(definition, code)
  const index = page?.questions.findIndex(question => question.code === code) ?? -1
  const question = page?.questions[index]
  if (!page || !question) return { definition, code }
  const [copy] = copyQuestions(definition, [question]) as [Question]
  return { definition: placeNew(definition, copy, page.code, index + 1), code: copy.code }
}

export function removeQuestion(definition: Definition, code: string): Definition {
  const questions = (page: Page) => page.questions.filter(question => question.code !== code)
  return settled(mapPages(definition, page => ({ ...page, questions: questions(page) })))
}

/** Puts a question on a page so that it stands there at an index, from 0; without one, last. */
export function placeQuestion(
  definition: Definition,
  code: string,
  page: string,
  index?: number,
): Definition {
  const question = pageOf(definition, code)?.questions.find(one => one.code === code)
  if (!question || indexOfPage(definition, page) < 0) return definition
  const without = mapPages(definition, one => ({
    ...one,
    questions: one.questions.filter(other => other !== question),
  }))
  return placeNew(without, question, page, index)
}

/** One question up or down, over the edge of a page onto its neighbour. */
export function moveQuestion(definition: Definition, code: string, by: -1 | 1): Definition {
  const page = pageOf(definition, code)
  if (!page) return definition
  const to = page.questions.findIndex(question => question.code === code) + by
  if (to >= 0 && to < page.questions.length) return placeQuestion(definition, code, page.code, to)
  const next = definition.pages[indexOfPage(definition, page.code) + by]
  if (!next) return definition
  return placeQuestion(definition, code, next.code, by < 0 ? undefined : 0)
}

export function replaceQuestion(definition: Definition, question: Question): Definition {
  return settled(
    mapPages(definition, page => ({
      ...page,
      questions: page.questions.map(one => (one.code === question.code ? question : one)),
    })),
  )
}

/** Sets when a page, question, row (`question.row`) or choice (`question:choice`) is shown; undefined: always. */
export function setShown(definition: Definition, place: string, shown: Condition | undefined): Definition {
  const set = <T extends { shown?: Condition }>({ shown: _, ...part }: T): T =>
    (shown ? { ...part, shown } : part) as T
  const within = (mark: string, question: Question, list: { code: string; shown?: Condition }[]) =>
    list.map(part => (`${question.code}${mark}${part.code}` === place ? set(part) : part))
  const inQuestion = (question: Question): Question => {
    if (question.code === place) return set(question)
    if (!place.startsWith(`${question.code}:`) && !place.startsWith(`${question.code}.`)) return question
    return {
      ...question,
      ...('choices' in question && { choices: within(':', question, question.choices) }),
      ...('rows' in question && { rows: within('.', question, question.rows) }),
    } as Question
  }
  return mapPages(definition, page => {
    const changed = page.code === place ? set(page) : page
    return { ...changed, questions: changed.questions.map(inQuestion) }
  })
}
