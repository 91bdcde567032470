import { getDocumentProxy } from 'unpdf'
import { numberIn, readFindings, type Said, say } from './table.ts'

/** The words of a PDF in their order: a line each, what stands apart in a line behind a tab. */
export async function wordsOf(file: Uint8Array): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(file), { verbosity: 0 })
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    const words = items.map(item => {
      if (!('str' in item)) return ''
      return (item.str === ' ' ? '\t' : item.str) + (item.hasEOL ? '\n' : '')
    })
    pages.push(words.join(''))
  }
  await document.loadingTask.destroy()
  return pages.join('\n')
}

/** The columns of a survey's report as its document has them: the chosen one by share and count, the others by share. */
export async function readDocument(file: Uint8Array, name: string): Promise<Said[]> {
  const words = await wordsOf(file)
  const [first = '', ...parts] = words.split(/^(?=(?:ordinary|sensitive)-\d+$)/m)
  const figures = parts.flatMap(part => {
    const question = /^\S+/.exec(part)?.[0] ?? ''
    const answered = numberIn(/^(\d[\d\s]*)réponses? à cette question/m.exec(part)?.[1])
    const row = /^Oui\t(.*?)^Non\t/ms.exec(part)?.[1]?.split('\t') ?? []
    const [share, count, ...others] = row
    return [
      ...say(`${name} answered`, question, answered),
      ...say(`${name} count`, question, numberIn(count)),
      ...say(`${name} share`, question, numberIn(share)),
      ...others.flatMap((other, at) => say(`${name} beside ${at}`, question, numberIn(other))),
    ]
  })
  const head = /^Réponse\t(.*?)^Oui\t/ms.exec(words)?.[1]?.split('\t') ?? []
  const [, , ...beside] = head.map(cell => cell.replace(/\s+/g, ' ').trim())
  return [...readFindings(first, name, beside), ...figures]
}
