import { createApp } from './app.ts'
import { openInstance } from './instance.ts'
import { createWorker } from './jobs/worker.ts'
import { smtpPost } from './mail/post.ts'
import { live } from './process.ts'
import { createWork } from './work.ts'

await live(async (config, log, closing) => {
  const { vault, ring, close } = await openInstance(config, log)
  closing.push(close)
  const app = await createApp({ vault, ring, config, log })
  closing.push(() => app.close())
  if (config.WORKER) {
    const post = config.SMTP_URL ? smtpPost(config) : undefined
    const worker = createWorker(vault.db, createWork(vault, config, post), log)
    worker.start()
    closing.push(async () => post?.close(), worker.stop)
  }
  await app.listen({ host: config.HOST, port: config.PORT })
  console.log(`Unisson is ready at ${config.PUBLIC_URL}`)
})
