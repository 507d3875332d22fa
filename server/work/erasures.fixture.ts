import type { Erasure, ErasurePlan, ErasureReplay } from '#contract/erasures.ts'
import type { Context, Holder } from '#server/http/context.ts'
import { erasuresEndpoints } from '#server/modules/erasures/index.ts'
import type { OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { type HoldingSource, holdingSource, openBlobs, recordsNamed } from './personal-data.fixture.ts'

export interface Person {
  id: string
  email: string
}

export interface ErasuresRig {
  ports: TestPorts
  blobs: ReturnType<typeof openBlobs>
  /** Erases 5 messages, keeps 2 invoices. */
  mail: HoldingSource
  /** Masks 3 subscriptions. */
  news: HoldingSource
  ida: Person
  jonas: Person
  account(name: string): Promise<Person>
  plan(person: Person): Promise<ErasurePlan>
  request(person: Person, id: string, planHash: string): Promise<Erasure>
  current(person: Person): Promise<{ erasure: Erasure | null }>
  cancel(person: Person, id: string): Promise<Erasure>
  certificate(code: string): Promise<unknown>
  /** Tells sources again of what they have carried out. */
  replay(source?: string): Promise<ErasureReplay>
  /** Asks for what the plan says. @returns the deletion's id */
  requested(person: Person): Promise<string>
}

/** Two sources, two account holders with rows of ours, and the operations of the contract. */
export async function openErasures({ database }: OpenDatabase): Promise<ErasuresRig> {
  await database.deleteFrom('erasures').execute()
  const blobs = openBlobs()
  const mail = holdingSource('mail', [
    { name: 'messages', category: 'message-metadata', mode: 'erase', fields: ['subject'], records: recordsNamed('message', 5) },
    { name: 'invoices', category: 'billing', mode: 'keep', fields: ['subject'], records: recordsNamed('invoice', 2) },
  ])
  const news = holdingSource('news', [
    { name: 'subscriptions', category: 'marketing', mode: 'mask', fields: ['subject'], records: recordsNamed('news', 3) },
  ])
  const sources = { list: () => [mail, news], get: (id: string) => [mail, news].find((one) => one.id === id) }
  const ports = testPorts(database, { blobs, sources })
  // Seeded ids repeat with every rig, and the rigs of one file share a database.
  ports.random.id = () => crypto.randomUUID()
  const call = async (at: number, person: Person | null, input: object) => {
    const caller = person ? ({ kind: 'holder', accountId: person.id, email: person.email, locale: 'en' } as Holder) : { kind: 'visitor' }
    return erasuresEndpoints(ports)[at]?.handle({ params: {}, query: {}, body: undefined, ...input }, { caller } as Context)
  }
  const plan = async (person: Person) => (await call(0, person, {})) as ErasurePlan
  const request = async (person: Person, id: string, planHash: string) => (await call(1, person, { body: { id, planHash } })) as Erasure
  const account = (name: string) => insertPerson(ports, name)
  return {
    ports,
    blobs,
    mail,
    news,
    ida: await account('ida'),
    jonas: await account('jonas'),
    account,
    plan,
    request,
    current: async (person) => (await call(2, person, {})) as { erasure: Erasure | null },
    cancel: async (person, id) => (await call(3, person, { params: { id } })) as Erasure,
    replay: async (source) => (await call(4, null, { body: source === undefined ? {} : { source } })) as ErasureReplay,
    certificate: (code) => call(5, null, { params: { code } }),
    async requested(person) {
      const id = crypto.randomUUID()
      await request(person, id, (await plan(person)).hash)
      return id
    },
  }
}

/** An account with a session, a known device, a sign-in, a sign-in link, a decision and a mail that waits. */
async function insertPerson({ database, clock }: TestPorts, name: string): Promise<Person> {
  const id = crypto.randomUUID()
  const now = clock.now().getTime()
  const email = `${name}.${id}@example.com`
  const key = `key:${id}`
  await database
    .insertInto('accounts')
    .values({ id, email, email_key: key, name, locale: 'en', password_hash: 'secret', created_at: now, closed_at: null })
    .execute()
  const session = {
    id,
    token_hash: id,
    account_id: id,
    device_id: 'd',
    device: 'Firefox',
    created_at: now,
    seen_at: now,
    authenticated_at: now,
  }
  await database
    .insertInto('sessions')
    .values({ ...session, locked_at: null, ended_at: null })
    .execute()
  await database.insertInto('known_devices').values({ account_id: id, device_key: 'd', first_at: now, last_at: now }).execute()
  await database
    .insertInto('sign_ins')
    .values({
      id,
      email_key: key,
      account_id: id,
      outcome: 'succeeded',
      method: 'password',
      device_id: 'd',
      device: 'Firefox',
      address: '203.0.113.7',
      occurred_at: now,
    })
    .execute()
  await database
    .insertInto('sign_in_links')
    .values({ id, token_hash: id, email, email_key: key, locale: 'en', created_at: now, expires_at: now, used_at: null })
    .execute()
  await insertDecision(database, id, now)
  return { id, email }
}

async function insertDecision(database: TestPorts['database'], id: string, now: number): Promise<void> {
  const subject = `account:${id}`
  await database
    .insertInto('decisions')
    .values({
      id,
      subject,
      site: null,
      purpose: 'newsletter',
      channel: 'email',
      state: 'granted',
      origin: 'portal',
      wording_id: 'w',
      wording_text: 'May we?',
      fingerprint: null,
      language: 'en',
      surface: 'portal',
      decided_at: now,
      recorded_at: now,
    })
    .execute()
  await database
    .insertInto('choices')
    .values({ subject, purpose: 'newsletter', channel: 'email', decision_id: id, state: 'granted', decided_at: now })
    .execute()
}
