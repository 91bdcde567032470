import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { startWork } from './work.ts'

await live(async (config, log, closing) => {
  const { vault } = await openInstance(config, log, closing)
  closing.push(startWork(vault, config, log))
})
