import { describe, expect, it } from 'vitest'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { ContentError } from './content.fault.ts'
import { parseContent } from './content.loader.ts'

const sample = await readContentFolder('content')

/** What is told when one text of one file is replaced, with the line on which the replacement begins as `{line}`. */
function toldAfter(file: string, from: string, to: string): string {
  const text = sample.get(file) ?? ''
  const at = text.indexOf(from)
  expect(at, `${file} holds ${from}`).toBeGreaterThanOrEqual(0)
  const line = text.slice(0, at).split('\n').length
  return told(new Map([...sample, [file, text.replace(from, () => to)]])).replaceAll(`content/${file}:${line}:`, '{line}')
}

function told(files: ReadonlyMap<string, string>): string {
  try {
    parseContent(files)
    return 'nothing'
  } catch (error) {
    expect(error).toBeInstanceOf(ContentError)
    return (error as ContentError).message
  }
}

const processing = 'registers/processing.yaml'
const companies = 'registers/sub-processors.yaml'
const upcoming = 'notices/privacy/upcoming/notice.yaml'
const german = 'notices/privacy/2026-03-01/de.md'

describe('the content of the sample operator', () => {
  it('is complete and free of contradictions', () => {
    const content = parseContent(sample)

    expect(content.categories).toHaveLength(10)
    expect(content.purposes.map(({ id }) => id)).toContain('product-news')
    const privacy = content.notices.filter(({ slug }) => slug === 'privacy')
    expect(privacy.map(({ effective }) => effective)).toEqual([{ on: '2025-03-01' }, { on: '2026-03-01' }, { inDays: 10 }])
    expect(content.organisation.holidays).toContain('2027-03-26')
  })

  it('puts ten services behind the banner: two preferences, four statistics, four advertising', () => {
    const { services } = parseContent(sample)

    expect(services.map(({ id, services }) => [id, services.length])).toEqual([
      ['necessary', 2],
      ['preferences', 2],
      ['statistics', 4],
      ['advertising', 4],
    ])
  })

  it('names countries and durations in every language', () => {
    const [service] = parseContent(sample)
      .services.flatMap(({ services }) => services)
      .filter(({ id }) => id === 'help-chat')

    expect(service?.country).toEqual({ en: 'Norway', de: 'Norwegen', ar: 'النرويج' })
    expect(service?.cookies).toEqual([{ name: 'hd_chat', duration: { en: '30 days', de: '30 Tage', ar: '30 يومًا' } }])
  })

  it('names a wording with its version, so that a changed text is never taken for the old one', () => {
    const [news] = parseContent(sample).purposes

    expect(news?.wording.id).toBe('product-news-email-v2')
  })

  it('keeps a company that has not begun yet apart, with the version it begins with', () => {
    const { subProcessors, joiningSubProcessors } = parseContent(sample)

    expect(subProcessors.map(({ id }) => id)).not.toContain('sverdrup-translate')
    expect(joiningSubProcessors).toMatchObject([{ id: 'sverdrup-translate', joinsWith: { slug: 'privacy', effective: { inDays: 10 } } }])
  })
})

