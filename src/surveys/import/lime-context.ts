import { Codes } from '../codes.ts'
import type { Question, Words } from '../question.ts'
import type { LimeQuestion, LimeSurvey, LimeWords } from './lime-survey.ts'
import { markdown, type Plain, plainLine } from './markup.ts'
import { type LossReport, lose } from './report.ts'
import type { Target } from './translation.ts'

const lineMost = 4_000
const textMost = 20_000

/** One of our questions, with what the file says about when it is shown. */
export interface Draft {
  question: Question
  relevance: string
  /** Expressions under the codes of its rows or choices. */
  parts: Map<string, string>
  from: LimeQuestion
}

/** What a column of responses stands for; of a ranking, the choice in one place. */
export interface Column extends Target {
  place?: number
}

/** Which question, subquestions and field a name or column is about. */
export interface Cell {
  subquestions?: LimeQuestion[]
  field?: 'other' | 'comment'
  scale?: 0 | 1
}

/** An import of one LimeSurvey: its words, its codes, and what its names and columns have become. */
export class Lime {
  readonly survey: LimeSurvey
  readonly languages: string[]
  readonly report: LossReport
  readonly codes = new Codes('question')
  /** By every name an expression may use. */
  readonly names = new Map<string, Target>()
  /** By every name a column of responses may have. */
  readonly columns = new Map<string, Column>()

  constructor(survey: LimeSurvey, languages: string[], report: LossReport) {
    this.survey = survey
    this.languages = languages
    this.report = report
  }

  /** One line in each language. */
  line(words: LimeWords, code: string): Words {
    return this.#words(words, code, text => plainLine(text, lineMost))
  }

  /** Markdown in each language, undefined where there is none. */
  text(words: LimeWords, code: string): Words | undefined {
    const text = this.#words(words, code, html => markdown(html, textMost))
    return Object.keys(text).length > 0 ? text : undefined
  }

  #words(words: LimeWords, code: string, read: (html: string) => Plain): Words {
    const ours: Words = {}
    for (const language of this.languages) {
      const { text, removed } = read(words[language] ?? words[''] ?? '')
      for (const why of removed) lose(this.report, code, why, language)
      if (text !== '') ours[language] = text
    }
    return ours
  }

  /** Words of our own where the file has none: French, else English. */
  fixed(fr: string, en: string): Words {
    return Object.fromEntries(this.languages.map(language => [language, language.startsWith('fr') ? fr : en]))
  }

  /**
   * Remembers what a cell of a question has become, under all the names it may be called by.
   * @param target what an expression means by it; a place in a ranking is no answer of ours
   */
  bind(
    { title, qid, gid }: LimeQuestion,
    cell: Cell,
    column: Column,
    target: Target | undefined = column.place === undefined ? column : undefined,
  ): void {
    const { subquestions = [], field, scale } = cell
    const titles = subquestions.map(one => one.title)
    const name = [title, ...titles, ...(field ? [field] : []), ...(scale === undefined ? [] : [scale])]
    const mark = scale === undefined ? '' : `#${scale}`
    const old = `${this.survey.sid}X${gid}X${qid}${titles.join('_')}${field ?? ''}${mark}`
    const ids = subquestions.map(one => `_S${one.qid}`).join('')
    const recent = `Q${qid}${ids}${field ? `_C${field}` : ''}${mark}`
    for (const one of [old, recent]) this.columns.set(one, column)
    if (target) for (const one of [name.join('_'), old, recent]) this.names.set(one, target)
  }

  /** What an expression's name stands for, whatever property it asks of it that we also have. */
  find(name: string): Target | undefined {
    const plain = name
      .replace(/^INSERTANS:/, '')
      .replace(/^(that|self|this)\./, '')
      .replace(/\.(NAOK|value|valueNAOK|code|shown)$/, '')
    return this.names.get(plain)
  }
}

/** A foreign code among ours: the file's codes as they were changed. */
export const codeIn =
  (codes: Map<string, string | number>) =>
  (value: string | number): string | number | undefined =>
    codes.get(String(value))
