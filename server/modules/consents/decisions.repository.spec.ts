import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problem } from '#contract/problems.ts'
import { engines, type OpenDatabase, pageEngine } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { type DecisionRow, findChoices, insertDecisions, pageOfDecisions, upsertChoices } from './decisions.repository.ts'
import { createGroupCommit } from './group-commit.ts'
import { type DecisionCommit, identityOf, keyOf, recordDecisions } from './record-decisions.usecase.ts'

const at = new Date('2026-03-02T09:00:00Z').getTime()

function decision(id: number, state: string, minutes: number, more: Partial<DecisionRow> = {}): DecisionRow {
  return {
    id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    subject: 'device:one',
    site: 'acme-www',
    purpose: 'statistics',
    channel: 'web',
    state,
    origin: 'explicit',
    wording_id: 'banner-1',
    wording_text: 'Statistics',
    fingerprint: '1',
    language: 'en',
    surface: 'banner-first',
    decided_at: at + minutes * 60_000,
    recorded_at: at,
    paused_until: null,
    resumes: null,
    ...more,
  }
}

function choice({ id, subject, purpose, channel, state, decided_at, paused_until, resumes }: DecisionRow) {
  return { subject, purpose, channel, decision_id: id, state, decided_at, paused_until, resumes }
}

const no = decision(1, 'denied', 0)
const yes = decision(2, 'granted', 1)
const finalNo = decision(3, 'denied', 2)
const sameInstantYes = decision(4, 'granted', 2)

describe.each([...engines, pageEngine])('decisions on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  let commit: DecisionCommit

  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
    commit = createGroupCommit({
      commit: (batch) => recordDecisions(batch, ports),
      identity: identityOf,
      key: ({ row }) => keyOf(row),
      later: (run) => queueMicrotask(run),
    })
  })
  afterEach(() => opened.close())

  const submit = (...rows: DecisionRow[]) =>
    commit.submit(rows.map((row) => ({ row, sources: [], evidence: {}, keepsTime: row.subject.startsWith('device:') })))

  it.each([
    ['in order', [no, yes, finalNo]],
    ['backwards', [finalNo, yes, no]],
    ['shuffled', [yes, finalNo, no]],
    ['with a yes of the same instant', [finalNo, sameInstantYes, no]],
    ['with a yes of the same instant first', [sameInstantYes, finalNo, yes]],
  ])('let the newest stand when they arrive %s', async (_, rows) => {
    await insertDecisions(opened.database, rows)

    await upsertChoices(opened.database, [choice(rows[0] as DecisionRow)])
    await upsertChoices(opened.database, [choice(rows[1] as DecisionRow)])
    await upsertChoices(opened.database, [choice(rows[2] as DecisionRow)])

    expect(await findChoices(opened.database, ['device:one'])).toEqual([choice(finalNo)])
  })

  it('let the newest stand when they arrive in one batch, and keep every one', async () => {
    await Promise.all([submit(finalNo), submit(no), submit(yes)])

    const kept = await pageOfDecisions(opened.database, { subject: 'device:one', after: null, limit: 10 })
    expect(await findChoices(opened.database, ['device:one'])).toEqual([choice(finalNo)])
    expect(kept.map(({ id }) => id)).toEqual([finalNo.id, yes.id, no.id])
  })

  it('are stored once when sent twice, in one batch or later', async () => {
    const together = await Promise.all([submit(yes), submit(yes)])
    const later = await submit({ ...yes, state: 'denied' })

    const events = await opened.database.selectFrom('events').select('about').execute()
    expect([...together, later]).toEqual([[yes], [yes], [yes]])
    expect(events).toEqual([{ about: yes.id }])
  })

  it('refuse an id that belongs to somebody else, and let the others of the batch survive', async () => {
    await submit(no)

    const answers = await Promise.allSettled([
      submit(decision(1, 'granted', 5, { subject: 'device:thief' })),
      submit(decision(9, 'granted', 5, { subject: 'device:two' })),
    ])

    expect(answers).toMatchObject([{ status: 'rejected', reason: problem('request/not-found') }, { status: 'fulfilled' }])
    expect(await findChoices(opened.database, ['device:thief'])).toEqual([])
    expect(await findChoices(opened.database, ['device:two'])).toHaveLength(1)
  })

  it('let no import and no signal raise a consent', async () => {
    await submit(decision(5, 'granted', 0, { origin: 'import' }), decision(6, 'granted', 0, { origin: 'signal', purpose: 'advertising' }))

    expect(await findChoices(opened.database, ['device:one'])).toEqual([])
  })

  it('of an account count in the order in which we hear them, even if our clock jumped back', async () => {
    const account = { subject: 'account:one' }

    await submit(decision(1, 'granted', 60, account))
    await submit(decision(2, 'denied', 0, account))

    expect(await findChoices(opened.database, ['account:one'])).toMatchObject([{ state: 'denied', decided_at: at + 60 * 60_000 + 1 }])
  })

  it('are stored with one batch in the chain of events for many people', async () => {
    const crowd = Array.from({ length: 300 }, (_, number) => decision(number + 10, 'denied', 0, { subject: `device:${number}` }))

    await Promise.all(crowd.map((row) => submit(row)))

    const batches = await opened.database.selectFrom('batches').select('size').execute()
    expect(batches).toEqual([{ size: 300 }])
    expect(await opened.database.selectFrom('choices').selectAll().execute()).toHaveLength(300)
  })
})