describe('a fault in a register', () => {
  it.each([
    ['a word for a number', 'days: 7 }', 'days: seven }', '{line} retention.days must be a whole number of days; write "days: 30"'],
    [
      'a longer backup than promised',
      'backupDays: 30',
      'backupDays: 31',
      '{line} backupDays must be 30 at most, because the notice promises it; write "backupDays: 30"',
    ],
    [
      'a role that the law does not know',
      'role: processor',
      'role: owner',
      '{line} role must be controller or processor; write "role: controller"',
    ],
    [
      'a period of an unknown kind',
      'kind: days',
      'kind: weeks',
      '{line} retention.kind must be one of days, months, years, while-account-open, until-removed; write "kind: days"',
    ],
    [
      'a missing language',
      'title: { en: Billing, de: Abrechnung, ar: الفوترة }',
      'title: { en: Billing, ar: الفوترة }',
      '{line} title.de must be there in German; add "de:"',
    ],
    ['an empty text', 'de: Abrechnung', 'de: " "', '{line} title.de must be there in German; add "de:"'],
    [
      'a text in one language only',
      'place: { en: European Union, de: Europäische Union, ar: الاتحاد الأوروبي }',
      'place: European Union',
      '{line} place must be there in each language; write "en:", "de:" and "ar:" below it',
    ],
    ['a tab', '    hashed: true', '\thashed: true', '{line} a tab cannot indent; use two spaces'],
    ['an unclosed quote', 'id: billing', 'id: "billing', 'this is not YAML'],
    [
      'an unknown company',
      'companies: [betalia',
      'companies: [betala',
      '{line} companies names betala, which is not in registers/sub-processors.yaml; correct it or add it there',
    ],
    [
      'an unknown section',
      'noticeSection: what-we-hold',
      'noticeSection: holdings',
      '{line} noticeSection names holdings, which is not in the privacy notice; correct it or add it there',
    ],
  ])('is told with line and remedy: %s', (_what, from, to, message) => {
    const said = toldAfter(processing, from, to)

    expect(said).toContain(message)
    expect(said.split('\n')).toHaveLength(1)
  })

  it('is told when register, notice and connected system promise different times', () => {
    const said = toldAfter(processing, 'retention: { kind: days, days: 30 }', 'retention: { kind: days, days: 60 }')

    expect(said).toContain('{line} retention is 60 days, but content/notices/privacy/upcoming/de.md:')
    expect(said).toContain('retention is 30 days, but the register promises 60 days for message-metadata; make them agree')
  })

  it('is told with the keys that exist when a key is misspelt', () => {
    const said = toldAfter(processing, 'hashed: true', 'hased: true')

    expect(said).toMatch(/^\{line\} hased is no key of this place; remove it or write one of id, title, summary, .*hashed$/)
  })

  it('is told on the second line when a key stands twice', () => {
    const said = toldAfter(processing, '\n    hashed: true', '\n    hashed: true\n    hashed: false')

    expect(said).toMatch(/^content\/registers\/processing\.yaml:\d+: hashed stands here twice; keep one$/)
  })

  it('is told as missing when a required key is left out', () => {
    const said = toldAfter(companies, '    name: Betalia\n', '')

    expect(said).toMatch(/: name must be text; write it after the colon$/)
  })

  it.each([
    [
      'registers/purposes.yaml',
      'sources: [newsletter, mail-platform]',
      'sources: [newsletter, mail-platform, crm]',
      'sources names crm, which is not in sources; correct it or add it there',
    ],
    [
      'registers/purposes.yaml',
      'sources: [newsletter, mail-platform]',
      'sources: [newsletter]',
      'sources must name mail-platform, which lists product-news; add it',
    ],
    [
      'registers/purposes.yaml',
      'sources: [audience, mail-platform]',
      'sources: [audience, mail-platform, newsletter]',
      'sources names newsletter, which does not list partner-audiences; add it to content/sources or take it out here',
    ],
    [
      'sources/mail-platform.yaml',
      'retention: { kind: days, days: 30 }',
      'retention: { kind: days, days: 45 }',
      'retention is 45 days, but the register promises 30 days for message-metadata; make them agree',
    ],
    [
      'sources/newsletter.yaml',
      'category: marketing-preferences',
      'category: newsletters',
      'category names newsletters, which is not in registers/processing.yaml; correct it or add it there',
    ],
    [
      'registers/purposes.yaml',
      'category: account-profile',
      'category: profile',
      'category names profile, which is not in registers/processing.yaml',
    ],
    [
      'registers/transfers.yaml',
      'recipient: lumen-reach',
      'recipient: lumen',
      'recipient names lumen, which is not in registers/sub-processors.yaml',
    ],
    [
      'registers/transfers.yaml',
      'ground: data-privacy-framework',
      'ground: privacy-shield',
      'ground privacy-shield has been invalid since 2020-07-16',
    ],
    ['registers/transfers.yaml', 'id: night-support', 'id: hosting-us', 'the id hosting-us stands here twice; rename one'],
    ['registers/services.yaml', 'id: heat-sketch', 'id: tempo-watch', 'the id tempo-watch stands here twice'],
    [
      'registers/services.yaml',
      'duration: 13 months',
      'duration: a year',
      'duration must be a length of time; write "6 months", "1 day" or "session"',
    ],
    [companies, 'joinsWith: privacy/upcoming', 'joinsWith: privacy/next', 'joinsWith names privacy/next, which is not in notices'],
    ['organisation.yaml', 'on: 2026-12-25', 'on: 2026-02-30', 'on must be a day of the calendar; write 2026-03-01'],
  ])('in %s is told: %s becomes %s', (file, from, to, message) => {
    const said = toldAfter(file, from, to)

    expect(said).toContain(`{line} ${message}`)
  })

  it('is told when a company outside the European Economic Area has no safeguard', () => {
    const said = toldAfter(companies, "country: 'NO'", 'country: CH')

    expect(said).toBe('{line} hjalp-desk is outside the European Economic Area without a safeguard; add it to registers/transfers.yaml')
  })
})

