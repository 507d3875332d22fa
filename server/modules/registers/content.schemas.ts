import { z } from 'zod'
import { BACKUP_DAYS } from '#domain/clocks.ts'
import {
  CalendarDay,
  Code,
  Country,
  Email,
  Interface,
  Length,
  Localized,
  NoticeWords,
  Origin,
  Retention,
  Slug,
  Text,
  Url,
  Zone,
} from './content.words.ts'

/** `organisation.yaml`: who the operator is and whom a person can turn to. */
export const OrganisationFile = z.strictObject({
  name: Text,
  legalName: Text,
  /** The postal address, line by line. */
  address: z.array(Text).min(2),
  website: Url,
  contact: z.strictObject({ email: Email, answersWithin: Localized }),
  dataProtectionOfficer: Text,
  /** Art. 27 GDPR: only operators outside the European Union need one. */
  representative: z.strictObject({ name: Text, address: z.array(Text).min(2), email: Email }).optional(),
  disputeBody: z.strictObject({ name: Text, website: Url }).optional(),
  supervisoryAuthority: z.strictObject({ name: Text, country: Country, website: Url, email: Email, address: z.array(Text).min(2) }),
  security: z.strictObject({ email: Email, languages: z.array(Code).min(1) }),
  zone: Zone,
  locales: z.array(Interface).min(1),
  regimes: z.array(z.strictObject({ id: Slug, title: Localized, law: Text })).min(1),
  /** Public holidays that move a deadline to the next working day; Saturdays and Sundays need not be listed. */
  holidays: z.array(z.strictObject({ on: CalendarDay, name: Text })).min(1),
  /** Websites that carry the banner. `{website}` stands for the configured website; see `registeredOrigins`. */
  sites: z.array(z.strictObject({ id: Slug, title: Localized, origins: z.array(Origin).min(1) })).min(1),
})

/** `registers/processing.yaml`: one category of personal data (Art. 30 GDPR). */
export const Category = z.strictObject({
  id: Slug,
  title: Localized,
  /** What these records are. */
  summary: Localized,
  /** What they are used for. */
  use: Localized,
  lawfulBasis: z.strictObject({ article: Text, name: Localized, text: Localized }),
  role: z.enum(['controller', 'processor'], { error: 'must be controller or processor; write "role: controller"' }),
  /** Where the data comes from; not called source, which is the word for a connected system. */
  origin: Localized,
  /** `companies` are ids in `registers/sub-processors.yaml`; the text is what a person reads. */
  recipients: z.strictObject({ text: Localized, companies: z.array(Slug) }),
  place: Localized,
  retention: Retention,
  /** What starts the retention clock, or what ends it. */
  retentionFrom: Localized,
  /** Why the period is not shorter, as a part of a sentence; shown beside the period. */
  retentionWhy: Localized.optional(),
  backupDays: z
    .int({ error: 'must be a whole number of days; write "backupDays: 30"' })
    .min(0)
    .max(BACKUP_DAYS, {
      error: `must be ${BACKUP_DAYS} at most, because the notice promises it; write "backupDays: ${BACKUP_DAYS}"`,
    }),
  /** A section id of the notice `privacy`. */
  noticeSection: Slug,
  hashed: z.boolean({ error: 'must be true or false; write "hashed: false"' }).default(false),
})

const purposeFields = {
  id: Slug,
  channel: z.enum(['email', 'post', 'phone', 'ads', 'analytics'], {
    error: 'must be email, post, phone, ads or analytics; write "channel: email"',
  }),
  title: Localized,
  lawfulBasis: Text,
  /** Id in `registers/processing.yaml`: the data that the purpose uses. */
  category: Slug,
}

