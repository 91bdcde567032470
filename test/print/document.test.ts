import t from 'tap'
import { typeset } from '../../src/print/document.ts'

const source = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: "Bricolage Grotesque", lang: "fr")
= #d.title
#d.words
`

t.test('a document is tagged, titled, in a language, and declares PDF/UA', async t => {
  const pdf = (await typeset(source, { title: 'Nos salaires', words: 'Été' })).toString('latin1')
  t.match(pdf, /^%PDF-1\.7/)
  for (const part of [
    '/StructTreeRoot',
    '/Lang (fr)',
    '<pdfuaid:part>1<',
    'Nos salaires',
    'BricolageGrotesque',
  ])
    t.ok(pdf.includes(part), part)
})

t.test('words are words, whatever they look like', async t => {
  const words = '#panic("no") $x$ *a* #read("/etc/hostname") `b` \\ " é'
  await t.resolves(typeset(source, { title: words, words }))
})

t.test('a picture without words for those who do not see it is refused', async t => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
  const picture = `${source}\n#image(bytes(d.svg), format: "svg")`
  await t.rejects(typeset(picture, { title: 'A', words: '', svg }))
})
