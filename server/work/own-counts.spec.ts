import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErasurePlan } from '#contract/erasures.ts'
import type { Overview } from '#contract/records.ts'
import type { Context, Holder } from '#server/http/context.ts'
import type { Endpoint } from '#server/http/endpoint.ts'
import { erasuresEndpoints } from '#server/modules/erasures/index.ts'
import { recordsEndpoints } from '#server/modules/records/index.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { bytesOf, type CopiesRig, openCopies } from './exports.fixture.ts'
import { unzipped } from './personal-data.fixture.ts'

describe.each(engines)('what this privacy center itself holds about a person, on $name', (engine) => {
  let opened: OpenDatabase
  let rig: CopiesRig

  beforeAll(async () => {
    opened = await engine.open()
    rig = await openCopies(opened)
  })
  afterAll(() => opened.close())

  async function asked<T>(endpoints: readonly Endpoint[], path: string): Promise<T> {
    const caller = { kind: 'holder', accountId: rig.ida, email: 'ida@example.com', locale: 'en' } as Holder
    const found = endpoints.find(({ route }) => route.path === path)
    return (await found?.handle({ params: {}, query: {}, body: undefined }, { caller } as Context)) as T
  }

  it('is counted alike in the overview, in a copy and in the plan of a deletion', async () => {
    await rig.download(await rig.ready())
    await signedIn(opened, rig.ida)
    const id = await rig.ready()
    const { own } = await asked<Overview>(recordsEndpoints(rig.ports), '/api/me/overview')
    const { steps } = await asked<ErasurePlan>(erasuresEndpoints(rig.ports), '/api/me/erasure-plan')
    // A download is written to the access log, so it comes last.
    const files = unzipped(await bytesOf(await rig.download(id)))

    const lines = (files.get('data/privacy-center.jsonl') ?? '').trimEnd().split('\n')
    const copied = Map.groupBy(lines, (line) => (JSON.parse(line) as { collection: string }).collection)
    const shown = own.map(({ name, records }) => [name, records])
    const planned = steps.find(({ source }) => source === 'privacy-center')?.collections.map(({ name, count }) => [name, count])
    expect(shown.filter(([, records]) => Number(records) > 0).length).toBe(6)
    expect(planned).toEqual(shown)
    expect(own.map(({ name }) => [name, copied.get(name)?.length ?? 0])).toEqual(shown)
  })
})

/** A sign-in with its session and device, as rows. */
async function signedIn({ database }: OpenDatabase, account_id: string): Promise<void> {
  const seen = { account_id, device_id: 'd', device: 'Firefox on Linux' }
  await database
    .insertInto('sign_ins')
    .values({
      ...seen,
      id: crypto.randomUUID(),
      email_key: 'k',
      outcome: 'succeeded',
      method: 'password',
      address: '203.0.113.7',
      occurred_at: 1,
    })
    .execute()
  await database
    .insertInto('sessions')
    .values({
      ...seen,
      id: crypto.randomUUID(),
      token_hash: 'h',
      created_at: 1,
      seen_at: 1,
      authenticated_at: 1,
      locked_at: null,
      ended_at: null,
    })
    .execute()
  await database.insertInto('known_devices').values({ account_id, device_key: 'k', first_at: 1, last_at: 1 }).execute()
}
