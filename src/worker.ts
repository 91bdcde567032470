import { openInstance } from './instance.ts'
import { createWorker } from './jobs/worker.ts'
import { smtpPost } from './mail/post.ts'
import { live } from './process.ts'
import { createWork } from './work.ts'

await live(async (config, log, closing) => {
  const { vault, close } = await openInstance(config, log)
  closing.push(close)
  const post = config.SMTP_URL ? smtpPost(config) : undefined
  const worker = createWorker(vault.db, createWork(vault, config, post), log)
  worker.start()
  closing.push(async () => post?.close(), worker.stop)
})
