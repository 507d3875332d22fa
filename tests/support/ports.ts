import { createHash } from 'node:crypto'
import { PostgresAdapter } from 'kysely'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { nodeHasher } from '#server/adapters/node-hasher.ts'
import { pageLedger } from '#server/adapters/page/page-ledger.ts'
import { uuid7Maker } from '#server/adapters/uuid7.ts'
import type { Blobs } from '#server/ports/blobs.ts'
import type { Clock } from '#server/ports/clock.ts'
import type { Content } from '#server/ports/content.ts'
import type { Database } from '#server/ports/database.ts'
import type { PasswordHasher } from '#server/ports/hasher.ts'
import type { Log } from '#server/ports/log.ts'
import type { Mail } from '#server/ports/mailer.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Random } from '#server/ports/random.ts'

export interface MovableClock extends Clock {
  set(date: Date): void
  /** Moves on; negative amounts move back. */
  advance(by: { days?: number; hours?: number; minutes?: number; milliseconds?: number }): void
}

export interface LogLine {
  level: 'info' | 'warn' | 'error'
  event: string
  facts: Record<string, string | number | boolean>
  error?: unknown
}

export type TestPorts = Ports & {
  clock: MovableClock
  /** What the mailer has sent, in order. */
  mails: readonly Mail[]
  /** What the log has been told, in order. */
  lines: readonly LogLine[]
}

export type Overrides = Partial<Omit<Ports, 'clock'>> & { clock?: MovableClock }

/** Everything the use cases ask for: real hashes, signatures and tables; time, chance, mails and files in the hands of the test. */
export function testPorts(database: Database, overrides: Overrides = {}): TestPorts {
  const clock = overrides.clock ?? movableClock(new Date('2026-03-02T09:00:00Z'))
  const mails: Mail[] = []
  const lines: LogLine[] = []
  return {
    clock,
    random: seededRandom(clock, 'vitrine'),
    hasher: nodeHasher(Buffer.alloc(32, 7)),
    passwords: quickPasswords(),
    signer: ed25519Signer(Buffer.alloc(32, 1)),
    database,
    engine: database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite',
    mailer: { send: async (mail) => void mails.push(mail) },
    blobs: memoryBlobs(),
    ledger: pageLedger(),
    sources: { list: () => [], get: () => undefined },
    webhookSender: { send: async () => ({ status: 204, retryAfterMs: null }) },
    content: testContent,
    log: keptLog(lines),
    settings: {
      version: '0.0.0-test',
      baseUrl: 'http://localhost:4400',
      websiteUrl: 'http://127.0.0.1:4401',
      demo: { email: 'demo@acmemail.example', password: 'correct horse battery staple', daysAhead: 0 },
      operatorToken: 'operator-token-for-tests',
      process: 'test',
    },
    ...overrides,
    mails,
    lines,
  } as TestPorts
}

export function movableClock(start: Date): MovableClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    set: (date) => {
      now = date.getTime()
    },
    advance: ({ days = 0, hours = 0, minutes = 0, milliseconds = 0 }) => {
      now += ((days * 24 + hours) * 60 + minutes) * 60_000 + milliseconds
    },
  }
}

/** The same seed gives the same ids, tokens and fractions. */
export function seededRandom(clock: Clock, seed: string): Random {
  let drawn = 0
  const bytes = (length: number) => createHash('shake256', { outputLength: length }).update(`${seed}:${drawn++}`).digest()
  return {
    id: uuid7Maker(() => clock.now().getTime(), bytes),
    token: () => bytes(32).toString('base64url'),
    fraction: () => bytes(4).readUInt32BE() / 2 ** 32,
  }
}

function quickPasswords(): PasswordHasher {
  const digest = (password: string) => `quick:${createHash('sha256').update(password).digest('hex')}`
  return {
    hash: async (password) => digest(password),
    verify: async (password, phc) => phc === digest(password),
  }
}