describe('a fault in a notice', () => {
  it.each([
    [upcoming, 'effectiveInDays: 10', 'effectiveInDays: 9', '{line} effectiveInDays is 29 days after publication; leave at least 30'],
    [
      upcoming,
      'significance: significant',
      'significance: corrigendum',
      '{line} significance is corrigendum, which needs its reason on record; add "reason:"',
    ],
    [
      upcoming,
      'section: scoring',
      'section: score',
      '{line} section names score, which is not in notices/privacy/upcoming/en.md; correct it or add it there',
    ],
    [
      upcoming,
      'purposes: [offers]',
      'purposes: [scoring]',
      '{line} purposes names scoring, which is not in registers/purposes.yaml as a choice; correct it or add it there',
    ],
    [
      upcoming,
      'concerns: [support-conversations]',
      'concerns: [support]',
      '{line} concerns names support, which is not in registers/processing.yaml; correct it or add it there',
    ],
    [german, ' {#places}', '', '{line} this heading has no stable id; end it with {#its-id}'],
    [german, '{#places}', '{#recipients}', '{line} the section id recipients stands here twice; rename one'],
    [german, '{#places}', '{#orte}', '{line} sections differ from en.md; here belongs places'],
    [
      'notices/privacy/2026-03-01/notice.yaml',
      'effectiveOn: 2026-03-01',
      'effectiveOn: 2026-03-02',
      '{line} effectiveOn is 2026-03-02 but the folder says 2026-03-01; make them agree',
    ],
  ])('in %s is told: %s becomes %s', (file, from, to, message) => {
    const said = toldAfter(file, from, to)

    expect(said.split('\n')[0]).toBe(message)
  })

  it('is told when the text in the prevailing language is missing', () => {
    const said = told(new Map([...sample].filter(([file]) => file !== 'notices/privacy/upcoming/en.md')))

    expect(said).toContain('the text in the prevailing language is missing; write en.md')
  })
})

