import type { NoticeTables } from './schema-notices.ts'
import type { ProofTables } from './schema-proofs.ts'
import type { SubscriptionTables } from './schema-subscriptions.ts'

/**
 * Tables as Kysely sees them. Portable subset: text ids (UUID 7), integer epoch milliseconds, JSON as text, 0/1 for booleans; no triggers.
 * Times end in `_at` (epoch milliseconds) or `_on` (calendar day as text).
 */
export interface Schema extends NoticeTables, ProofTables, SubscriptionTables {
  accounts: {
    id: string
    email: string
    email_key: string
    name: string | null
    locale: string
    password_hash: string | null
    created_at: number
    closed_at: number | null
  }
  /** How a source knows an account; `keys` is JSON. */
  account_links: { account_id: string; source_id: string; keys: string; linked_at: number }
  sessions: {
    id: string
    token_hash: string
    account_id: string
    device_id: string
    device: string
    created_at: number
    seen_at: number
    authenticated_at: number
    locked_at: number | null
    ended_at: number | null
  }
  sign_in_links: {
    id: string
    token_hash: string
    email: string
    email_key: string
    locale: string
    created_at: number
    expires_at: number
    used_at: number | null
  }
  sign_ins: {
    id: string
    email_key: string
    account_id: string | null
    outcome: string
    method: string
    device_id: string
    device: string
    address: string
    occurred_at: number
  }
  sign_in_locks: { key: string; failures: number; locked_until: number; updated_at: number }
  /** Devices on which an account has signed in before; strangers cannot lock these out. */
  known_devices: { account_id: string; device_key: string; first_at: number; last_at: number }

  /** Every decision ever made by an account (`account:<id>`). Append-only. */
  decisions: {
    id: string
    subject: string
    site: string | null
    purpose: string
    channel: string
    state: string
    origin: string
    wording_id: string
    wording_text: string
    fingerprint: string | null
    language: string
    surface: string
    decided_at: number
    recorded_at: number
    /** For a pause: when it ends by itself, and what stands from then on. */
    paused_until: number | null
    resumes: string | null
  }
  /** The decision in force per subject, purpose and channel. */
  choices: {
    subject: string
    purpose: string
    channel: string
    decision_id: string
    state: string
    decided_at: number
    paused_until: number | null
    resumes: string | null
  }
  obligations: {
    id: string
    decision_id: string
    account_id: string
    source_id: string
    purpose: string
    channel: string
    state: string
    status: string
    decided_at: number
    due_at: number
    changed_at: number
    next_attempt_at: number | null
    attempts: number
    alarm: number
    task_id: string | null
    last_error: string | null
    lease_owner: string | null
    lease_until: number | null
    /** When we heard of the decision: the clock runs from here. */
    heard_at: number
    /** When the next alarm rises; null once all have. */
    alarm_at: number | null
    /** When the source was last asked whether it still acts on a decision that it had confirmed. */
    checked_at: number | null
  }
  /** Devices that follow an account, by the opaque id that the banner gave them. */
  joined_devices: { device: string; account_id: string; joined_at: number }
  /** Tokens in marketing mails, each for one account, purpose and channel; only hashes are kept. */
  mail_tokens: { token_hash: string; account_id: string; purpose: string; channel: string; made_at: number }
  /** Addresses of the operator's systems that are told of decisions. Secrets are derived from id and generation. */
  webhooks: {
    id: string
    url: string
    generation: number
    /** Until when messages carry the signature of the generation before, too. */
    former_until: number | null
    registered_at: number
    disabled_at: number | null
    disabled_because: string | null
  }
  webhook_messages: {
    id: string
    webhook_id: string
    kind: string
    payload: string
    /** `queued`, `delivered` or `given-up`. */
    status: string
    made_at: number
    due_at: number
    next_attempt_at: number | null
    attempts: number
    ended_at: number | null
    last_error: string | null
    lease_owner: string | null
    lease_until: number | null
  }
  /** What a person at the operator must do by hand. */
  tasks: { id: string; kind: string; about: string; opened_at: number; due_at: number; closed_at: number | null }

  exports: {
    id: string
    account_id: string
    /** Ids of the register's categories as JSON; null means everything. */
    categories: string | null
    status: string
    requested_at: number
    ready_at: number | null
    expires_at: number | null
    bytes: number | null
    sha256: string | null
    blob_key: string | null
    next_attempt_at: number | null
    attempts: number
    lease_owner: string | null
    lease_until: number | null
  }
  export_parts: {
    export_id: string
    source_id: string
    title: string
    status: string
    records: number
    next_attempt_at: number | null
    attempts: number
  }

  erasures: {
    id: string
    account_id: string
    status: string
    plan: string
    plan_hash: string
    requested_at: number
    executes_at: number
    ended_at: number | null
    certificate: string | null
    locale: string
    next_attempt_at: number | null
    lease_owner: string | null
    lease_until: number | null
  }
  erasure_steps: {
    erasure_id: string
    source_id: string
    title: string
    keys: string
    status: string
    report: string
    next_attempt_at: number | null
    attempts: number
    /** How often the source was told again after it had been done, because it was restored alone. */
    told_again: number
  }

  /** Mails to be sent, written with the decision that causes them. */
  outbox: {
    id: string
    account_id: string | null
    to_address: string
    template: string
    locale: string
    facts: string
    created_at: number
    next_attempt_at: number
    attempts: number
    sent_at: number | null
    last_error: string | null
    lease_owner: string | null
    lease_until: number | null
  }
  /** The demo's mailbox. */
  demo_mails: { id: string; sent_at: number; to_address: string; subject: string; text: string; headers: string }

  /** Who looked at a person's data: the person, staff or a system. */
  access_log: { id: string; account_id: string; actor: string; action: string; about: string; occurred_at: number }

  events: {
    id: string
    batch_id: string
    position: number
    kind: string
    subject: string
    about: string
    facts: string
    occurred_at: number
    hash: string
  }
  batches: {
    id: string
    process: string
    sequence: number
    size: number
    root: string
    previous: string
    chained: string
    committed_at: number
  }
  checkpoints: { id: string; at: number; heads: string; signature: string; key_id: string; public_key: string }
  settings: { name: string; value: string }
}