export function memoryBlobs(): Blobs {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    async write(key, stream) {
      const bytes = new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())
      kept.set(key, bytes)
      return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    async read(key, range) {
      const bytes = kept.get(key)
      if (bytes === undefined) return null
      if (range && (range.from < 0 || range.from >= bytes.length || range.to < range.from)) throw new RangeError('no such bytes')
      return new Blob([range ? bytes.subarray(range.from, range.to + 1) : bytes]).stream()
    },
    remove: async (key) => void kept.delete(key),
  }
}

function keptLog(lines: LogLine[]): Log {
  return {
    info: (event, facts = {}) => void lines.push({ level: 'info', event, facts }),
    warn: (event, facts = {}) => void lines.push({ level: 'warn', event, facts }),
    error: (event, error, facts = {}) => void lines.push({ level: 'error', event, facts, error }),
  }
}

export const testContent: Content = {
  organisation: {
    name: 'Acme Mail',
    legalName: 'Acme Mail GmbH',
    address: ['Musterweg 1', '10115 Berlin'],
    contactEmail: 'privacy@acmemail.example',
    securityEmail: 'security@acmemail.example',
    dataProtectionOfficer: 'dpo@acmemail.example',
    answersWithin: { en: 'one month' },
    supervisoryAuthority: { name: 'A supervisory authority', country: { en: 'Germany' }, url: 'https://authority.example' },
    disputeBody: null,
    zone: 'Europe/Berlin',
    locales: ['en', 'de', 'ar'],
    holidays: [],
    sites: [{ id: 'acme-www', origins: ['{website}'] }],
  },
  categories: [],
  purposes: [],
  services: [],
  subProcessors: [],
  joiningSubProcessors: [],
  transfers: [],
  glossary: [],
  notices: [],
  mails: {
    'sign-in-link': { en: { subject: 'Your link to {organisation}', text: 'Open {link} until {until}.' } },
    'password-changed': { en: { subject: 'Your password at {organisation}', text: 'See {link}.' } },
    'export-ready': { en: { subject: 'Your copy from {organisation}', text: 'It waits at {link} until {until}.' } },
    'erasure-requested': { en: { subject: 'You asked {organisation} to delete', text: 'Cancel at {link} until {until}.' } },
    'erasure-cancelled': { en: { subject: 'Nothing is deleted at {organisation}', text: 'See {link}.' } },
    'erasure-done': { en: { subject: '{organisation} has deleted', text: 'The certificate is at {link} until {until}.' } },
    'promise-missed': { en: { subject: '{organisation} is late', text: 'See {link}.' } },
    'alarm-late': { en: { subject: '{system}: {percent} %', text: 'Until {until}, see {link}.' } },
    'alarm-breached': { en: { subject: '{system} is late', text: 'Since {until}, see {link}.' } },
    'objection-closed': {
      en: { subject: 'A notice of {organisation} applies', text: 'Your objection is closed since {effectiveOn}, see {link}.' },
    },
    'change-withdrawn': {
      en: { subject: 'A change at {organisation} does not come', text: 'Nothing changes on {effectiveOn}, see {link}.' },
    },
    'subscription-confirm': { en: { subject: 'Mails about {notice}', text: 'Confirm at {link} until {until}.' } },
    'subscription-standing': { en: { subject: 'Mails about {notice}', text: 'They come already. Stop them at {link}.' } },
    'notice-published': { en: { subject: '{notice} changes', text: 'Read {link} before {effectiveOn}. Stop: {unsubscribe}' } },
    'notice-withdrawn': { en: { subject: '{notice} stays', text: 'See {link}; not from {effectiveOn}. Stop: {unsubscribe}' } },
    'notice-in-force': { en: { subject: '{notice} applies', text: 'Read {link}, since {effectiveOn}. Stop: {unsubscribe}' } },
    'notice-change': { en: { subject: 'A notice of {organisation} changes', text: 'Read {link} before {effectiveOn}.' } },
  },
}
