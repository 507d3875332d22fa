import { type Localized, locales } from '#contract/shared.ts'
import type { Content, ContentOrganisation, MailTemplate, NoticeDraft, Purpose } from '#server/ports/content.ts'
import type { MailFile } from './content.mails.ts'
import type { NoticeFolder } from './content.notices.ts'
import type { ContentParts } from './content.parts.ts'
import type { Length } from './content.words.ts'

/** What the rest of the house sees: plain data, references resolved, countries and durations in words. */
export function project(parts: ContentParts): Content {
  return {
    organisation: organisation(parts),
    categories: parts.processing.value.categories.map(({ recipients, ...category }) => ({ ...category, recipients: recipients.text })),
    purposes: parts.purposes.value.purposes.map(purpose),
    services: services(parts),
    subProcessors: subProcessors(parts),
    joiningSubProcessors: joiningSubProcessors(parts),
    transfers: transfers(parts),
    glossary: parts.glossary?.value.terms ?? [],
    notices: parts.notices.map(noticeDraft),
    mails: mails(parts.mails),
  }
}

function organisation({ organisation: { value } }: ContentParts): ContentOrganisation {
  const {
    name,
    legalName,
    address,
    contact,
    security,
    dataProtectionOfficer,
    supervisoryAuthority,
    disputeBody,
    zone,
    locales,
    holidays,
    sites,
  } = value
  return {
    name,
    legalName,
    address,
    contactEmail: contact.email,
    securityEmail: security.email,
    dataProtectionOfficer,
    answersWithin: contact.answersWithin,
    supervisoryAuthority: {
      name: supervisoryAuthority.name,
      country: countryName(supervisoryAuthority.country),
      url: supervisoryAuthority.website,
    },
    disputeBody: disputeBody ? { name: disputeBody.name, url: disputeBody.website } : null,
    zone,
    locales,
    holidays: holidays.map(({ on }) => on),
    sites: sites.map(({ id, origins }) => ({ id, origins })),
  }
}

function purpose(one: ContentParts['purposes']['value']['purposes'][number]): Purpose {
  const { id, title, channel, wording } = one
  const shown = { id: `${wording.id}-v${wording.version}`, text: wording.text }
  return one.kind === 'choice'
    ? {
        id,
        title,
        channel,
        wording: shown,
        lockedReason: null,
        sources: one.sources,
        canSendLess: one.canSendLess,
        ...(one.bannerCategory ? { bannerCategory: one.bannerCategory } : {}),
      }
    : { id, title, channel, wording: shown, lockedReason: one.reason, sources: [] }
}

function services({ services: { value } }: ContentParts): Content['services'] {
  return value.categories.map(({ services, ...category }) => ({
    ...category,
    services: services.map(({ keptFor: _keptFor, country, cookies, ...service }) => ({
      ...service,
      country: countryName(country),
      cookies: cookies.map(({ name, duration }) => ({ name, duration: lengthName(duration, value.session) })),
    })),
  }))
}

function subProcessors({ subProcessors, transfers }: ContentParts): Content['subProcessors'] {
  return subProcessors.value.subProcessors.flatMap((one) =>
    one.since === undefined ? [] : [{ ...company(one, { subProcessors, transfers }), since: one.since }],
  )
}

function joiningSubProcessors({ subProcessors, transfers, notices }: ContentParts): Content['joiningSubProcessors'] {
  return subProcessors.value.subProcessors.flatMap((one) => {
    const version = notices.find(({ slug, folder }) => one.joinsWith === `${slug}/${folder}`)
    return version ? [{ ...company(one, { subProcessors, transfers }), joinsWith: noticeDraft(version) }] : []
  })
}

function company(
  { id, name, task, country }: ContentParts['subProcessors']['value']['subProcessors'][number],
  { subProcessors, transfers }: Pick<ContentParts, 'subProcessors' | 'transfers'>,
) {
  const safeguard = transfers.value.transfers.find(({ recipient }) => recipient === id)?.safeguard ?? subProcessors.value.insideEea
  return { id, name, task, country: countryName(country), safeguard }
}

function transfers({ transfers: { value }, subProcessors, processing }: ContentParts): Content['transfers'] {
  return value.transfers.map(({ id, recipient, country, safeguard, decidedOn, categories }) => {
    const titles = processing.value.categories.filter((category) => categories.includes(category.id)).map(({ title }) => title)
    return {
      id,
      recipient: subProcessors.value.subProcessors.find((company) => company.id === recipient)?.company ?? recipient,
      country: countryName(country),
      data: inEachLanguage((locale) => new Intl.ListFormat(locale).format(titles.map((title) => title[locale]))),
      safeguard,
      decidedOn,
    }
  })
}

function noticeDraft({ slug, about, texts }: NoticeFolder): NoticeDraft {
  const { publishedOn, effectiveOn, publishedDaysAgo, effectiveInDays, reason, corrects, rendered, purposes, summary, ...rest } =
    about.value
  const titles = Object.entries(texts).flatMap(([locale, { title }]) => (title === null ? [] : [[locale, title]]))
  return {
    ...rest,
    slug,
    title: { ...rest.title, ...Object.fromEntries(titles) },
    summary: summary ?? null,
    reason: reason ?? null,
    corrects: corrects ?? null,
    rendered: rendered ?? null,
    purposes: purposes ?? [],
    published: publishedOn === undefined ? { daysAgo: publishedDaysAgo ?? 0 } : { on: publishedOn },
    effective: effectiveOn === undefined ? { inDays: effectiveInDays ?? 0 } : { on: effectiveOn },
    texts: Object.fromEntries(Object.entries(texts).map(([locale, { markdown }]) => [locale, markdown])),
  }
}

function mails(files: readonly MailFile[]): Content['mails'] {
  const byName: Record<string, Partial<Record<MailFile['locale'], MailTemplate>>> = {}
  for (const { name, locale, subject, text } of files) byName[name] = { ...byName[name], [locale]: { subject, text } }
  return byName
}

function countryName(code: string): Required<Localized> {
  return inEachLanguage((locale) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code)
}

function lengthName(length: Length, session: Localized): Localized {
  if (length.unit === 'session') return session
  const { unit, count } = length
  // The portal writes Western digits in Arabic too, so that dates and durations agree with addresses and law numbers.
  return inEachLanguage((locale) =>
    new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  )
}

function inEachLanguage(write: (locale: (typeof locales)[number]) => string): Required<Localized> {
  const [en, de, ar] = locales.map(write)
  return { en: en ?? '', de: de ?? '', ar: ar ?? '' }
}