/** `registers/purposes.yaml`: one thing an account holder decides, or a locked one with the reason. */
export const Purpose = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...purposeFields,
      kind: z.literal('choice'),
      /** Exactly what the person reads beside the switch. A changed word needs a new version. */
      wording: z.strictObject({ id: Slug, version: z.int().min(1), text: Localized }),
      /** Ids of `sources/*.yaml` that must be told of every decision. */
      sources: z.array(Slug).min(1, { error: 'must name at least one source to be told; write "sources: [newsletter]"' }),
      /** Whether "less often" and "pause" make sense here. */
      canSendLess: z.boolean().default(false),
      /** The banner's category in `registers/services.yaml` with which this purpose shares a no; a yes is never shared. */
      bannerCategory: z
        .enum(['preferences', 'statistics', 'advertising'], {
          error: 'must be preferences, statistics or advertising; write "bannerCategory: statistics"',
        })
        .optional(),
    }),
    z.strictObject({
      ...purposeFields,
      kind: z.literal('service'),
      wording: z.strictObject({ id: Slug, version: z.int().min(1), text: Localized }),
      /** Why it cannot be switched off. */
      reason: Localized,
    }),
  ],
  { error: 'must be choice or service; write "kind: choice"' },
)

/** One service of the banner, with what it stores on the device. */
export const Service = z.strictObject({
  id: Slug,
  name: Text,
  company: Text,
  country: Country,
  purpose: Localized,
  cookies: z.array(z.strictObject({ name: Text, duration: Length })),
  /** Hosts that the service is asked at, with all their subdomains; the banner's guard holds requests to them. */
  hosts: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, { error: 'must be a host name in lower case, without scheme and path' }))
    .optional(),
  /** How long the company keeps what it learned. */
  keptFor: Length,
})

/** `registers/services.yaml`: services that a visitor allows or refuses together. */
export const ServiceCategory = z.strictObject({
  id: z.enum(['necessary', 'preferences', 'statistics', 'advertising'], {
    error: 'must be necessary, preferences, statistics or advertising; the banner knows these four',
  }),
  title: Localized,
  summary: Localized,
  services: z.array(Service).min(1),
})

/** `sources/*.yaml`: what the registers must know of a connected system; the rest is checked where the system is connected. */
export const SourceFile = z.looseObject({
  id: Slug,
  purposes: z.array(Slug).default([]),
  /** Systems reached by SQL declare their purposes beside the table. */
  consent: z.looseObject({ purposes: z.array(Slug) }).optional(),
  collections: z.array(z.looseObject({ name: Text, category: Slug, retention: Retention })).min(1),
})

/** `registers/sub-processors.yaml`: a company that works for the operator under contract. */
export const SubProcessor = z
  .strictObject({
    id: Slug,
    name: Text,
    company: Text,
    city: Text,
    country: Country,
    task: Localized,
    categories: z.array(Slug).min(1),
    /** The day it began, or `joinsWith` the notice version with which it will begin, as `privacy/upcoming`. */
    since: CalendarDay.optional(),
    joinsWith: z.string().optional(),
  })
  .refine((one) => (one.since === undefined) !== (one.joinsWith === undefined), {
    error: 'needs either since or joinsWith; write "since: 2025-03-01"',
  })

const INVALID: Readonly<Record<string, string>> = { 'safe-harbour': '2015-10-06', 'privacy-shield': '2020-07-16' }

/** `registers/transfers.yaml`: one transfer out of the European Economic Area and what makes it lawful. */
export const Transfer = z.strictObject({
  id: Slug,
  /** Id in `registers/sub-processors.yaml`. */
  recipient: Slug,
  country: Country,
  ground: z.enum(['adequacy', 'data-privacy-framework', 'standard-contractual-clauses'], {
    error: ({ input }) => {
      const since = INVALID[String(input)]
      return since
        ? `${input} has been invalid since ${since}; use data-privacy-framework or standard-contractual-clauses`
        : 'must be adequacy, data-privacy-framework or standard-contractual-clauses; write one of these'
    },
  }),
  safeguard: Localized,
  decidedOn: CalendarDay,
  categories: z.array(Slug).min(1),
})

const Forms = z.array(Text).default([])

/** `glossary.yaml`: words of legal texts, each explained in a sentence or two beside them. */
export const Term = z.strictObject({
  id: Slug,
  term: Localized,
  /** Other spellings per language: plurals, cases, abbreviations. */
  forms: z.strictObject({ en: Forms, de: Forms, ar: Forms }).default({ en: [], de: [], ar: [] }),
  meaning: Localized,
})

