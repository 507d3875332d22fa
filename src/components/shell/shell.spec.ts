import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import ChangeStrip from './ChangeStrip.vue'
import PageFoot from './PageFoot.vue'
import RoomRail from './RoomRail.vue'
import TheMasthead from './TheMasthead.vue'

const rooms = [
  { to: '/en/me', label: 'Overview', isCurrent: true },
  { to: '/en/me/delete', label: 'Delete account', isCurrent: false, isLast: true },
]
const masthead = {
  operator: 'Acme Mail',
  rooms,
  languages: [
    { locale: 'en', name: 'English', to: '/en/', isCurrent: true },
    { locale: 'ar', name: 'العربية', to: '/ar/', isCurrent: false },
  ],
  person: null,
  locked: false,
  places: { home: '/en/', signIn: '/en/sign-in', overview: '/en/me', security: '/en/me/security' },
}
const text = { en: 'Sweden' }
const organisation = {
  name: 'Acme Mail',
  legalName: 'Acme Mail AB',
  address: ['Rosenlundsgatan 31', '118 53 Stockholm'],
  contactEmail: 'privacy@acmemail.example',
  dataProtectionOfficer: 'Malin Åkerblom',
  answersWithin: { en: 'within 3 working days' },
  supervisoryAuthority: { name: 'Integritetsskyddsmyndigheten', country: text, url: 'https://www.imy.se' },
  disputeBody: null,
  demo: { email: 'demo@acmemail.example', password: 'a long sample password', daysAhead: 0 },
}

describe('the shell', () => {
  it('marks the room a person is in', async () => {
    const rail = await mountPart(RoomRail, { props: { rooms, label: 'Privacy center' } })

    expect(rail.findAll('[aria-current=page]').map((link) => link.text())).toEqual(['Overview'])
    expect(await axeFaults(rail.element)).toEqual([])
  })

  it('offers a visitor to sign in, and names nobody', async () => {
    const head = await mountPart(TheMasthead, { props: masthead })

    expect(head.get('.masthead__tools').text()).toContain('Sign in')
    expect(head.find('#account').exists()).toBe(false)
    expect(await axeFaults(head.element)).toEqual([])
  })

  it('shows who is signed in, with lock and sign-out one step away', async () => {
    const head = await mountPart(TheMasthead, { props: { ...masthead, person: { name: 'Ida Lindqvist', email: 'ida@lindqvist.example' } } })

    await head.findAll('#account button')[0]?.trigger('click')
    await head.findAll('#account button')[1]?.trigger('click')

    expect(head.emitted()).toMatchObject({ lock: [[]], signOut: [[]] })
  })

  it('names each language in its own language', async () => {
    const head = await mountPart(TheMasthead, { props: masthead })

    expect(head.get('#languages a[lang=ar]').text()).toBe('العربية')
  })

  it('announces a change with its date before the days that are left', async () => {
    const strip = await mountPart(ChangeStrip, {
      props: { title: 'Privacy notice', publishedAt: '2026-12-02T09:00:00Z', effectiveOn: '2027-01-01', to: '/en/notices' },
      now: '2026-12-09T08:41:00Z',
    })

    expect(strip.text()).toContain('Privacy notice changes in 23 days, on 1 January 2027.')
    expect(strip.get('[role=img]').attributes('aria-label')).toBe('Day 7 of 30 of the notice period')
    expect(await axeFaults(strip.element)).toEqual([])
  })

  it('says how many announced changes follow the next one, and leads to them', async () => {
    const props = {
      title: 'Privacy notice',
      publishedAt: '2026-12-02T09:00:00Z',
      effectiveOn: '2027-01-01',
      to: '/en/notices/privacy',
      further: 2,
    }
    const strip = await mountPart(ChangeStrip, { props, now: '2026-12-09T08:41:00Z' })

    expect(strip.get('a[href="/en/notices"]').text()).toBe('2 more changes are announced.')
  })

  it('says on every page that a demo is one, whom to ask and where to complain', async () => {
    const foot = await mountPart(PageFoot, { props: { organisation, theme: 'device' } })

    expect(foot.text()).toContain('This is a demo.')
    expect(foot.text()).toContain('Answers within 3 working days')
    expect(foot.get('a[href="https://www.imy.se"]').text()).toBe('Integritetsskyddsmyndigheten')
    expect(await axeFaults(foot.element)).toEqual([])
  })

  it('says on every page of a demo by how many days its clock was put forward', async () => {
    const demo = { email: 'demo@acmemail.example', password: 'a long sample password', daysAhead: 11 }

    const foot = await mountPart(PageFoot, { props: { organisation: { ...organisation, demo }, theme: 'device' } })

    expect(foot.text()).toContain('This is a demo. Every person and every record in it is made up. Its clock runs 11 days ahead. Open the')
  })

  it('tells which theme was chosen', async () => {
    const foot = await mountPart(PageFoot, { props: { organisation, theme: 'device' } })

    await foot.get('input[value=dark]').setValue(true)

    expect(foot.emitted('update:theme')).toEqual([['dark']])
  })
})
