/** The tables of the notices: what was published for ever, what people said about it, and what follows from it. */
export interface NoticeTables {
  notice_versions: {
    slug: string
    effective_on: string
    kind: string
    title: string
    number: number
    published_at: number
    significance: string
    reason: string | null
    prevailing: string
    changelog: string
    hash: string
    /** The day of the version that a corrigendum corrects. */
    corrects: string | null
    /** Audience, summary, related notices, and the fingerprint of the draft it was made from, as JSON. */
    about: string | null
  }
  notice_texts: {
    slug: string
    effective_on: string
    language: string
    title: string
    html: string
    blocks: string
    sections: string
    source: string
    hash: string
    /** Ids of sections whose translation is older than the prevailing text, as JSON. */
    stale: string | null
  }
  /** What differs between two versions, made when the newer one is published; others are made when they are asked for. */
  notice_comparisons: { slug: string; from_on: string; to_on: string; language: string; html: string; changes: string }
  /** Purposes that a version changes, and the instant from which an earlier yes no longer covers them. */
  notice_purposes: { slug: string; effective_on: string; purpose: string; takes_effect_at: number }
  /** What account holders said about versions; `sequence` counts one person's answers about one version. Append-only. */
  notice_decisions: {
    id: string
    account_id: string
    slug: string
    effective_on: string
    sequence: number
    number: number
    answer: string
    /** The purposes refused with it, as JSON. */
    purposes: string
    language: string
    surface: string
    text_hash: string
    version_hash: string
    decided_at: number
  }
  /** What happens to people when a version takes effect or is withdrawn; `after_key` is how far the step has come. */
  notice_turns: {
    slug: string
    effective_on: string
    /** `in-force` or `withdrawn`. */
    kind: string
    /** `consents`, `objections`, `mails` or `done`. */
    step: string
    after_key: string
    /** For a withdrawn version: the last account that had been told of it. */
    told_until: string | null
    lapsed: number
    objections: number
    mails: number
    began_at: number
    ended_at: number | null
  }
  /** Upcoming versions that were taken back before they took effect. Append-only. */
  notice_withdrawals: { slug: string; effective_on: string; reason: string; withdrawn_at: number }
  /** Dated notes beside a text, outside its hash. Append-only. */
  notice_annotations: { id: string; slug: string; effective_on: string; section: string | null; text: string; noted_at: number }
  /** Changes that account holders are told by mail; `after_account` is the last account told. */
  notice_announcements: {
    slug: string
    effective_on: string
    announced_at: number
    after_account: string
    mails: number
    ended_at: number | null
    lease_owner: string | null
    lease_until: number | null
  }
}
