import { setFlagsFromString } from 'node:v8'
import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { startWork } from './work.ts'

// A million rows make V8 keep 100 MB more for young objects: pages need that, a file takes no longer without.
setFlagsFromString('--semi-space-growth-factor=1')

await live(async (config, log, closing) => {
  const { vault } = await openInstance(config, log, closing)
  closing.push(startWork(vault, config, log))
})
