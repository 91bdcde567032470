import { setUpPath } from './accounts/set-up.ts'
import { createApp } from './app.ts'
import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { startWork } from './work.ts'

await live(async (config, log, closing) => {
  const { vault, ring } = await openInstance(config, log, closing)
  const app = await createApp({ vault, ring, config, log })
  closing.push(() => app.close())
  if (config.WORKER) closing.push(startWork(vault, config, log))
  await app.listen({ host: config.HOST, port: config.PORT })
  const ready = `Unisson is ready at ${config.PUBLIC_URL}`
  const path = await setUpPath(vault.db, ring)
  return path ? `${ready}\nMake the first administrator here: ${config.PUBLIC_URL}${path}` : ready
})
