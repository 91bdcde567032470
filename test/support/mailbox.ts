import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  url: string
  mails: ParsedMail[]
  /** Mails to one address, oldest first. */
  to(address: string): ParsedMail[]
  /** The first link in the newest mail to an address whose path ends so, without the host. */
  link(address: string, ending: string): string
  /** Answers every recipient with this SMTP code from now on, echoing the address as servers do; undefined: takes all. */
  refuse(code?: number, enhanced?: string): void
  close(): Promise<void>
}

/** A real SMTP server on loopback that keeps what it takes. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  let refusal: { code: number; enhanced: string } | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      if (!refusal) return done()
      const answer = new Error(`${refusal.enhanced} <${address}> is not taken here`) as Error & {
        responseCode: number
      }
      answer.responseCode = refusal.code
      done(answer)
    },
    onData(stream, _session, done) {
      simpleParser(stream).then(
        mail => {
          mails.push(mail)
          done()
        },
        error => done(error),
      )
    },
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const recipients = (mail: ParsedMail) =>
    [mail.to ?? []].flat().flatMap(to => to.value.map(one => one.address))
  const to = (address: string) => mails.filter(mail => recipients(mail).includes(address))
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to,
    link(address, ending) {
      const text = to(address).at(-1)?.text ?? ''
      const found = [...text.matchAll(/https?:\/\/[^\s/]+(\/[^\s>]*)/g)].find(([, path]) =>
        path?.endsWith(ending),
      )
      if (!found?.[1]) throw new Error(`No link ending in ${ending} in the mail to ${address}:\n${text}`)
      return found[1]
    },
    refuse(code, enhanced = '') {
      refusal = code ? { code, enhanced: enhanced || `${String(code)[0]}.1.1` } : undefined
    },
    close: () => new Promise(resolve => server.close(resolve)),
  }
}
