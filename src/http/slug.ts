const longest = 60
const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Words that addresses under `/petitions/` keep for themselves. */
const reserved = new Set(['new', 'edit', 'index', 'search', 'feed', 'templates', 'preview'])

const letters: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/**
 * The slug of a title: lower-case ASCII words parted by hyphens, cut between words at 60 characters, never
 * empty and never a reserved word (`petition` stands in or in front).
 *
 * @param rank 2 and above for the next petition of the same title: `salaires-2`
 */
export function slugOf(title: string, rank = 1): string {
  const plain = title.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  const ascii = plain.replace(/[œæßøłđðþı]/g, letter => letters[letter]!)
  const end = rank > 1 ? `-${rank}` : ''
  const words = cut(ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''), longest - end.length)
  const slug = `${words || 'petition'}${end}`
  return reserved.has(slug) ? `petition-${slug}` : slug
}

export function isSlug(value: string): boolean {
  return value.length <= longest && pattern.test(value) && !reserved.has(value)
}

/** At a hyphen, if one word of fewer than `most` characters stands before it. */
function cut(words: string, most: number): string {
  if (words.length <= most) return words
  const end = words.lastIndexOf('-', most)
  return words.slice(0, end > 0 ? end : most)
}
