import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mail } from '#server/ports/mailer.ts'
import { smtpMailer } from './smtp-mailer.ts'

const mail: Mail = {
  id: '019c0000-0000-7000-8000-000000000001',
  to: 'ida@acmemail.example',
  subject: 'Ihr Link für die Anmeldung',
  text: 'Öffnen Sie den Link.',
  headers: { 'Auto-Submitted': 'auto-generated' },
}
let server: Server
let talk: string[]
let sockets: Socket[]
let answerToRecipient: string
let mailer: ReturnType<typeof smtpMailer>
beforeEach(async () => {
  talk = []
  sockets = []
  answerToRecipient = '250 ok'
  server = createServer((socket) => {
    sockets.push(socket)
    listen(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'privacy@acmemail.example', fromName: 'Acme Mail' })
})
afterEach(() => {
  mailer.close()
  sockets.map((socket) => socket.destroy())
  server.close()
})

describe('mails over SMTP', () => {
  it('go to one recipient, with an id that stays the same', async () => {
    await mailer.send(mail)

    const text = talk.join('\n')
    expect(talk.filter((line) => line.startsWith('RCPT TO:'))).toEqual(['RCPT TO:<ida@acmemail.example>'])
    expect(text).toContain(`Message-ID: <${mail.id}@acmemail.example>`)
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text).toMatch(/^From: "?Acme Mail"? <privacy@acmemail.example>$/m)
  })

  it('are not sent a second time', async () => {
    await mailer.send(mail)
    await mailer.send(mail)

    expect(talk.filter((line) => line === 'DATA')).toHaveLength(1)
  })

  it.each([
    { to: 'ida@acmemail.example>\r\nRCPT TO:<eve@evil.example' },
    { to: 'ida@acmemail.example, eve@evil.example' },
    { to: 'Ida <ida@acmemail.example>' },
    { subject: 'Hello\r\nBcc: eve@evil.example' },
    { headers: { 'X-Note': 'a\nBcc: eve@evil.example' } },
  ])('take no second recipient or header out of a value: %j', async (hostile) => {
    await expect(mailer.send({ ...mail, ...hostile })).rejects.toThrow(/not exactly one address|not one line/)
    expect(talk).toEqual([])
  })

  it('that are refused are a fault for the outbox to try again', async () => {
    answerToRecipient = '450 try later'

    await expect(mailer.send(mail)).rejects.toMatchObject({ responseCode: 450 })
    answerToRecipient = '250 ok'
    await mailer.send(mail)

    expect(talk).toContain('DATA')
  })
})

/** As much of RFC 5321 as one mail needs. */
function listen(socket: Socket): void {
  let isData = false
  socket.write('220 test\r\n')
  socket.on('data', (bytes) => {
    for (const line of bytes
      .toString()
      .split('\r\n')
      .filter((part) => part !== '')) {
      talk.push(line)
      if (isData) {
        isData = line !== '.'
        if (!isData) socket.write('250 taken\r\n')
      } else {
        isData = line === 'DATA'
        socket.write(`${isData ? '354 go on' : line.startsWith('RCPT') ? answerToRecipient : '250 ok'}\r\n`)
      }
    }
  })
  socket.on('error', () => socket.destroy())
}
