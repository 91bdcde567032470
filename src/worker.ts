import { setFlagsFromString } from 'node:v8'
import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { startWork } from './work.ts'

// Over a million rows V8 would keep room that only pages need: here it collects sooner, and takes a tenth longer.
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--heap-growing-percent=20')

await live(async (config, log, closing) => {
  const { vault } = await openInstance(config, log, closing)
  closing.push(startWork(vault, config, log))
  return undefined
})
