import { createApp } from './app.ts'
import { openInstance } from './instance.ts'
import { live } from './process.ts'
import { startWork } from './work.ts'

await live(async (config, log, closing) => {
  const { vault } = await openInstance(config, log, closing)
  const app = await createApp({ vault, config, log })
  closing.push(() => app.close())
  if (config.WORKER) closing.push(startWork(vault, config, log))
  await app.listen({ host: config.HOST, port: config.PORT })
  console.log(`Unisson is ready at ${config.PUBLIC_URL}`)
})
