import fc from 'fast-check'
import t from 'tap'
import { decodeText, readCsv } from '../../src/http/csv.ts'

const text = 'Région;Nom\nÎle-de-France;Hôtel de l’Œuvre à 5 €\n'
const bytes = (list: number[], body: Buffer) => Buffer.concat([Buffer.from(list), body])
const wide = Buffer.from(text, 'utf16le')

const windows = () => {
  const odd: Record<string, number> = { '’': 0x92, Œ: 0x8c, '€': 0x80 }
  return Buffer.from([...text].map(letter => odd[letter] ?? letter.charCodeAt(0)))
}

t.test('a list reads the same in every encoding a spreadsheet may save', async t => {
  t.equal(decodeText(Buffer.from(text)), text, 'UTF-8')
  t.equal(decodeText(bytes([0xef, 0xbb, 0xbf], Buffer.from(text))), text, 'UTF-8 with its mark')
  t.equal(decodeText(bytes([0xff, 0xfe], wide)), text, 'UTF-16 little endian')
  t.equal(decodeText(bytes([0xfe, 0xff], Buffer.from(wide).swap16())), text, 'UTF-16 big endian')
  t.equal(decodeText(wide), text, 'UTF-16 without a mark')
  t.equal(decodeText(Buffer.from(wide).swap16()), text, 'UTF-16 big endian without a mark')
  t.equal(decodeText(windows()), text, 'Windows-1252')
})

t.test('commas, semicolons and tabs separate, quotes hold them', async t => {
  const cells = [
    ['Nom', 'Ville'],
    ['Dépôt, quai 3; nord', 'Lille'],
  ]
  for (const separator of [',', ';', '\t']) {
    const list = cells.map(row => row.map(cell => `"${cell}"`).join(separator)).join('\r\n')
    t.same(
      readCsv(list).lines?.map(line => line.cells),
      cells,
      JSON.stringify(separator),
    )
  }
})

t.test('a line keeps its number, whatever was empty before it', async t => {
  t.same(readCsv('Nom;Ville\n\n;\nDourges;Lille\n'), {
    lines: [
      { line: 1, cells: ['Nom', 'Ville'] },
      { line: 4, cells: ['Dourges', 'Lille'] },
    ],
  })
})

t.test('what is no text, or has a quote that never closes, is said to be so', async t => {
  t.same(readCsv('Nom\0;Ville'), { fault: 'unreadable' })
  t.equal(readCsv(decodeText(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 0xff, 0]))).fault, 'unreadable')
  t.equal(readCsv('Nom\n"Dourges\nLille\n').fault, 'quotes')
})

t.test('any bytes are answered, never thrown at', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), junk => {
      readCsv(decodeText(Buffer.from(junk)))
      return true
    }),
  )
})
