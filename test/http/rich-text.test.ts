import fc from 'fast-check'
import t from 'tap'
import { plainText, richText } from '../../src/http/rich-text.ts'

const tag =
  /^<(?:\/?(?:p|h[3-6]|ul|ol|li|em|strong|blockquote)|br|hr|ol start="\d+"|a href="(?:https?|mailto):[^"<>]*" rel="noopener nofollow ugc"|\/a)>$/i
const hostile = fc
  .array(
    fc.constantFrom(
      '<script>',
      '</script>',
      '<img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      'data:text/html,x',
      '[',
      '](',
      ')',
      '![',
      '<',
      '>',
      '"',
      "'",
      '`',
      '**',
      '_',
      '# ',
      '- ',
      '1. ',
      '> ',
      '\n',
      '\n\n',
      '    ',
      '\t',
      '\\',
      '&lt;',
      '&#106;avascript:',
      '&quot;',
      'https://x.fr/',
      'http:',
      'mailto:',
      'onclick=',
      ' ',
      'a',
      '|',
      '---',
      '\uFFFF',
      '\0',
      '\u202F',
      '«',
      '»',
      '!',
      '[a]: ',
      '//x.fr',
      '@',
    ),
    { maxLength: 24 },
  )
  .map(parts => parts.join(''))

t.test('whatever is written, nothing but the listed tags comes out', async t => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), markdown => {
      const written = richText(markdown, 'fr')
      const tags = written.match(/<[^>]*>?/g) ?? []
      return tags.every(found => tag.test(found)) && !written.includes('\uFFFF')
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

t.test('scripts, pictures and other schemes stay text', async t => {
  t.equal(richText('<script>alert(1)</script>', 'en'), '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n')
  for (const link of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'java&Tab;script:a',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/manage',
  ]) {
    t.notMatch(richText(`[a](${link})`, 'fr'), '<a', link)
    t.notMatch(richText(`<${link}>`, 'fr'), '<a', link)
  }
  t.notMatch(richText('[a](https://union.example@evil.example)', 'fr'), /href="[^"]*evil/)
  t.notMatch(richText('![a](https://x.fr/y.png)', 'fr'), '<img')
  t.notMatch(richText('ftp://x.fr www.x.fr x.fr zoe@x.fr //x.fr', 'fr'), '<a')
})

t.test('links carry their relation and nothing else', async t => {
  const rel = 'rel="noopener nofollow ugc"'
  t.equal(
    richText('[a](https://x.fr?a=1&b "titre")', 'fr'),
    `<p><a href="https://x.fr?a=1&amp;b" ${rel}>a</a></p>\n`,
  )
  t.equal(
    richText('Voir https://x.fr/é.', 'fr'),
    `<p>Voir <a href="https://x.fr/%C3%A9" ${rel}>https://x.fr/é</a>.</p>\n`,
  )
  t.match(richText('<mailto:zoe@x.fr>', 'fr'), `<a href="mailto:zoe@x.fr" ${rel}>`)
})

t.test('a link to nowhere or without words is none', async t => {
  t.equal(richText('[a]() et [](https://x.fr)', 'fr'), '<p>a et </p>\n')
  t.equal(plainText('[a]() et [](https://x.fr)'), 'a et')
})

t.test('headings make an outline from h3 without gaps', async t => {
  const levels = (markdown: string) =>
    richText(markdown, 'fr')
      .match(/(?<=<)h\d/g)
      ?.join(' ')
  t.equal(levels('# a\n## b\n### c\n# d'), 'h3 h4 h5 h3')
  t.equal(levels('### a\n## b\n#### c\n###### d'), 'h3 h3 h4 h5')
  t.equal(levels('# a\n## b\n### c\n#### d\n##### e\n###### f'), 'h3 h4 h5 h6 h6 h6')
  t.equal(richText('#\n\na', 'fr'), '\n<p>a</p>\n')
  t.equal(richText('Titre\n---', 'fr'), '<p>Titre</p>\n<hr>\n')
})

t.test('text is set across emphasis, not inside links', async t => {
  const set = (markdown: string) => richText(markdown, 'fr').replaceAll('\u202F', '_')
  t.equal(set("**L'accord** : « *oui* » !"), '<p><strong>L’accord</strong>_: «_<em>oui</em>_»_!</p>\n')
  t.equal(set('Un "vrai **salaire**" ?\nOui.'), '<p>Un «_vrai <strong>salaire</strong>_»_?<br>\nOui.</p>\n')
  t.match(set('https://x.fr/?a;b...c!d'), '>https://x.fr/?a;b...c!d</a>')
  t.equal(richText('It\'s "done"', 'en'), '<p>It’s “done”</p>\n')
})

t.test('lists, quotations and line ends', async t => {
  t.equal(
    richText('- a\n- b\n\n3. c', 'fr'),
    '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start="3">\n<li>c</li>\n</ol>\n',
  )
  t.equal(richText('> a\n> b\n\n    c', 'fr'), '<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n<p>c</p>\n')
})

t.test('plain text keeps the words and spells links out', async t => {
  const markdown =
    '# Nos *salaires*\n\nVoir [le tract](https://x.fr/t), https://x.fr\net <mailto:zoe@x.fr>.\n\n- un\n- **deux**\n  - trois\n\n3. quatre\n\n> cinq\n\n---\n\n<b>six</b> & sept'
  const words =
    'Nos salaires\n\nVoir le tract (https://x.fr/t), https://x.fr\net mailto:zoe@x.fr.\n\n- un\n- deux\n  - trois\n\n3. quatre\n\ncinq\n\n<b>six</b> & sept'
  t.equal(plainText(markdown), words)
})

t.test('a long hostile text takes no time', async t => {
  const start = process.cpuUsage()
  for (const piece of ['[', '](', '**a', '> ', '- ', '<a ', '"', '&', '_', 'http://', '\\'])
    richText(piece.repeat(10_000), 'fr')
  const { user } = process.cpuUsage(start)
  t.ok(user < 3_000_000, `${Math.round(user / 1000)} ms`)
})
