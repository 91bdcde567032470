import { Invalid } from '../../errors.ts'
import { type Definition, questionsOf } from '../definition.ts'
import { isOurs, readJson } from '../export/json.ts'
import { partsOf } from '../question.ts'
import { openArchive } from './archive.ts'
import { importLime, importLimeArchive } from './lime.ts'
import { type Imported, type LossReport, openReport } from './report.ts'
import { readCsv, readWorkbook } from './sheet.ts'
import { importSurveyJs } from './surveyjs.ts'
import { importXlsform } from './xlsform.ts'

/** The largest file that is read at all, in bytes. */
export const fileMost = 50 * 1024 * 1024
const jsonMost = 4 * 1024 * 1024

/**
 * Reads a survey from a file of another tool, or of our own, told apart by what stands in it.
 * @param k how many responses there must be before any of their counts come over
 * @throws Invalid, with status 422: `file-empty`, `file-large`, `file-unknown`, `file-unreadable`,
 *   `file-truncated`, `survey-shape`
 */
export async function readSurveyFile(content: Buffer, k = 5): Promise<Imported> {
  if (content.length > fileMost) throw new Invalid('file-large', 422)
  const head = content
    .subarray(0, 1_024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (head === '') throw new Invalid('file-empty', 422)
  if (head.startsWith('PK')) return readZip(content, k)
  if (head.startsWith('<')) {
    const { definition, report } = await importLime([content])
    return { definition, report }
  }
  return head.startsWith('{') ? readObject(content) : importXlsform(readCsv(content))
}

async function readZip(content: Buffer, k: number): Promise<Imported> {
  const archive = await openArchive(content)
  if (archive.names.includes('xl/workbook.xml')) return importXlsform(await readWorkbook(content, archive))
  return importLimeArchive(archive, k)
}

function readObject(content: Buffer): Imported {
  if (content.length > jsonMost) throw new Invalid('file-large', 422)
  let json: unknown
  try {
    json = JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    throw new Invalid('file-truncated', 422)
  }
  if (!isOurs(json)) return importSurveyJs(json)
  const definition = readJson(json)
  return { definition, report: wholeReport(definition) }
}

/** The report of a file of our own: nothing is lost. */
function wholeReport(definition: Definition): LossReport {
  const questions = questionsOf(definition)
  const parts = questions.flatMap(partsOf)
  const owners = [...definition.pages, ...questions, ...parts]
  const all = (found: number) => ({ found, kept: found })
  return {
    ...openReport('unisson'),
    questions: all(questions.length),
    choices: all(parts.length),
    languages: all(definition.languages.length),
    conditions: all(owners.filter(({ shown }) => shown !== undefined).length),
  }
}
