import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Count, Day, Locale, Localized, Slug } from './shared.ts'

/** How long a record stays; the same union as `#domain/retention.ts`. */
export const Retention = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1) }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1) }),
  z.strictObject({ kind: z.literal('years'), years: z.int().min(1), ground: Localized }),
  z.strictObject({ kind: z.literal('while-account-open') }),
  z.strictObject({ kind: z.literal('until-removed') }),
])

export const LawfulBasis = z.strictObject({ article: z.string(), name: Localized, text: Localized })

/** One kind of data the operator holds: a row of the register of processing, and a card in the portal. */
export const Category = z
  .strictObject({
    id: Slug,
    title: Localized,
    summary: Localized,
    use: Localized,
    lawfulBasis: LawfulBasis,
    role: z.enum(['controller', 'processor']),
    origin: Localized,
    recipients: Localized,
    place: Localized,
    retention: Retention,
    retentionFrom: Localized,
    /** Why no shorter: what the period is for. */
    retentionWhy: Localized.optional(),
    backupDays: Count,
    noticeSection: z.string(),
    hashed: z.boolean().default(false),
  })
  .openapi('Category')
export type Category = z.infer<typeof Category>

export const Organisation = z
  .object({
    name: z.string(),
    legalName: z.string(),
    address: z.array(z.string()),
    contactEmail: z.string(),
    dataProtectionOfficer: z.string(),
    answersWithin: Localized,
    supervisoryAuthority: z.object({ name: z.string(), country: Localized, url: z.url() }),
    disputeBody: z.object({ name: z.string(), url: z.url() }).nullable(),
    zone: z.string(),
    locales: z.array(Locale),
    website: z.string(),
    clocks: z.object({
      optOutDays: Count,
      optOutTargetHours: Count,
      noticeDays: Count,
      graceDays: Count,
      exportDays: Count,
      backupDays: Count,
      idleMinutes: Count,
    }),
    demo: z.object({ email: z.string(), password: z.string(), daysAhead: Count }).nullable(),
  })
  .openapi('Organisation')
export type Organisation = z.infer<typeof Organisation>

export const Service = z.strictObject({
  id: Slug,
  name: z.string(),
  company: z.string(),
  country: Localized,
  purpose: Localized,
  cookies: z.array(z.strictObject({ name: z.string(), duration: Localized })),
  /** Hosts that the service is asked at, with all their subdomains. */
  hosts: z.array(z.string()).optional(),
})
export type Service = z.infer<typeof Service>

/** A group of services that a visitor allows or refuses together. */
export const ServiceCategory = z.strictObject({
  id: z.enum(['necessary', 'preferences', 'statistics', 'advertising']),
  title: Localized,
  summary: Localized,
  services: z.array(Service),
})

export const SubProcessor = z.strictObject({
  id: Slug,
  name: z.string(),
  task: Localized,
  country: Localized,
  since: Day,
  safeguard: Localized,
})
export const Transfer = z.strictObject({
  id: Slug,
  recipient: z.string(),
  country: Localized,
  data: Localized,
  safeguard: Localized,
  decidedOn: Day,
})

export const getOrganisation = route({
  method: 'get',
  path: '/api/organisation',
  access: 'public',
  summary: 'Who the operator is and whom to ask',
  status: 200,
  answer: Organisation,
})
export const listCategories = route({
  method: 'get',
  path: '/api/registers/categories',
  access: 'public',
  summary: 'The register of processing',
  status: 200,
  answer: z.object({ categories: z.array(Category) }),
})
export const listServices = route({
  method: 'get',
  path: '/api/registers/services',
  access: 'public',
  summary: 'Services and cookies of the websites',
  status: 200,
  answer: z.object({ categories: z.array(ServiceCategory) }),
})
export const listSubProcessors = route({
  method: 'get',
  path: '/api/registers/sub-processors',
  access: 'public',
  summary: 'Companies that work for the operator',
  status: 200,
  answer: z.object({ subProcessors: z.array(SubProcessor) }),
})
export const listTransfers = route({
  method: 'get',
  path: '/api/registers/transfers',
  access: 'public',
  summary: 'Data that leaves the European Economic Area',
  status: 200,
  answer: z.object({ transfers: z.array(Transfer) }),
})
