import { createReadStream } from 'node:fs'
import { Invalid } from '../../errors.ts'
import { fileMost, readSurveyFile } from './file.ts'
import type { Imported } from './report.ts'

/**
 * Reads a survey from a file of this machine, no further than a file may be large.
 * @throws Invalid as `readSurveyFile`; the system's error where the file cannot be opened
 */
export async function readSurveyPath(path: string, k?: number): Promise<Imported> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path)) {
    length += (chunk as Buffer).length
    if (length > fileMost) throw new Invalid('file-large', 422)
    chunks.push(chunk as Buffer)
  }
  return readSurveyFile(Buffer.concat(chunks), k)
}
