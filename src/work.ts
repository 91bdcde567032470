import { accountMails } from './accounts/mails.ts'
import type { Config } from './config.ts'
import type { Work } from './jobs/worker.ts'
import { mailSchedules } from './mail/jobs.ts'
import { mailRuns } from './mail/outbox.ts'
import type { Post } from './mail/post.ts'
import { foldCounts } from './petitions/count.ts'
import { petitionSchedules } from './petitions/jobs.ts'
import { signatureMails } from './petitions/mails.ts'
import type { Vault } from './seal/vault.ts'

/** All that a worker does; without a post, mail waits. */
export function createWork(vault: Vault, config: Config, post?: Post): Work {
  const mails = {
    ...accountMails(vault, config.PUBLIC_URL),
    ...signatureMails(vault, config.PUBLIC_URL),
  }
  return {
    kinds: post ? mailRuns(vault, mails, post, config.MAIL_PER_MINUTE) : {},
    schedules: [...petitionSchedules(vault.keys), ...mailSchedules],
    pulses: [foldCounts],
  }
}
