import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { answering } from '#tests/support/answering.ts'
import { createTranslator } from './i18n.ts'
import { createPortalRouter, preferredLocale } from './router.ts'

const visitor = { account: null, locked: false, authenticatedAt: null, locksAt: null, idleMinutes: 15 }
const holder = { ...visitor, account: { id: '1', email: 'ida@lindqvist.example', name: null, locale: 'en', hasPassword: true } }

function router() {
  return createPortalRouter(createTranslator())
}
beforeEach(() => {
  setActivePinia(createPinia())
})

describe('the addresses', () => {
  it.each([
    ['/en/', 'home'],
    ['/de', 'home'],
    ['/en/me/data/billing', 'category'],
    ['/ar/notices/privacy', 'notice'],
    ['/en/notices/privacy/2026-03-01', 'notice'],
    ['/en/notices/privacy/compare/2025-03-01..2026-03-01', 'notice-compare'],
    ['/en/nowhere', 'not-found'],
  ])('%s leads to the page %s', (path, page) => {
    expect(router().resolve(path).name).toBe(page)
  })

  it.each([
    [['de-AT', 'en'], 'de'],
    [['sv', 'ar-EG'], 'ar'],
    [['sv'], 'en'],
  ])('without a language follow the browser: %j', (wanted, locale) => {
    expect(preferredLocale(wanted)).toBe(locale)
  })

  it('about a person send a visitor to the door, and remember the way back', async () => {
    answering({ 'GET /api/session': () => visitor })
    const portal = router()

    await portal.push('/en/me/copies')

    expect(portal.currentRoute.value).toMatchObject({ name: 'sign-in', query: { next: '/en/me/copies' } })
  })

  it.each([
    ['someone who is signed in', holder],
    ['a locked session, which the lock then hides', { ...visitor, locked: true }],
  ])('about a person admit %s', async (_, session) => {
    answering({ 'GET /api/session': () => session })
    const portal = router()

    await portal.push('/en/me/security')

    expect(portal.currentRoute.value.name).toBe('security')
  })
})
