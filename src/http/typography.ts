export type Locale = 'fr' | 'en'

const narrow = '\u202F'
const space = /[ \u00A0\u2009\u202F]/u.source

// Not words: ICU quoting and arguments, tags, character references, links, e-mail addresses.
const kept = [
  /'[{}<>#|][^']*'?/u.source,
  /\{\s*[\w.-]+\s*(?:,\s*(?:plural|select|selectordinal|number|date|time)\b[^{}]*)?(?=[{}])/u.source,
  /<\/?[a-zA-Z][^<>]*>/u.source,
  /&(?:#\w{1,8}|\w{1,32});/u.source,
  /(?:https?:\/\/|www\.|mailto:)[^\s<>«»"{}]+/u.source,
  /[\w.+-]{1,64}@[\w.-]+/u.source,
].join('|')
const apostrophe = /(?<=[\p{L}}>])''?|(?<=\d)'(?=\p{L})/u.source
const ellipsis = /(?<!\.)\.{3}(?!\.)/u.source

// Not the mark of a time (12:30), an emoticon, a ratio or a query.
const mark = /(?=[!?](?![\p{L}\p{N}/=&])|[;:](?![\p{L}\p{N};:!?(){|/=&-]))/u.source
const gap = [
  String.raw`(?<=\S)${space}+${mark}`,
  String.raw`(?<=[\p{L}\p{N})\]}%€])${mark}`,
  String.raw`«${space}*(?=[^\s»])`,
  String.raw`(?<=\S)${space}*»`,
  String.raw`(?<=[\d}])${space}(?=[%€])`,
].join('|')

const rules = {
  fr: new RegExp(`(${kept})|${apostrophe}|${ellipsis}|${gap}`, 'gu'),
  en: new RegExp(`(${kept})|${apostrophe}|${ellipsis}`, 'gu'),
}
const quoted = /(?<=^|[\s([«\uFFFF])"(?=\S)([^"\n<>{}]*)(?<=\S)"(?=$|[\s)\].,;:!?…»\uFFFF])/gu
const quotes = { fr: `«${narrow}$1${narrow}»`, en: '“$1”' }
const signs: Record<string, string> = {
  "'": '’',
  "''": '’',
  '...': '…',
  '«': `«${narrow}`,
  '»': `${narrow}»`,
  '': narrow,
}

/**
 * Sets plain text, or an ICU message before its values are put in, as a printer of the language would:
 * apostrophes, ellipses, quotation marks; in French a narrow no-break space before `; : ! ?`, `%` and `€` and
 * inside `« »` (Lexique des règles typographiques en usage à l'Imprimerie nationale, but for the colon and
 * the guillemets, whose wider space web pages seldom keep). Idempotent; links, addresses, tags, times and
 * ICU arguments stay as they are.
 */
export function typography(text: string, locale: Locale): string {
  const turned = text.replace(quoted, quotes[locale])
  return turned.replace(
    rules[locale],
    (found, kept?: string) => kept ?? signs[found.replace(/\s/g, '')] ?? found,
  )
}
