import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock } from '#tests/support/ports.ts'
import { demoMailer } from './demo-mailer.ts'

let opened: OpenDatabase
afterEach(() => opened.close())

describe.each(engines)('the demo’s mailbox, on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
  })

  it('takes a mail once, however often it is handed over', async () => {
    const mailer = demoMailer(opened.database, movableClock(new Date('2026-03-02T09:00:00Z')))
    const mail = { id: 'm1', to: 'ida@acmemail.example', subject: 'Hello', text: 'Text', headers: { 'Auto-Submitted': 'auto-generated' } }

    await mailer.send(mail)
    await mailer.send(mail)

    expect(await opened.database.selectFrom('demo_mails').selectAll().execute()).toEqual([
      {
        id: 'm1',
        sent_at: Date.UTC(2026, 2, 2, 9),
        to_address: 'ida@acmemail.example',
        subject: 'Hello',
        text: 'Text',
        headers: '{"Auto-Submitted":"auto-generated"}',
      },
    ])
  })
})
