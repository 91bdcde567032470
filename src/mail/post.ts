import nodemailer from 'nodemailer'
import type { Config } from '../config.ts'
import { Later } from '../jobs/worker.ts'

export interface Letter {
  /** Stable over every attempt: the id of its job. */
  id: string
  to: string
  subject: string
  text: string
  html: string
  headers?: Record<string, string>
}

/** Hands letters to a mail server. */
export interface Post {
  /** @returns 'sent', or 'refused.<enhanced code>' when it will never be taken @throws Later when it may be taken later */
  send(letter: Letter): Promise<string>
  close(): void
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
}

/** The status code alone: servers echo the address in the sentence after it. */
function statusOf(error: SmtpError): string {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '')?.[1]
  return enhanced ?? String(error.responseCode ?? '')
}

/** Whether waiting may help: the server said so, or said nothing at all. */
function verdict(error: SmtpError): string {
  const status = statusOf(error)
  if (error.responseCode && error.responseCode >= 500) {
    // A refused sign-in is the union's trouble, not the recipient's.
    if (error.code === 'EAUTH') throw new Later('smtp.auth')
    return `refused.${status}`
  }
  if (error.responseCode) throw new Later(`smtp.${status}`)
  throw new Later(`smtp.${(error.code ?? 'silent').toLowerCase().replace(/[^a-z]/g, '')}`)
}

const MINUTE = 60_000

/**
 * A server reached over SMTP, with time limits that tell a slow one from a black hole.
 * @param silence how long it may say nothing, in milliseconds; a sixth of that before its first word
 */
export function smtpPost(config: Config, silence = MINUTE): Post {
  const from = config.MAIL_FROM
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const transport = nodemailer.createTransport({
    url: config.SMTP_URL,
    pool: true,
    maxConnections: 4,
    connectionTimeout: silence / 6,
    greetingTimeout: silence / 6,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ id, to, subject, text, html, headers }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers,
          messageId: `<${id}@${domain}>`,
        })
        return 'sent'
      } catch (error) {
        return verdict(error as SmtpError)
      }
    },
    close: () => transport.close(),
  }
}
