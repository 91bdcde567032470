import fc from 'fast-check'
import t from 'tap'
import { type CleanText, cleanLine, cleanName, cleanText } from '../../src/http/text.ts'

const typed = fc.string({ unit: 'binary', maxLength: 60 })
const hostile = fc.array(
  fc.constantFrom(
    'e',
    'é',
    '\u0301',
    '\u200D',
    '\u200C',
    '\u034F',
    '\uFE0F',
    'ب',
    '👩',
    ' ',
    '\u00A0',
    '1',
    '\n',
    '\r',
    '\u202E',
    '\uD83D',
    '\u2060',
  ),
  { maxLength: 12 },
)

t.test('what is kept is composed, trimmed, short enough and stays as it is when cleaned again', async t => {
  for (const clean of [cleanLine, cleanText, (value: string, _most: number) => cleanName(value)]) {
    fc.assert(
      fc.property(
        fc.oneof(
          typed,
          hostile.map(parts => parts.join('')),
        ),
        value => {
          const { value: kept } = clean(value, 50)
          if (kept === undefined) return true
          return (
            kept === kept.normalize('NFC') &&
            kept === kept.trim() &&
            kept.isWellFormed() &&
            [...kept].length <= 100 &&
            !/[\0\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/.test(kept) &&
            clean(kept, 50).value === kept
          )
        },
      ),
      { numRuns: 500 },
    )
  }
  t.pass()
})

t.test('a line says what is wrong with it', async t => {
  const long = 'é'.repeat(11)
  const cases: [string, CleanText][] = [
    ['', { fault: 'empty' }],
    [' \u00A0\u200B\u3164\u2800 ', { fault: 'empty' }],
    [long, { fault: 'long' }],
    ['👷'.repeat(10), { value: '👷'.repeat(10) }],
    ['a\0b', { fault: 'control' }],
    ['a\nb', { fault: 'control' }],
    ['a\u2028b', { fault: 'control' }],
    ['a\u202Eb', { fault: 'direction' }],
    ['a\u2066b\u2069', { fault: 'direction' }],
    ['a\uD800', { fault: 'unreadable' }],
    ['a\uFFFD', { fault: 'unreadable' }],
    ['\u0301\u0302', { fault: 'marks' }],
    [`a${'\u0316'.repeat(5)}`, { fault: 'marks' }],
  ]
  for (const [value, expected] of cases) t.same(cleanLine(value, 10), expected, escape(value))
})

t.test('a line folds its spaces and loses what has no shape', async t => {
  t.equal(cleanLine('  Salaires\u00A0: \t assez\u202F! ', 30).value, 'Salaires : assez !')
  t.equal(cleanLine('gré\u00ADvis\u200Btes\u200F', 30).value, 'grévistes')
  t.equal(cleanLine('e\u0301te\u034F', 30).value, 'éte')
})

t.test('a text keeps its lines and its spaces', async t => {
  t.equal(
    cleanText('\uFEFF  un\r\n\tdeux  \rtrois\u2028quatre\n\n', 100).value,
    'un\n\tdeux  \ntrois\nquatre',
  )
  t.equal(cleanText('a\u000Bb', 100).fault, 'control')
  t.equal(cleanText('\r\n \r\n', 100).fault, 'empty')
})

t.test('joiners stay where a script or an emoji needs them and go elsewhere', async t => {
  for (const kept of ['می‌خواهم', 'क्‍ष', '👩‍👩‍👧', '葛󠄀城', '1️⃣']) t.equal(cleanLine(kept, 30).value, kept)
  t.equal(cleanLine('Al\u200Dice\uFE0F', 30).value, 'Alice')
})

t.test('names of people are kept as they are written', async t => {
  const names = [
    'O’Brien',
    "d'Almeida",
    'Nguyễn',
    '李',
    'Jean-Luc',
    'عَبْدُ ٱلرَّحْمَٰن',
    'J.Dupont',
    'Dr.Martin',
    'Anne St.-Yves',
    'Ka‘ala',
  ]
  for (const name of names) t.equal(cleanName(name).value, name)
})

t.test('a name that is a formula, a link or an address is refused', async t => {
  for (const name of ['=1+1', '+33', '-Ana', '@ana', '＝SOMME(A1)'])
    t.equal(cleanName(name).fault, 'formula', name)
  const links = [
    'ana@exemple.fr',
    'http:ana',
    'www.ana',
    'Gagnez sur evil.com',
    'ｅｖｉｌ．ｃｏｍ',
    'evil。shop',
    'a://b',
    'exemple.fr/x',
  ]
  for (const name of links) t.equal(cleanName(name).fault, 'link', name)
  for (const name of ['1234', '…', '👷']) t.equal(cleanName(name).fault, 'letterless', name)
  t.equal(cleanName('a'.repeat(101)).fault, 'long')
})
