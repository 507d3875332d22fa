import type { z } from '@hono/zod-openapi'
import type { NoticeKind } from '#contract/notices.ts'
import type { Category, ServiceCategory, SubProcessor, Transfer } from '#contract/registers.ts'
import type { Locale, Localized } from '#contract/shared.ts'
import type { GlossaryTerm } from '#domain/glossary.ts'

/** What the operator wrote, read and checked at start: plain data, never changed while running. */
export interface Content {
  organisation: ContentOrganisation
  categories: readonly Category[]
  purposes: readonly Purpose[]
  services: readonly z.infer<typeof ServiceCategory>[]
  subProcessors: readonly z.infer<typeof SubProcessor>[]
  /** Companies that begin on the day of a notice's version, which need not be published yet. */
  joiningSubProcessors: readonly JoiningSubProcessor[]
  transfers: readonly z.infer<typeof Transfer>[]
  /** Words of legal texts that the operator explains; may be empty. */
  glossary: readonly GlossaryTerm<Locale>[]
  notices: readonly NoticeDraft[]
  mails: Readonly<Record<string, Readonly<Partial<Record<Locale, MailTemplate>>>>>
}

export type JoiningSubProcessor = Omit<z.infer<typeof SubProcessor>, 'since'> & { joinsWith: NoticeDraft }

export interface ContentOrganisation {
  name: string
  legalName: string
  address: readonly string[]
  contactEmail: string
  /** Where weaknesses are reported; shown in `/.well-known/security.txt`. */
  securityEmail: string
  dataProtectionOfficer: string
  answersWithin: Localized
  supervisoryAuthority: { name: string; country: Localized; url: string }
  disputeBody: { name: string; url: string } | null
  zone: string
  locales: readonly Locale[]
  /** Calendar days on which nobody works. */
  holidays: readonly string[]
  /** Websites that may carry the banner. `{website}` in an origin stands for the address of the sample website. */
  sites: readonly { id: string; origins: readonly string[] }[]
}

/** One purpose on one channel that an account holder decides about. */
export interface Purpose {
  id: string
  title: Localized
  channel: 'email' | 'post' | 'phone' | 'ads' | 'analytics'
  wording: { id: string; text: Localized }
  /** Set where the purpose cannot be switched off. */
  lockedReason: Localized | null
  /** Ids of the sources that must be told. */
  sources: readonly string[]
  /** Whether "less often" and "pause" make sense here. */
  canSendLess?: boolean
  /** The banner's category with which this purpose shares a no. */
  bannerCategory?: 'preferences' | 'statistics' | 'advertising'
}

export interface NoticeDraft {
  slug: string
  kind: z.infer<typeof NoticeKind>
  title: Localized
  prevailing: Locale
  significance: 'significant' | 'minor' | 'corrigendum' | 'legal-duty'
  /** Why less than 30 days are enough; only for a corrigendum or a legal duty. */
  reason: string | null
  /** Absolute days, or relative to the first start (the sample's upcoming version). */
  published: { on: string } | { daysAgo: number }
  effective: { on: string } | { inDays: number }
  /** `concerns`: categories of the register whose records the change touches. */
  changelog: readonly { section: string | null; text: Localized; concerns?: readonly string[] | undefined }[]
  texts: Readonly<Partial<Record<Locale, string>>>
  audience?: readonly ('customers' | 'visitors' | 'recipients')[]
  /** What the notice is about, in one sentence. */
  summary?: Localized | null
  related?: readonly string[]
  /** The day of the version that a corrigendum corrects. */
  corrects?: string | null
  /** Ids of purposes resting on consent that this version changes. */
  purposes?: readonly string[]
  /** `registers`: `{register: …}` in the texts stands for tables made from the registers when the version is published. */
  rendered?: 'registers' | null
}

export interface MailTemplate {
  subject: string
  text: string
}
