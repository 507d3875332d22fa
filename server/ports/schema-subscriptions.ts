/** What mails about notices need. */
export interface SubscriptionTables {
  /** Addresses that asked for mails about one notice in one language; deleted when the mails are stopped. */
  notice_subscriptions: {
    id: string
    slug: string
    language: string
    email: string
    email_key: string
    token_hash: string
    asked_at: number
    /** When an unconfirmed request ends; null once it is confirmed. */
    expires_at: number | null
    confirmed_at: number | null
  }
  /** What happened to a version and subscribers are told by mail; `after_subscription` is the last one told. */
  notice_news: {
    slug: string
    effective_on: string
    kind: string
    happened_at: number
    after_subscription: string
    mails: number
    ended_at: number | null
    lease_owner: string | null
    lease_until: number | null
  }
  /** How often an address or a client asked for mails, by keyed hash, until the count ends. */
  subscription_asks: { key: string; asks: number; until: number }
}
