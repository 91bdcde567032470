import { readFileSync } from 'node:fs'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const weights = ['400Regular', '600SemiBold', '800ExtraBold']

const fontOf = (weight: string): Buffer => {
  const font = `@expo-google-fonts/bricolage-grotesque/${weight}/BricolageGrotesque_${weight}.ttf`
  return readFileSync(new URL(import.meta.resolve(font)))
}

// Fifty megabytes of native code: read when the first document is asked for.
async function makeCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  return NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontBlobs: weights.map(fontOf) }],
  })
}

let compiling: Promise<NodeCompiler> | undefined

/**
 * Sets a document as a tagged PDF (PDF/UA-1, ISO 14289-1) with its fonts in it.
 * @param source Typst, ours; it reads its data by `json(bytes(sys.inputs.data))`, so that no word of it is code
 * @throws what the source does wrong
 */
export async function typeset(source: string, data: unknown): Promise<Buffer> {
  compiling ??= makeCompiler().catch(error => {
    compiling = undefined
    throw error
  })
  const compiler = await compiling
  const set = compiler.compile({ mainFileContent: source, inputs: { data: JSON.stringify(data) } })
  const fault = set.takeError()
  if (!set.result) throw new Error(`The document cannot be set: ${JSON.stringify(fault?.shortDiagnostics)}`)
  const pdf = compiler.pdf(set.result, { pdfStandard: 'ua-1' as never })
  compiler.evictCache(10)
  return pdf
}
