import { parentPort, workerData } from 'node:worker_threads'
import { Invalid } from '../../errors.ts'
import type { Read } from './apart.ts'
import { readSurveyFile } from './file.ts'

const read = await readSurveyFile(Buffer.from(workerData as Uint8Array)).then(
  (imported): Read => ({ imported }),
  (error: unknown): Read => {
    if (error instanceof Invalid) return { refused: error.code }
    throw error
  },
)
parentPort?.postMessage(read)
