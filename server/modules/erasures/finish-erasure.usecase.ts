import type { Locale } from '#contract/shared.ts'
import { startOfDay } from '#domain/clocks.ts'
import { type AccountRow, findAccount } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import { destroyCopiesOf, longDay } from '#server/modules/exports/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import { OWN_SOURCE } from '#server/modules/own/index.ts'
import { endSessionsOf } from '#server/modules/sessions/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { certificateCode, issueCertificate } from './certificate.ts'
import { closeTasks, type ErasureRow, stepsOf, updateLeased, updateStep } from './erasures.repository.ts'
import { noteInLedger } from './ledger.ts'
import { closeAccount } from './own-holdings.repository.ts'
import { ownStep } from './own-holdings.ts'
import { leavesBackupsOn } from './plan-erasure.usecase.ts'

/**
 * All sources are done: destroys the copies, then, in one transaction, closes the account, deletes what we ourselves hold, keeps the
 * certificate and queues the last mail. The address lives on in that mail only, until it is sent.
 */
export async function finishErasure(row: ErasureRow, ports: Ports): Promise<void> {
  const account = await findAccount(ports.database, row.account_id)
  await (account ? closeAndTell(row, account, ports) : endAgain(row, ports))
  await noteInLedger(ports, row.id, 'done')
}

/** The account was closed before, or is younger than a restored backup: nobody is left to write to, and the first certificate stands. */
async function endAgain(row: ErasureRow, ports: Ports): Promise<void> {
  const now = ports.clock.now()
  const steps = await stepsOf(ports.database, row.id)
  const certificate = row.certificate ?? (await issueCertificate(ports, row, steps, now))
  await commit(ports, async (trx, record) => {
    if (!(await updateLeased(trx, row, endedAt(now, certificate)))) throw new Error('the lease has ended')
    await closeTasks(trx, row.id, now.getTime())
    record({ kind: 'erasure/done', subject: `account:${row.account_id}`, about: row.id, facts: { sources: steps.length } })
  })
}

function endedAt(now: Date, certificate: string): Partial<ErasureRow> {
  return { status: 'done', ended_at: now.getTime(), certificate, next_attempt_at: null, lease_owner: null, lease_until: null }
}

async function closeAndTell(row: ErasureRow, account: AccountRow, ports: Ports): Promise<void> {
  const { clock, content, database, settings } = ports
  // Counted before they are gone.
  const now = clock.now()
  const own = await ownStep(ports, account.id, { at: now, endedSince: new Date(row.executes_at) })
  await destroyCopiesOf(ports, account.id)
  const report = JSON.stringify(own.collections)
  const steps = (await stepsOf(database, row.id)).map((step) => (step.source_id === OWN_SOURCE ? { ...step, report } : step))
  const certificate = await issueCertificate(ports, row, steps, now)
  const code = await certificateCode(ports, row.id)
  const { name, zone } = content.organisation
  const locale = row.locale as Locale

  await commit(ports, async (trx, record) => {
    if (!(await updateLeased(trx, row, endedAt(now, certificate)))) throw new Error('the lease has ended')
    await updateStep(trx, { erasure_id: row.id, source_id: OWN_SOURCE }, { status: 'done', report, next_attempt_at: null })
    await endSessionsOf(trx, account.id, now.getTime())
    await closeAccount(trx, account, now.getTime())
    await closeTasks(trx, row.id, now.getTime())
    await queueMail(trx, ports, {
      accountId: null,
      to: account.email,
      template: 'erasure-done',
      locale,
      facts: {
        organisation: name,
        link: `${settings.baseUrl}/${locale}/status/${code}`,
        until: longDay(startOfDay(leavesBackupsOn(now, zone), zone), locale, zone),
      },
    })
    record({ kind: 'erasure/done', subject: `account:${account.id}`, about: row.id, facts: { sources: steps.length } })
  })
}
