import { answersOf, fixedChoices, rowsOf, subquestionsOf } from './lime-choice.ts'
import { codeIn, type Draft, type Lime } from './lime-context.ts'
import { asked, attribute, countIn, draft, optional } from './lime-draft.ts'
import { splitDual, splitGrid, splitParts } from './lime-split.ts'
import type { LimeQuestion } from './lime-survey.ts'
import { lose, type Why } from './report.ts'

const isShuffled = (question: LimeQuestion): boolean =>
  attribute(question, 'random_order') === '1' || attribute(question, 'answer_order') === 'random'

/** Kinds that are no question of ours, and why. */
const dropped: Record<string, Why> = { '*': 'equation', '|': 'upload', I: 'kind-unknown' }

/** A question in our terms: one, several, or none where we have nothing like it. */
export function convertQuestion(lime: Lime, from: LimeQuestion): Draft[] {
  const why: Why | undefined = attribute(from, 'hidden') === '1' ? 'hidden' : dropped[from.type]
  if (why) {
    lose(lime.report, from.title, why, from.type)
    return []
  }
  const code = lime.codes.take(from.title)
  if (code !== from.title) lose(lime.report, code, 'code-changed', `${from.title} > ${code}`)
  const convert = Object.hasOwn(converters, from.type) ? converters[from.type] : undefined
  if (!convert) lose(lime.report, from.title, 'kind-unknown', from.type)
  return convert?.(lime, from, code) ?? []
}

type Converter = (lime: Lime, from: LimeQuestion, code: string) => Draft[]

const single: Converter = (lime, from, code) => {
  const { choices, codes } = fixedChoices(lime, from.type) ?? answersOf(lime, from, code)
  if (from.other) codes.set('-oth-', 'other')
  lime.bind(from, {}, { key: code, codeOf: codeIn(codes) })
  if (from.other) lime.bind(from, { field: 'other' }, { key: `${code}.other` })
  return [
    draft(from, {
      kind: 'single',
      ...asked(lime, from, code),
      choices,
      ...otherOf(lime, from, code),
      ...optional('list', from.type === '!' || undefined),
      ...optional('shuffled', isShuffled(from) || undefined),
    }),
    ...(from.type === 'O' ? commentOn(lime, from, code) : []),
  ]
}

const multiple: Converter = (lime, from, code) => {
  const { choices, codes } = subquestionsOf(lime, from.subquestions, code)
  for (const exclusive of attribute(from, 'exclude_all_others').split(';')) {
    const choice = choices.find(one => one.code === codes.get(exclusive.trim()))
    if (choice) choice.exclusive = true
  }
  const all = choices.map(choice => choice.code)
  lime.bind(from, {}, { key: code, choices: all })
  for (const [index, subquestion] of from.subquestions.slice(0, choices.length).entries())
    lime.bind(from, { subquestions: [subquestion] }, { key: code, choice: all[index]! })
  if (from.other)
    lime.bind(from, { field: 'other' }, { key: code, choice: 'other' }, { key: `${code}.other` })
  return [
    draft(
      from,
      {
        kind: 'multiple',
        ...asked(lime, from, code),
        choices,
        ...otherOf(lime, from, code),
        ...optional('least', countIn(lime, from, 'min_answers', code)),
        ...optional('most', countIn(lime, from, 'max_answers', code)),
        ...optional('shuffled', isShuffled(from) || undefined),
      },
      relevances(from.subquestions, all),
    ),
    ...(from.type === 'P' ? commentOn(lime, from, code) : []),
  ]
}

const relevances = (subquestions: LimeQuestion[], codes: string[]): Map<string, string> =>
  new Map(codes.map((code, index) => [code, subquestions[index]?.relevance ?? '']))

function otherOf(lime: Lime, from: LimeQuestion, code: string) {
  if (!from.other) return {}
  const words = lime.line(from.attributes.get('other_replace_text') ?? {}, code)
  return { other: { ...lime.fixed('Autre', 'Other'), ...words } }
}

/** The comments beside choices, together in one question. */
function commentOn(lime: Lime, from: LimeQuestion, code: string): Draft[] {
  const comment = lime.codes.take(`${code}_comment`)
  lose(lime.report, code, 'comments-joined', comment)
  if (from.type === 'O') lime.bind(from, { field: 'comment' }, { key: comment })
  const text = lime.fixed('Votre commentaire', 'Your comment')
  return [draft(from, { kind: 'long-text', code: comment, text })]
}

const matrix: Converter = (lime, from, code) => {
  const { choices, codes } = fixedChoices(lime, from.type) ?? answersOf(lime, from, code)
  const rows = rowsOf(lime, from.subquestions, code)
  if (from.type === 'H') lose(lime.report, code, 'kind-changed', 'H')
  for (const { row, subquestion } of rows)
    lime.bind(from, { subquestions: [subquestion] }, { key: `${code}.${row.code}`, codeOf: codeIn(codes) })
  const parts = new Map(rows.map(({ row, subquestion }) => [row.code, subquestion.relevance]))
  const shuffled = optional('shuffled', isShuffled(from) || undefined)
  const shown = rows.map(({ row }) => row)
  const question = { kind: 'matrix' as const, ...asked(lime, from, code), rows: shown, choices, ...shuffled }
  return [draft(from, question, parts)]
}

/** Before version 700 what is ranked stands among the answers, then among the subquestions. */
const ranking: Converter = (lime, from, code) => {
  const answers = from.answers.length > 0
  const ranked = answers ? answersOf(lime, from, code) : subquestionsOf(lime, from.subquestions, code)
  const codeOf = codeIn(ranked.codes)
  for (let place = 0; place < ranked.choices.length; place += 1) {
    const slot = from.subquestions[place]
    const numbered = { ...from, title: String(place + 1) }
    lime.bind(from, { subquestions: [numbered] }, { key: code, place, codeOf })
    if (slot) lime.bind(from, { subquestions: [slot] }, { key: code, place, codeOf })
  }
  return [
    draft(from, {
      kind: 'ranking',
      ...asked(lime, from, code),
      choices: ranked.choices,
      ...optional('least', countIn(lime, from, 'min_answers', code)),
      ...optional('most', countIn(lime, from, 'max_answers', code)),
    }),
  ]
}

const scale: Converter = (lime, from, code) => {
  const steps = new Map([1, 2, 3, 4, 5].map(step => [String(step), step]))
  lime.bind(from, {}, { key: code, codeOf: codeIn(steps) })
  return [draft(from, { kind: 'scale', ...asked(lime, from, code), from: 1, to: 5 })]
}

const yesNo: Converter = (lime, from, code) => {
  const codes = new Map([
    ['Y', 'yes'],
    ['N', 'no'],
  ])
  lime.bind(from, {}, { key: code, codeOf: codeIn(codes) })
  return [draft(from, { kind: 'yes-no', ...asked(lime, from, code) })]
}

const block: Converter = (lime, from, code) => [
  draft(from, { kind: 'text', code, text: lime.text(from.words, code) ?? {} }),
]

const converters: Record<string, Converter> = {
  ...Object.fromEntries([...'L!OG'].map(type => [type, single])),
  ...Object.fromEntries([...'MP'].map(type => [type, multiple])),
  ...Object.fromEntries([...'FHABCE'].map(type => [type, matrix])),
  ...Object.fromEntries([...'NDSTUKQ'].map(type => [type, splitParts])),
  ...Object.fromEntries([...':;'].map(type => [type, splitGrid])),
  '1': splitDual,
  '5': scale,
  R: ranking,
  Y: yesNo,
  X: block,
}
