import { Invalid } from '../../errors.ts'
import { Codes } from '../codes.ts'
import { type Definition, type Page, questionsOf, wordsOf } from '../definition.ts'
import type { Words } from '../question.ts'
import { mend } from './mend.ts'
import { annotate } from './note.ts'
import { type Imported, lose, openReport } from './report.ts'
import type { Sheets } from './sheet.ts'
import { lineOf, textOf } from './words.ts'
import { convertBranch, type Form } from './xlsform-branch.ts'
import { placeRelevance } from './xlsform-condition.ts'
import { readLists, typeOf } from './xlsform-question.ts'
import { type Branch, isTable, patchOf, treeOf } from './xlsform-tree.ts'
import { languagesOf } from './xlsform-words.ts'

const rowsMost = 5_000
const choicesMost = 10_000

/**
 * A form of XLSForm: groups at the top become pages, groups within them fold into their page, those laid out
 * as tables become matrices.
 * @throws Invalid `file-unknown` without a survey sheet, `file-large`, `survey-shape`
 */
export function importXlsform(sheets: Sheets): Imported {
  const { survey, choices, settings } = sheets
  if (!survey.some(row => 'type' in row)) throw new Invalid('file-unknown', 422)
  if (survey.length > rowsMost || choices.length > choicesMost) throw new Invalid('file-large', 422)
  const report = openReport('xlsform')
  const languages = languagesOf(sheets)
  report.languages = {
    found: languages.codes.length + languages.unknown.length,
    kept: languages.codes.length,
  }
  for (const name of languages.unknown) lose(report, '', 'language', name)
  const lists = readLists(
    choices,
    (row, code) => lineOf(report, code, languages.wordsIn(row, 'label')),
    listPatch,
  )
  report.choices.found = choices.length
  const used = new Set(survey.map(row => typeOf(row).list))
  for (const [name, { codes }] of lists) if (used.has(name)) report.choices.kept += codes.size
  const form: Form = {
    report,
    languages,
    lists,
    codes: new Codes('question'),
    names: new Map(),
    placings: [],
  }
  const pages = pagesOf(form, treeOf(survey))
  placeRelevance(report, form.placings, form.names)
  const first = languages.codes[0] as string
  const title = (settings[0]?.form_title ?? '').trim() || (first === 'fr' ? 'Sans titre' : 'Untitled')
  // What our own export adds; its shape is checked with the rest.
  const definition = {
    languages: languages.codes,
    title: lineOf(report, '', { [first]: title }),
    ...patchOf(settings[0] ?? {}),
    pages,
  } as Definition
  placeInsertions(form, definition)
  return { definition: mend(definition, report), report }
}

const listPatch: Parameters<typeof readLists>[2] = row => {
  const { other, exclusive, shown } = patchOf(row)
  return {
    ...(other === true && { other }),
    ...(exclusive === true && { exclusive }),
    ...(shown && { shown }),
  }
}

function pagesOf(form: Form, tree: Branch[]): Page[] {
  const pages: Page[] = []
  let loose: Page | undefined
  for (const branch of tree) {
    if (branch.children && !isTable(branch)) {
      loose = undefined
      pages.push(groupPage(form, branch))
    } else {
      const questions = convertBranch(form, branch, [])
      if (questions.length === 0) continue
      if (!loose) {
        loose = { code: form.codes.take(`page${pages.length + 1}`), questions: [] }
        pages.push(loose)
      }
      loose.questions.push(...questions)
    }
  }
  return pages.filter(page => page.questions.length > 0 || page.introduction)
}

function groupPage(form: Form, branch: Branch): Page {
  const code = form.codes.take(branch.name || 'page')
  const title = lineOf(form.report, code, form.languages.wordsIn(branch.row, 'label'))
  const page: Page = { code, ...(Object.keys(title).length > 0 && { title }), questions: [] }
  form.placings.push({ owner: page, own: branch, around: [] })
  if (branch.type === 'begin repeat') lose(form.report, code, 'repeat', branch.name)
  for (const child of branch.children ?? []) {
    const introduction = child.patch.introduction === true ? wordsOfNote(form, child, code) : undefined
    if (introduction) page.introduction = introduction
    else page.questions.push(...convertBranch(form, child, []))
  }
  const placing = form.placings.find(({ owner }) => owner === page)
  if (placing && page.questions[0]) placing.noted = page.questions[0]
  return page
}

const wordsOfNote = (form: Form, { row }: Branch, code: string): Words | undefined =>
  textOf(form.report, code, form.languages.wordsIn(row, 'label'))

/** Turns `${name}` into our `{key}`; what it cannot name becomes an ellipsis, and a note. */
function placeInsertions({ report, names }: Form, definition: Definition): void {
  const questions = new Map(questionsOf(definition).map(question => [question.code, question]))
  for (const { place, words } of wordsOf(definition)) {
    for (const [language, text] of Object.entries(words)) {
      words[language] = text.replace(/\$\{([^{}]+)\}/g, (braced, name: string) => {
        const target = names.get(name.trim())
        if (target) return `{${target.key}}`
        lose(report, place, 'insertion-unsayable', braced)
        annotate(questions.get(place), braced)
        return '…'
      })
    }
  }
}
