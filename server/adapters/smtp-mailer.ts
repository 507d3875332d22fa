import { createTransport } from 'nodemailer'
import type { Mailer } from '#server/ports/mailer.ts'

export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…:587?requireTLS=true` */
  url: string
  /** Sender address. */
  from: string
  /** Sender name that people read. */
  fromName: string
}

const REMEMBERED = 10_000
// Stricter than RFC 5321 allows: no quoting, no lists, no route. The library writes an envelope address into the dialogue as it is.
const ONE_ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u
const CONTROLS = /\p{Cc}/u

/**
 * Sends over SMTP. One recipient per mail, given as an address and never parsed from text. A mail's Message-ID comes from its id, so that a
 * mail sent twice (after a crash between sending and marking) is one mail to the programs that receive it.
 */
export function smtpMailer({ url, from, fromName }: SmtpSettings): Mailer & { close(): void } {
  // All three together stay below the outbox's lease of 60 s: a mail that hangs is not taken up by a second worker.
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 25_000 }
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const sent = new Set<string>()
  return {
    async send({ id, to, subject, text, headers }) {
      if (sent.has(id)) return
      if (!ONE_ADDRESS.test(to)) throw new Error('the recipient is not exactly one address')
      if ([subject, ...Object.entries(headers).flat()].some((part) => CONTROLS.test(part))) throw new Error('a header is not one line')
      await transport.sendMail({
        from: { name: fromName, address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        messageId: `<${id}@${domain}>`,
        subject,
        text,
        headers,
      })
      sent.add(id)
      if (sent.size > REMEMBERED) sent.delete(sent.values().next().value as string)
    },
    close: () => transport.close(),
  }
}
