import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import t from 'tap'

const root = path.resolve(import.meta.dirname, '../..')
const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(root, `views/words/${locale}.json`), 'utf8'))
const fr = read('fr')
const en = read('en')
const code = globSync(['src/**/*.ts', 'views/**/*.eta'], { cwd: root })
  .map(file => readFileSync(path.join(root, file), 'utf8'))
  .join('\n')

t.test('both languages say the same things, in the same order', async t => {
  t.same(Object.keys(fr), Object.keys(en))
  t.same(Object.keys(fr), Object.keys(fr).toSorted())
})

t.test('every word asked for is in the catalogue', async t => {
  for (const [, key] of code.matchAll(/\bt\('([a-z][a-z0-9_.-]+)'/g)) t.ok((key as string) in fr, `${key}`)
})

t.test('no word is kept that nobody says', async t => {
  // A key may be put together: then its beginning up to a dot stands before a `${`.
  const stems = [...code.matchAll(/[`']([a-z][a-z0-9_.-]*\.)(?=\$\{|')/g)].map(match => match[1] as string)
  for (const key of Object.keys(fr)) {
    const said =
      code.includes(`'${key}'`) || code.includes(`\`${key}\``) || stems.some(stem => key.startsWith(stem))
    t.ok(said, key)
  }
})

t.test('both languages fill in the same values', async t => {
  const names = (message: string, locale: string): string[] => {
    const seen = new Set<string>()
    const walk = (parts: unknown): void => {
      for (const part of parts as {
        type: number
        value: string
        options?: Record<string, { value: unknown }>
      }[]) {
        if (part.type !== 0 && part.type !== 7) seen.add(part.value)
        for (const option of Object.values(part.options ?? {})) walk(option.value)
      }
    }
    walk(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst())
    return [...seen].sort()
  }
  for (const key of Object.keys(fr)) t.same(names(fr[key] ?? '', 'fr'), names(en[key] ?? '', 'en'), key)
})

t.test('no word promises what cannot be kept, nor calls an answer a vote', async t => {
  const forbidden = [
    /100\s*%\s*(?:d[’']\s*)?anonym/iu,
    /(?:totalement|entièrement|parfaitement|complètement|fully|completely|totally|perfectly)\s+anonym/iu,
    /(?<!\p{L})(?:re)?vot(?:e|es|er|ez|ons|é|és|ée|ées|ant|ants|ing|ed|ers?)(?!\p{L})/iu,
  ]
  // Only to say that it is none.
  const denials = ['legal.notice.not_election', 'legal.notice.not_election.text']
  for (const words of [fr, en])
    for (const [key, said] of Object.entries(words))
      if (!denials.includes(key)) for (const word of forbidden) t.notMatch(said, word, key)
})