describe('a notice as others write it', () => {
  const about = `kind: privacy-notice
prevailing: en
significance: significant
publishedOn: 2018-05-20
effectiveOn: 2018-05-25
title: { en: Privacy policy }
`
  const read = (notice: string, text: string) =>
    new Map([...sample, ['notices/policy/2018-05-25/notice.yaml', notice], ['notices/policy/2018-05-25/en.md', text]])

  it('needs no named sections, no other language, and no notice period for its first version', () => {
    const draft = parseContent(read(about, '---\ntitle: Our policy\n---\n\n# Policy\n\n## Kept\n\n## Kept\n')).notices.find(
      ({ slug }) => slug === 'policy',
    )

    expect(draft).toMatchObject({
      title: { en: 'Our policy' },
      summary: null,
      changelog: [],
      texts: { en: '\n\n\n\n# Policy\n\n## Kept\n\n## Kept\n' },
    })
  })

  it.each([
    [
      'publishedOn: 2018-05-20',
      'publishedOn: 2018-05-26',
      'notice.yaml:5: effectiveOn is before publication; make it the day of publication or a later one',
    ],
    [
      'significance: significant',
      'reason: A typo\nsignificance: corrigendum',
      'notice.yaml:4: a corrigendum corrects an earlier version, and there is none; write "significance: minor"',
    ],
    ['title: { en: Privacy policy }', 'title: { de: Hinweis }', 'notice.yaml:6: title.en must be there in English; add "en:"'],
  ])('is still told what cannot be: %s becomes %s', (from, to, message) => {
    expect(told(read(about.replace(from, to), '# Policy\n'))).toBe(`content/notices/policy/2018-05-25/${message}`)
  })

  it('is told where its front matter never ends', () => {
    expect(told(read(about, '---\ntitle: Our policy\n\n# Policy\n'))).toBe(
      'content/notices/policy/2018-05-25/en.md:1: front matter begins here and never ends; write "---" on a line of its own below its last key',
    )
  })
})

describe('a fault in a mail', () => {
  it('is told when a mail would carry more than a link and dates', () => {
    const said = toldAfter('mails/export-ready.en.md', 'Hello,', 'Hello {name},')

    expect(said).toBe('{line} {name} is no placeholder of this mail; write one of organisation, link, until')
  })

  it('is told when the subject is missing', () => {
    const said = toldAfter('mails/export-ready.en.md', '---\nsubject', 'subject')

    expect(said).toBe('{line} a mail begins with its subject; write "---", "subject: …" and "---" above the text')
  })

  it('is told when a mail leads nowhere', () => {
    const said = toldAfter('mails/export-ready.de.md', '{link}', '')

    expect(said).toBe('content/mails/export-ready.de.md:1: a mail carries a link; write {link} on a line of its own')
  })
})

describe('a fault in the glossary', () => {
  const glossary = 'glossary.yaml'

  it.each([
    ['id: backup', 'id: consent', 'the id consent stands here twice; rename one'],
    ['forms: { en: [backups]', 'forms: { en: [Consent]', 'consent stands at backup already; remove one'],
    ['forms: { en: [backups]', 'forms: { en: [Backup]', 'Backup stands at this term already; remove one'],
    ['forms: { en: [backups]', 'forms: { en: backups', 'forms.en '],
    ['meaning:', 'means:', 'means is no key of this place; remove it or write one of id, term, forms, meaning'],
    ['de: Sicherungskopie,', '', 'term.de must be there in German; add "de:"'],
  ])('is told with its line: %s becomes %s', (from, to, message) => {
    const said = toldAfter(glossary, from, to)

    expect(said).toMatch(/content\/glossary\.yaml:\d+: |\{line\}/)
    expect(said).toContain(message)
  })

  it('is no fault where the operator explains no words', () => {
    const files = new Map([...sample].filter(([file]) => file !== glossary))

    expect(parseContent(files).glossary).toEqual([])
  })
})

describe('all faults', () => {
  it('are told at once, by file and line', () => {
    const broken = new Map([...sample].filter(([file]) => file !== 'mails/notice-change.ar.md'))
    broken.set('organisation.yaml', (sample.get('organisation.yaml') ?? '').replace('zone: Europe/Stockholm', 'zone: Sweden'))
    broken.delete('registers/transfers.yaml')

    expect(told(broken).split('\n')).toEqual([
      'content/mails/notice-change.ar.md:1: this mail is missing; create the file',
      expect.stringMatching(/^content\/organisation\.yaml:\d+: zone must be a time zone/),
      'content/registers/transfers.yaml:1: this file is missing; create it',
    ])
  })
})

describe('a file that repeats itself without end', () => {
  it('is refused with its name and the remedy', () => {
    const levels = Array.from(
      { length: 6 },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(', ')}]`,
    )
    const bomb = ['a0: &a0 [x]', ...levels].join('\n')

    expect(told(new Map([...sample, [upcoming, bomb]]))).toContain(`content/${upcoming}:1: uses aliases (*name) so often`)
  })
})
