import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { commit, verifyChain } from '#server/modules/audit/index.ts'
import { derivedId } from '#server/modules/consents/derived-id.ts'
import type { Schema } from '#server/ports/schema.ts'
import { type Api, consentsApi, propagationPorts } from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock, type TestPorts } from '#tests/support/ports.ts'
import { up } from './migrations/0007-proofs.ts'

const device = '0195a000-0000-4000-8000-00000000000d'
const proofs = ['0195a000-0000-7000-8000-000000000001', '0195a000-0000-7000-8000-000000000002'] as const

describe.each(engines)('what visitors had said before proofs had rows of their own, on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  let api: Api

  beforeEach(async () => {
    opened = await open()
    ports = propagationPorts(opened.database, movableClock(new Date('2026-03-02T09:00:00Z')), [])
    api = consentsApi(ports)
    await opened.database.transaction().execute(takeBack)
    await saidOnce(proofs[0], { advertising: 'denied', statistics: 'granted' }, 1_000)
    await saidOnce(proofs[1], { statistics: 'denied' }, 2_000)
    await opened.database.transaction().execute((trx) => up(trx as Kysely<Schema>, opened.engine))
  })
  afterEach(() => opened.close())

  it('stands as it stood, under the same ids', async () => {
    const choices = await api.call<routes.DeviceChoices>(routes.readDeviceChoices, { body: { device } })

    expect(choices.decisions).toMatchObject([
      { id: await idOf(proofs[0], 'advertising'), category: 'advertising', state: 'denied' },
      { id: await idOf(proofs[1], 'statistics'), category: 'statistics', state: 'denied' },
    ])
  })

  it('is one row for each proof, in the words that were shown, and no decision twice', async () => {
    const rows = await opened.database.selectFrom('proofs').selectAll().orderBy('id').execute()

    expect(rows.map(({ id, signal, decisions }) => ({ id, signal, decisions: JSON.parse(decisions) }))).toEqual([
      {
        id: proofs[0],
        signal: 1,
        decisions: [
          { category: 'advertising', state: 'denied', wording: 'About advertising' },
          { category: 'statistics', state: 'granted', wording: 'About statistics' },
        ],
      },
      { id: proofs[1], signal: 1, decisions: [{ category: 'statistics', state: 'denied', wording: 'About statistics' }] },
    ])
    expect(await opened.database.selectFrom('decisions').selectAll().execute()).toEqual([])
    expect(await opened.database.selectFrom('choices').selectAll().execute()).toEqual([])
  })

  it('gives the same receipts, and its chain of events is whole', async () => {
    const decision = await idOf(proofs[0], 'statistics')

    const receipt = await api.call<routes.SignedDocument>(routes.getDeviceReceipt, { body: { device, decision } })

    expect(JSON.stringify(receipt.document)).toContain('About statistics')
    expect(await verifyChain(ports)).toMatchObject({ intact: true, events: 3, batches: 2 })
  })

  const idOf = (proof: string, category: string) => derivedId(`${device}:${proof}:${category}`, ports.hasher)

  /** What the version before wrote for one proof: a decision, a choice and an event for each category. */
  async function saidOnce(proof: string, states: Record<string, string>, at: number): Promise<void> {
    await commit(ports, async (trx, record) => {
      for (const [purpose, state] of Object.entries(states)) {
        const id = await idOf(proof, purpose)
        const key = { subject: `device:${device}`, purpose, channel: 'web', state, decided_at: at, paused_until: null, resumes: null }
        const shown = { wording_id: 'banner-0123abcd', wording_text: `About ${purpose}`, language: 'en', surface: 'banner-first' }
        const from = { site: 'acme-www', fingerprint: '0123abcd', origin: 'explicit', recorded_at: at }
        await trx
          .insertInto('decisions')
          .values({ id, ...key, ...shown, ...from })
          .execute()
        await trx
          .insertInto('choices')
          .values({ decision_id: id, ...key })
          .onConflict((conflict) => conflict.columns(['subject', 'purpose', 'channel']).doUpdateSet({ decision_id: id, state }))
          .execute()
        record({ kind: 'decision/recorded', subject: key.subject, about: id, facts: { purpose, state, proof, signal: true } })
      }
    })
  }
})

/** The shape that the migration finds. */
async function takeBack(trx: Kysely<Schema>): Promise<void> {
  await trx.schema.dropTable('proofs').execute()
  await trx.schema.dropIndex('choices_by_paused_until').execute()
  for (const index of ['events_by_subject_occurred_at_id on events (subject)', 'events_by_about on events (about)']) {
    await sql.raw(`create index ${index}`).execute(trx)
  }
  await sql.raw('create index events_by_occurred_at_id on events (occurred_at)').execute(trx)
  await sql.raw('create index decisions_by_subject_recorded_at_id on decisions (subject)').execute(trx)
  await sql.raw('create index choices_by_state_paused_until on choices (state, paused_until)').execute(trx)
}
