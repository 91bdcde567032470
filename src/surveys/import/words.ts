import { languagePattern, type Words } from '../question.ts'
import { looseLine, looseText } from './markup.ts'
import { type LossReport, lose } from './report.ts'

/** What texts are taken to be in when their file names no language; English where it names French elsewhere. */
export const silentLanguage = (named: string[]): string => (named.includes('fr') ? 'en' : 'fr')

const known =
  'ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu it ja ka ko ku lb lt lv ml ne nl no pl ps pt ro ru sk sl so sq sr sv sw ta tr uk ur vi wo zh'
const names = new Map(
  known.split(' ').flatMap(code => {
    const said = [code, 'en'].map(language => new Intl.DisplayNames(language, { type: 'language' }).of(code))
    return said.map(name => [name?.toLowerCase() ?? code, code] as const)
  }),
)

/** The code of 'fr', 'French', 'français' or 'Français (fr)'; undefined for what is no language we know. */
export function languageOf(name: string): string | undefined {
  if (name.length > 100) return undefined
  const inner = /\(([\w-]+)\)\s*$/.exec(name)?.[1]
  const plain = (inner ?? name).trim()
  const lower = plain.toLowerCase()
  if (names.has(lower)) return names.get(lower)
  const code = plain.replace(/^[A-Za-z]{2,3}(?=$|-)/, language => language.toLowerCase())
  return languagePattern.test(code) && (inner || code.length !== 3) ? code : undefined
}

/** One line in each language of a survey, as it can be kept. */
export function lineOf(report: LossReport, code: string, words: Words): Words {
  return kept(report, code, words, text => looseLine(text, 4_000))
}

/** Markdown in each language; undefined where there is none. */
export function textOf(report: LossReport, code: string, words: Words): Words | undefined {
  const text = kept(report, code, words, one => looseText(one, 20_000))
  return Object.keys(text).length > 0 ? text : undefined
}

function kept(
  report: LossReport,
  code: string,
  words: Words,
  read: (text: string) => ReturnType<typeof looseLine>,
) {
  const ours: Words = {}
  for (const [language, text] of Object.entries(words)) {
    const plain = read(text)
    for (const why of plain.removed) lose(report, code, why, language)
    if (plain.text !== '') ours[language] = plain.text
  }
  return ours
}