const wholeDays = (name: string, example: number) =>
  z
    .int({ error: `must be a whole number of days; write "${name}: ${example}"` })
    .min(0)
    .optional()

/** `notice.yaml` of a version in any folder: everything about it but its text, and its day where the folder does not bear it. */
export const DraftFile = z.strictObject({
  kind: z.enum(
    ['privacy-notice', 'gdpr-guide', 'processing-agreement', 'measures', 'cookie-notice', 'sub-processors', 'transfers', 'retention'],
    { error: 'must be a kind of notice; write "kind: privacy-notice"' },
  ),
  audience: z
    .array(z.enum(['customers', 'visitors', 'recipients'], { error: 'must be one of customers, visitors, recipients; write one of them' }))
    .default([]),
  prevailing: Interface,
  significance: z.enum(['significant', 'minor', 'corrigendum', 'legal-duty'], {
    error: 'must be significant, minor, corrigendum or legal-duty; write "significance: significant"',
  }),
  publishedOn: CalendarDay.optional(),
  effectiveOn: CalendarDay.optional(),
  publishedDaysAgo: wholeDays('publishedDaysAgo', 20),
  effectiveInDays: wholeDays('effectiveInDays', 10),
  /** Why fewer than 30 days are enough; only for a corrigendum or a legal duty. */
  reason: Text.optional(),
  title: NoticeWords,
  summary: NoticeWords.optional(),
  /** What changed against the version before, in sentences; `section` is null for the whole, `concerns` names categories of the register. */
  changelog: z
    .array(z.strictObject({ section: Slug.nullable(), text: NoticeWords, concerns: z.array(Slug).min(1).optional() }))
    .default([]),
  related: z.array(Slug).default([]),
  /** The day of the version that a corrigendum corrects. */
  corrects: CalendarDay.optional(),
  /** Ids in `registers/purposes.yaml` of purposes that rest on consent and that this version changes. */
  purposes: z.array(Slug).min(1, { error: 'must name at least one purpose; write "purposes: [offers]" or leave it out' }).optional(),
  /** Tables in the texts are made from the registers when the version is published. */
  rendered: z.literal('registers', { error: 'must be registers; write "rendered: registers" or leave it out' }).optional(),
})

/** The same below `content/notices/<slug>/<folder>/`: a first start must know when each version was published. */
export const NoticeFile = DraftFile.refine(
  (one) => hasDates(one.publishedOn, one.effectiveOn) !== hasDates(one.publishedDaysAgo, one.effectiveInDays),
  {
    error: ({ input }) => datesWanted(input as Record<string, unknown>),
  },
)

function hasDates(published: unknown, effective: unknown): boolean {
  return published !== undefined && effective !== undefined
}

/** Names the key that is missing, and why it is wanted. */
function datesWanted({ publishedOn, effectiveOn, publishedDaysAgo, effectiveInDays }: Record<string, unknown>): string {
  const isCounted = publishedDaysAgo !== undefined || effectiveInDays !== undefined
  const isDated = publishedOn !== undefined || effectiveOn !== undefined
  if (isDated && !isCounted) {
    return publishedOn === undefined
      ? 'lacks publishedOn, the day on which a first start on empty data publishes this version; write "publishedOn: 2026-01-28"'
      : 'lacks effectiveOn, the day from which this version applies; write "effectiveOn: 2026-03-01"'
  }
  return 'needs one pair of dates; write "publishedOn: 2026-01-28" and "effectiveOn: 2026-03-01"'
}

export const GlossaryFile = z.strictObject({ terms: z.array(Term) })
export const ProcessingFile = z.strictObject({ categories: z.array(Category).min(1) })
export const PurposesFile = z.strictObject({ purposes: z.array(Purpose).min(1) })
export const ServicesFile = z.strictObject({
  /** How a cookie's life is called that ends with the browser's. */
  session: Localized,
  categories: z.array(ServiceCategory).min(1),
})
export const SubProcessorsFile = z.strictObject({
  /** What stands in place of a safeguard for a company inside the European Economic Area. */
  insideEea: Localized,
  subProcessors: z.array(SubProcessor),
})
export const TransfersFile = z.strictObject({ transfers: z.array(Transfer) })
