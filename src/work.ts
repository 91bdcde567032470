import { accountMails } from './accounts/mails.ts'
import type { Config } from './config.ts'
import type { Work } from './jobs/worker.ts'
import { mailRuns } from './mail/outbox.ts'
import type { Post } from './mail/post.ts'
import { approvalMail } from './petitions/approval.ts'
import { foldCounts } from './petitions/count.ts'
import { signatureMail } from './petitions/mails.ts'
import { shareSchedule } from './petitions/share.ts'
import { updateRound, updateRun } from './petitions/update.ts'
import { updateMail } from './petitions/update-mails.ts'
import type { Vault } from './seal/vault.ts'

/** All that a worker does; without a post, mail waits. */
export function createWork(vault: Vault, config: Config, post?: Post): Work {
  const mails = {
    ...accountMails(vault, config.PUBLIC_URL),
    signature: signatureMail(vault, config.PUBLIC_URL),
    'petition-approval': approvalMail(vault, config.PUBLIC_URL),
    'petition-update': updateMail(vault, config.PUBLIC_URL),
  }
  return {
    kinds: {
      ...(post ? mailRuns(vault, mails, post, config.MAIL_PER_MINUTE) : {}),
      [updateRound]: updateRun(vault.db),
    },
    schedules: [shareSchedule],
    pulses: [foldCounts],
  }
}
