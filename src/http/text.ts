export type TextFault =
  | 'empty'
  | 'long'
  | 'unreadable'
  | 'control'
  | 'direction'
  | 'marks'
  | 'formula'
  | 'link'
  | 'letterless'

export type CleanText = { value: string; fault?: undefined } | { value?: undefined; fault: TextFault }

const unreadable = /[\p{Noncharacter_Code_Point}\p{Private_Use}\uFFFD]/u
const direction = /[\u202A-\u202E\u2066-\u2069]/
const marks = /^\p{Mark}|\p{Mark}{5}/u

// Characters without a shape are dropped, not refused: nobody can find and mend what does not show, and what
// is stored is then what is seen. So go the direction marks (without letters of their own; `dir="auto"` does
// their work), soft hyphens, zero-width spaces, blank letters and tags.
const shapeless =
  /[\p{Default_Ignorable_Code_Point}--[\p{Variation_Selector}\u200C\u200D\u202A-\u202E\u2066-\u2069]]/gv

// Arabic, Persian and the scripts of India write with joiners, emoji are glued by them: kept there only.
const joined = 'Arab Syrc Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'
  .split(' ')
  .map(script => `\\p{Script_Extensions=${script}}`)
  .concat('\\p{Extended_Pictographic}', '\\p{Emoji_Modifier}', '\uFE0F')
// NFC sorts a run of marks in the square of its length, and as many as these are refused anyway.
const endless = /(\p{Mark}{32})\p{Mark}+/gu
const strayJoiner = new RegExp(`(?<!${joined.join('|')})[\u200C\u200D]`, 'gu')
const strayVariation = /(?<![\p{Emoji}\p{Script=Han}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu

const address =
  /https?:|:\/\/|www\.|@|[\p{L}\p{N}-]{2}\.(?:\p{L}{2}|com|org|net|edu|gov|info|biz|app|dev|xyz|shop|store|online|site|website|web|club|top|icu|live|link|click|page|space|tech|pro|name|mobi|blog|news|asia|coop)(?![\p{L}\p{N}])/iu

/**
 * One line of typed text: NFC, without characters that have no shape, every run of spaces (no-break ones
 * included: `typography` sets them again) folded into one, trimmed.
 *
 * @param most the longest value, in code points
 */
export function cleanLine(value: string, most: number): CleanText {
  return judge(
    shaped(value)
      .replace(/[\t\p{Zs}\u2800]+/gu, ' ')
      .trim(),
    most,
    /\p{Cc}|[\u2028\u2029]/u,
  )
}

/**
 * Several lines of typed text, Markdown perhaps: as `cleanLine`, but inner spaces stay and line ends become LF.
 *
 * @param most the longest value, in code points, a line end being one
 */
export function cleanText(value: string, most: number): CleanText {
  return judge(
    shaped(value)
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .trim(),
    most,
    /[^\P{Cc}\t\n]/u,
  )
}

/**
 * A person's name: a line of at most 100 code points with a letter in it. Refused: what a spreadsheet would
 * take for a formula (`= + - @` first), and what holds a link or an e-mail address.
 */
export function cleanName(value: string): CleanText {
  const name = cleanLine(value, 100)
  if (name.fault) return name
  const plain = name.value.normalize('NFKC').replaceAll('。', '.')
  if (/^[=+\-@]/.test(plain)) return { fault: 'formula' }
  if (address.test(plain)) return { fault: 'link' }
  return /\p{L}/u.test(plain) ? name : { fault: 'letterless' }
}

function shaped(value: string): string {
  const bare = value.replace(shapeless, '').replace(endless, '$1').normalize('NFC')
  return bare.replace(strayVariation, '').replace(strayJoiner, '').normalize('NFC')
}

function judge(value: string, most: number, control: RegExp): CleanText {
  if (value === '') return { fault: 'empty' }
  if (!value.isWellFormed() || unreadable.test(value)) return { fault: 'unreadable' }
  if (control.test(value)) return { fault: 'control' }
  if (direction.test(value)) return { fault: 'direction' }
  if (marks.test(value)) return { fault: 'marks' }
  return [...value].length > most ? { fault: 'long' } : { value }
}
