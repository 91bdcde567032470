import type { FastifyBaseLogger } from 'fastify'
import { accountSchedules } from './accounts/jobs.ts'
import { accountMails } from './accounts/mails.ts'
import { auditSchedule } from './audit/jobs.ts'
import type { Config } from './config.ts'
import { jobSchedule } from './jobs/retention.ts'
import { createWorker, type Run, type Work } from './jobs/worker.ts'
import { mailSchedules } from './mail/jobs.ts'
import { type Mails, mailRuns } from './mail/outbox.ts'
import { type Post, smtpPost } from './mail/post.ts'
import { memberRuns, memberSchedules } from './members/jobs.ts'
import { approvalMail } from './petitions/approval.ts'
import { foldCounts } from './petitions/count.ts'
import { petitionSchedules } from './petitions/jobs.ts'
import { reminderMail, signatureMail } from './petitions/mails.ts'
import { shareSchedule } from './petitions/share.ts'
import { updateRound, updateRun } from './petitions/update.ts'
import { updateMail } from './petitions/update-mails.ts'
import { exportRuns, exportSchedule } from './reports/export/jobs.ts'
import { freezingRuns, freezingSchedule } from './reports/jobs.ts'
import { textSchedule } from './reports/written/retention.ts'
import { openSealer } from './seal/sealer.ts'
import type { Vault } from './seal/vault.ts'
import { surveySchedules } from './surveys/jobs.ts'
import { roundKind, roundRun } from './surveys/launch/round.ts'
import { surveyMails } from './surveys/mails.ts'
import { readyBatches } from './surveys/response/batch.ts'
import { mixingSchedule } from './surveys/response/mixing.ts'

/** All that a worker does; without a post, mail waits. */
export function createWork(vault: Vault, config: Config, post?: Post): Work {
  const url = config.PUBLIC_URL
  const composed = {
    kinds: {
      ...accountMails(vault, url),
      signature: signatureMail(vault, url),
      'petition-approval': approvalMail(vault, url),
    },
    bulk: {
      'signature-reminder': reminderMail(vault, url),
      'petition-update': updateMail(vault, url),
      ...surveyMails(vault, url),
    },
  }
  const none: Mails<Run> = { kinds: {}, bulk: {} }
  const mails = post ? mailRuns(vault, composed, post, config.MAIL_PER_MINUTE) : none
  const sealer = config.SEALER ? openSealer(config.KEYS_DIR) : undefined
  return {
    kinds: {
      ...mails.kinds,
      ...memberRuns(vault),
      [updateRound]: updateRun(vault.db),
      [roundKind]: roundRun(vault),
    },
    bulk: mails.bulk,
    long: { ...exportRuns(vault), ...(sealer ? freezingRuns(vault, sealer) : {}) },
    schedules: [
      ...petitionSchedules(vault.keys),
      shareSchedule,
      ...memberSchedules(vault.keys),
      ...surveySchedules(vault.keys),
      textSchedule(vault.keys),
      ...mailSchedules,
      ...accountSchedules,
      auditSchedule,
      jobSchedule,
      exportSchedule,
      ...(sealer ? [mixingSchedule(vault.db, sealer), freezingSchedule] : []),
    ],
    pulses: { counts: foldCounts, ...(sealer ? { batches: readyBatches(sealer) } : {}) },
  }
}

/** Starts a worker that does it all. @returns the act that lets it finish what is running */
export function startWork(
  vault: Vault,
  config: Config,
  log: FastifyBaseLogger,
  post = config.SMTP_URL ? smtpPost(config) : undefined,
): () => Promise<void> {
  const worker = createWorker(vault.db, createWork(vault, config, post), log)
  worker.start()
  return async () => {
    await worker.stop()
    post?.close()
  }
}
