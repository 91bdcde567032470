import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { printFigure } from './figure.ts'
import { findPort, startProcess } from './process.ts'
import { makeFolder, removeFolder } from './stage.ts'

const ROUNDS = 3
/** Time for the work of a start to be over. */
const REST = 10_000

/** `npm start` once more on a folder that has its database: to the first page, and what it holds at rest. */
export async function benchStart(): Promise<void> {
  const folder = await makeFolder()
  try {
    await (await start(folder)).stop()
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now()
      const { port, pid, stop } = await start(folder)
      const page = await fetch(`http://127.0.0.1:${port}/sign-in`)
      if (page.status !== 200) throw new Error(`No page came: ${page.status}`)
      printFigure({ figure: 'second-start', value: performance.now() - began, unit: 'ms' })
      if (round === ROUNDS - 1) {
        await pause(REST)
        printFigure({ figure: 'at-rest', value: residentOf(pid), unit: 'MB' })
      }
      await stop()
    }
  } finally {
    await removeFolder(folder)
  }
}

async function start(folder: string) {
  const port = await findPort()
  const running = await startProcess(
    'src/server.ts',
    { DATA_DIR: folder, PORT: String(port) },
    /^Unisson is ready/,
  )
  return { ...running, port }
}

const residentOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
