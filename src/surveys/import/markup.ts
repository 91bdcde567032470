import { Parser } from 'htmlparser2'
import { cleanLine, cleanText } from '../../http/text.ts'

/** What had to go when a text lost its markup. */
export type Removed = 'script' | 'picture' | 'text-cut'

export interface Plain {
  text: string
  removed: Set<Removed>
}

const silent = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'math', 'noscript', 'head'])
const scripted = new Set(['script', 'iframe', 'object'])
const blocks = new Set(
  'p div ul ol table tr blockquote section article h1 h2 h3 h4 h5 h6 pre dl dt dd fieldset hr'.split(' '),
)
const bold = new Set(['b', 'strong'])
const italic = new Set(['i', 'em'])
const longest = 200_000

/** Text nodes keep their meaning in Markdown: what would mark them up is escaped. */
const escapeMarks = (text: string): string =>
  text.replace(/[\\*[\]`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')

/** The bare words of HTML by any hand, one line of text; scripts go with their content. */
export function plainLine(html: string, most: number): Plain {
  const { text, removed } = read(html, false)
  return settle(text.replace(/\s+/g, ' '), most, cleanLine, removed)
}

/** The same as Markdown: paragraphs, lists, emphasis and links to the web stay. */
export function markdown(html: string, most: number): Plain {
  const { text, removed } = read(html, true)
  const paragraphs = text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
  return settle(paragraphs, most, cleanText, removed)
}

const tags =
  /<\/?(script|style|iframe|object|svg|span|font|div|p|br|img|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|tr|td)\b[^<>]*>/i

/** A line that is plain text unless it holds a tag of HTML. */
export function looseLine(text: string, most: number): Plain {
  return tags.test(text.slice(0, longest))
    ? plainLine(text, most)
    : settle(text.slice(0, longest).replace(/\s+/g, ' '), most, cleanLine, new Set())
}

/** A text that is Markdown unless it holds a tag of HTML. */
export function looseText(text: string, most: number): Plain {
  return tags.test(text.slice(0, longest)) ? markdown(text, most) : settle(text, most, cleanText, new Set())
}

function read(html: string, marked: boolean): Plain {
  const removed = new Set<Removed>()
  if (html.length > longest) removed.add('text-cut')
  const parts: string[] = []
  const links: string[] = []
  let silenced = 0
  const parser = new Parser({
    onopentag(name, { src, alt, href }) {
      if (scripted.has(name)) removed.add('script')
      if (name === 'img' && src) removed.add('picture')
      if (silent.has(name)) silenced += 1
      if (silenced > 0) return
      if (name === 'img') parts.push(alt ?? '')
      else if (name === 'br') parts.push('\n')
      else if (blocks.has(name)) parts.push('\n\n')
      else if (name === 'li') parts.push(marked ? '\n- ' : '\n')
      else if (name === 'td' || name === 'th') parts.push(' ')
      else if (marked && bold.has(name)) parts.push('**')
      else if (marked && italic.has(name)) parts.push('*')
      else if (name === 'a') {
        links.push(/^(https?:\/\/|mailto:)[^\s()<>]+$/i.test(href ?? '') ? (href as string) : '')
        if (marked && links.at(-1)) parts.push('[')
      }
    },
    ontext(text) {
      if (silenced === 0) parts.push(marked ? escapeMarks(text.replace(/\s+/g, ' ')) : text)
    },
    onclosetag(name) {
      if (silent.has(name)) silenced = Math.max(0, silenced - 1)
      else if (silenced > 0) return
      else if (blocks.has(name)) parts.push('\n\n')
      else if (marked && bold.has(name)) parts.push('**')
      else if (marked && italic.has(name)) parts.push('*')
      else if (name === 'a') {
        const link = links.pop()
        if (marked && link) parts.push(`](${link})`)
      }
    },
  })
  parser.end(html.slice(0, longest))
  const text = parts.join('').replace(/\*\*\s*\*\*|(?<!\*)\*\s+\*(?!\*)/g, ' ')
  return { text, removed }
}

/** Characters no form would accept go, instead of the text they stand in. */
function settle(text: string, most: number, clean: typeof cleanLine, removed: Set<Removed>): Plain {
  if (text.length > longest) removed.add('text-cut')
  const bare = text
    .slice(0, longest)
    .toWellFormed()
    .replace(/[\p{Noncharacter_Code_Point}\p{Private_Use}\uFFFD\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/^\p{Mark}+|(\p{Mark}{4})\p{Mark}+/gu, '$1')
  const points = [...bare.trim()]
  if (points.length > most) removed.add('text-cut')
  const { value = '' } = clean(points.slice(0, most).join(''), most)
  return { text: value, removed }
}
