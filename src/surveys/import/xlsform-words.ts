import type { Words } from '../question.ts'
import type { SheetRow, Sheets } from './sheet.ts'
import { languageOf, silentLanguage } from './words.ts'

/** Which columns hold words, and in which language. */
export interface Languages {
  /** Codes, the default one first. */
  codes: string[]
  /** Names of languages we do not know. */
  unknown: string[]
  wordsIn(row: SheetRow, column: string): Words
}

const heading = /^(label|hint|guidance_hint|constraint_message|required_message)\s*::?\s*(.+)$/i

/** Reads 'label::Français (fr)', 'label:fr' and the bare 'label', which is in the form's default language. */
export function languagesOf({ survey, choices, settings }: Sheets): Languages {
  const columns = new Set([...survey, ...choices].flatMap(row => Object.keys(row)))
  const named = new Map<string, string>()
  const unknown = new Set<string>()
  const byColumn = new Map<string, { column: string; language: string }>()
  for (const column of columns) {
    const [, kind, name] = heading.exec(column) ?? []
    if (!kind || !name) continue
    const language = languageOf(name)
    if (language === undefined) unknown.add(name)
    else {
      named.set(name, language)
      byColumn.set(column, { column: kind.toLowerCase(), language })
    }
  }
  const wanted = languageOf(settings[0]?.default_language ?? '')
  const isBare = [...survey, ...choices].some(row => (row.label ?? '').trim() !== '')
  const others = [...new Set(named.values())]
  const bare = wanted ?? silentLanguage(others)
  const codes = new Set([...(wanted || isBare ? [bare] : []), ...others])
  if (codes.size === 0) codes.add(bare)
  return {
    codes: [...codes],
    unknown: [...unknown],
    wordsIn(row, column) {
      const words: Words = {}
      for (const [name, text] of Object.entries(row)) {
        const at = name.toLowerCase() === column ? { column, language: bare } : byColumn.get(name)
        if (at?.column === column && text.trim() !== '') words[at.language] = text
      }
      return words
    },
  }
}
