import markdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import { type Locale, typography } from './typography.ts'

const seam = '\uFFFF'
const html = htmlWriter()
const plain = plainWriter()

/**
 * Safe HTML of Markdown by any hand: paragraphs, headings (an outline without gaps from `h3` down), emphasis,
 * lists, quotations, rules, links to `http`, `https` and `mailto`. Raw HTML and pictures stay text; a line
 * end is a `<br>`; text nodes are set by `typography`.
 */
export function richText(markdown: string, locale: Locale): string {
  return html.render(markdown.replaceAll(seam, ''), { locale })
}

/** The words of the same text for mails and descriptions: an empty line between paragraphs, links in full. */
export function plainText(markdown: string): string {
  return plain
    .render(markdown)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function htmlWriter(): MarkdownIt {
  const md = reader()
  md.core.ruler.push('outline', state => outline(state.tokens))
  md.core.ruler.push('typography', state => {
    for (const { children } of state.tokens) if (children) typeset(children, state.env.locale as Locale)
  })
  md.renderer.rules.link_open = (tokens, index) => {
    const link = md.utils.escapeHtml(href(tokens[index]!))
    return tokens[index]!.hidden ? '' : `<a href="${link}" rel="noopener nofollow ugc">`
  }
  return md
}

function plainWriter(): MarkdownIt {
  const md = reader()
  md.renderer.renderToken = () => ''
  Object.assign(md.renderer.rules, {
    text: (tokens: Token[], index: number) => tokens[index]!.content,
    softbreak: () => '\n',
    hardbreak: () => '\n',
    heading_close: () => '\n\n',
    paragraph_close: (tokens: Token[], index: number) => (tokens[index]!.hidden ? '\n' : '\n\n'),
    list_item_open: (tokens: Token[], index: number) => {
      const { info, level, markup } = tokens[index]!
      return `${'  '.repeat((level - 1) / 2)}${info ? info + markup : '-'} `
    },
    bullet_list_close: (tokens: Token[], index: number) => (tokens[index]!.level ? '' : '\n'),
    ordered_list_close: (tokens: Token[], index: number) => (tokens[index]!.level ? '' : '\n'),
    link_close: (tokens: Token[], index: number) => {
      const { hidden, markup } = tokens[index]!
      const open = tokens.findLast((token, before) => before < index && token.type === 'link_open')!
      return hidden || markup ? '' : ` (${href(open)})`
    },
  })
  return md
}

/** From nothing, so that a new version of the parser brings no element of its own. */
function reader(): MarkdownIt {
  const md = markdownIt('zero', { breaks: true, linkify: true })
  md.enable(['heading', 'list', 'blockquote', 'hr', 'newline', 'escape', 'entity', 'emphasis', 'link'])
  md.enable(['autolink', 'linkify'])
  md.linkify.set({ fuzzyEmail: false }).add('ftp:', null).add('mailto:', null).add('//', null)
  md.validateLink = isSafe
  md.core.ruler.push('links', state => {
    for (const { children } of state.tokens) if (children) hideEmptyLinks(children)
  })
  return md
}

/** No other scheme, and no `https://union.example@elsewhere.example`. */
function isSafe(link: string): boolean {
  const target = URL.parse(link)
  if (!target || target.username || target.password) return false
  return ['http:', 'https:', 'mailto:'].includes(target.protocol)
}

function href(open: Token): string {
  return String(open.attrGet('href'))
}

function hideEmptyLinks(children: Token[]): void {
  let hidden = false
  for (const [index, token] of children.entries()) {
    if (token.type === 'link_open') hidden = href(token) === '' || children[index + 1]!.type === 'link_close'
    if (token.type.startsWith('link_')) token.hidden = hidden
  }
}

function outline(tokens: Token[]): void {
  const above: number[] = []
  for (const [index, token] of tokens.entries()) {
    if (!token.type.startsWith('heading_')) continue
    if (token.nesting > 0) {
      const level = Number(token.tag.slice(1))
      while (above.length > 0 && above.at(-1)! >= level) above.pop()
      above.push(level)
    }
    token.tag = `h${Math.min(above.length + 2, 6)}`
    token.hidden = tokens[index + token.nesting]!.content === ''
  }
}

/** Across emphasis and links: the mark after a word in bold is set by the word it follows. */
function typeset(children: Token[], locale: Locale): void {
  const texts = children.map(({ type, tag, content }) =>
    type === 'text' ? content : tag === 'br' ? '\n' : '',
  )
  const set = typography(texts.join(seam), locale).split(seam)
  for (const [index, child] of children.entries()) if (child.type === 'text') child.content = set[index]!
}
