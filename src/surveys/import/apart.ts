import { Worker } from 'node:worker_threads'
import { Invalid } from '../../errors.ts'
import type { Imported } from './report.ts'

/** Milliseconds and megabytes that no honest file needs. */
const TIME = 60_000
const MEMORY = 1_024

/** What the thread answers: a survey, or why there is none. */
export type Read = { imported: Imported } | { refused: string }

function readOnce(content: Buffer): Promise<Imported> {
  const { promise, resolve, reject } = Promise.withResolvers<Imported>()
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: content,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  })
  const tooMuch = () => reject(new Invalid('file-large', 422))
  const patience = setTimeout(tooMuch, TIME)
  worker.on('message', (read: Read) =>
    'imported' in read ? resolve(read.imported) : reject(new Invalid(read.refused, 422)),
  )
  worker.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') tooMuch()
    else reject(error)
  })
  return promise.finally(() => {
    clearTimeout(patience)
    return worker.terminate()
  })
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a survey as `readSurveyFile` does, in a thread of its own with an end to its time and memory: pages are served
 * meanwhile. One file at a time.
 * @throws Invalid, with status 422, as `readSurveyFile`
 */
export function readApart(content: Buffer): Promise<Imported> {
  const reading = last.then(() => readOnce(content))
  last = reading.catch(() => {})
  return reading
}
