import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import t from 'tap'
import { typography } from '../../src/http/typography.ts'

/** Shows the narrow no-break space as `_`. */
const fr = (text: string) => typography(text, 'fr').replaceAll('\u202F', '_')

t.test('French text gets narrow no-break spaces, apostrophes and ellipses', async t => {
  const cases: Record<string, string> = {
    "Qu'est-ce que c'est ?": 'Qu’est-ce que c’est_?',
    'Attention : « les salaires » ; vraiment !': 'Attention_: «_les salaires_»_; vraiment_!',
    'Attention: «les salaires»; vraiment!': 'Attention_: «_les salaires_»; vraiment_!',
    'Quoi ?! Bientôt...': 'Quoi_?! Bientôt…',
    'Quoi\u00A0? «\u00A0Oui\u2009»': 'Quoi_? «_Oui_»',
    'Pour un "vrai" salaire': 'Pour un «_vrai_» salaire',
    '+ 3 % et 1 200 €': '+ 3_% et 1 200_€',
    '(vraiment !)': '(vraiment_!)',
    'Objet : {x}': 'Objet_: {x}',
  }
  for (const [typed, set] of Object.entries(cases)) t.equal(fr(typed), set)
})

t.test('what is no sentence stays as it is', async t => {
  const kept = [
    'https://exemple.fr/?a=b;c:d!',
    'zoe@exemple.fr',
    '12:30',
    '12 h 30',
    '1 234 567',
    ':) ;-) ::',
    '<a href="https://x.fr/?a" title="a ; b">',
    '&nbsp; &#233;',
    '{count, plural, one {une} other {#}}',
    "'{'",
    'a?b=c',
    '« ',
    '\n: ',
    '....',
  ]
  for (const text of kept) t.equal(typography(text, 'fr'), text)
})

t.test('English text gets its own quotation marks and no spaces', async t => {
  t.equal(typography(`Don't say "never": it's done...`, 'en'), 'Don’t say “never”: it’s done…')
  t.equal(typography('Really ?', 'en'), 'Really ?')
})

t.test('setting twice changes nothing more', async t => {
  const piece = fc.constantFrom(
    'a',
    '1',
    ' ',
    '\u00A0',
    '\u202F',
    '"',
    "'",
    '«',
    '»',
    ':',
    ';',
    '!',
    '?',
    '.',
    '...',
    '{',
    '}',
    '{n}',
    '<',
    '>',
    '\n',
    '@',
    'www.',
    '%',
    '(',
    ')',
    '&',
    '…',
    '’',
    ',',
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map(pieces => pieces.join('')),
    fc.string(),
  )
  for (const locale of ['fr', 'en'] as const) {
    fc.assert(
      fc.property(text, value => typography(typography(value, locale), locale) === typography(value, locale)),
      { numRuns: 3000 },
    )
  }
  t.pass()
})

t.test('no letter, digit or mark is lost', async t => {
  const bare = (text: string) => text.normalize('NFKC').replace(/[\s'’"«»“”…]|\.{3}/gu, '')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), value => bare(typography(value, 'fr')) === bare(value)),
  )
  t.pass()
})

t.test('links and addresses come through every sentence', async t => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.emailAddress()), link => {
      fc.pre(!/['"{}<>&]|\.\./.test(link))
      return link.startsWith('http') ? typography(`Voir ${link} !`, 'fr').includes(link) : true
    }),
  )
  t.equal(fr('Écrire à zoe@exemple.fr : merci !'), 'Écrire à zoe@exemple.fr_: merci_!')
})

t.test('ICU messages mean the same afterwards', async t => {
  const message =
    "{count, plural, =0 {Personne n''a signé : « {title} »} one {L'unique signature !} other {# signatures : {part, number, ::percent} ?}} {d, date, ::yyyyMMdd} '{litt : éral}' l''{title}"
  const shown = new IntlMessageFormat(typography(message, 'fr'), 'fr')
  const say = (count: number) =>
    String(shown.format({ count, title: 'A : b', part: 0.5, d: new Date(0) })).replaceAll('\u202F', '_')
  t.match(say(0), 'Personne n’a signé_: «_A : b_» ')
  t.match(say(1), 'L’unique signature_! ')
  t.match(say(2), /^2 signatures_: .*_\? .*\{litt : éral\} l’A : b$/)
})

t.test('long hostile strings take no time', async t => {
  const start = process.cpuUsage()
  for (const piece of ['{ ', "'{", '<a', 'a@', '" a', ' ;', '&a', '« ', 'a.', '""', '{a,plural,'])
    typography(piece.repeat(20_000), 'fr')
  t.ok(process.cpuUsage(start).user < 2_000_000)
})
