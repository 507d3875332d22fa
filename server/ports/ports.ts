import type { Blobs } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Content } from './content.ts'
import type { Database, Engine } from './database.ts'
import type { ErasureLedger } from './erasure-ledger.ts'
import type { Hasher, PasswordHasher } from './hasher.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mailer.ts'
import type { Random } from './random.ts'
import type { Signer } from './signer.ts'
import type { Sources } from './source.ts'
import type { WebhookSender } from './webhook-sender.ts'

/** What a main must bring; see `main.node.ts` and `main.browser.ts`. */
export interface Ports {
  clock: Clock
  random: Random
  hasher: Hasher
  passwords: PasswordHasher
  signer: Signer
  database: Database
  engine: Engine
  mailer: Mailer
  blobs: Blobs
  ledger: ErasureLedger
  sources: Sources
  webhookSender: WebhookSender
  content: Content
  log: Log
  settings: AppSettings
}

export interface AppSettings {
  version: string
  /** The address people use, e.g. `http://localhost:4400`; links are built from it, never from a request's Host. */
  baseUrl: string
  /** The address of the sample operator's website, or of the operator's own. */
  websiteUrl: string
  /** Demo mode: sample accounts, the mailbox page and a note on every page. */
  demo: { email: string; password: string /** By how many days of 24 hours its clock was put forward. */; daysAhead: number } | null
  operatorToken: string | null
  /** Names this process in leases and in the chain of events. */
  process: string
}
