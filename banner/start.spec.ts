import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeCookie } from './core/page.ts'
import { start } from './start.ts'
import type { BannerData } from './types.ts'

const fingerprint = '0123abcd4567ef89'
const register = [
  ['advertising', 'ads'],
  ['preferences', 'chat', 'comfort'],
  ['statistics', 'count'],
] as const
const markup =
  "<div lang='en' dir='ltr'><section aria-label='Choices'><h2>Cookies?</h2><p hidden>Signal honoured.</p><div class=r>" +
  '<button class=y value=0>Reject all</button><button class=y value=1>Accept all</button><button value=2>Choose</button></div></section>' +
  "<button class=o value=2 aria-label='Change' title='Change'>◨<span hidden> Honoured</span></button></div>"
const data: BannerData = ['https://privacy.example', fingerprint, register, 'en', 'hash', 'shop', 6, markup]
const device = '3f1c9a52-7d0e-4b7c-8a55-0f6f3f1e2d4c'
const inOneMonth = () => Math.floor(Date.now() / 1000) + 2_592_000
const store = (bits: string, flags = 0) => {
  writeCookie(`vitrine=2.${fingerprint}.${bits}.${flags}.${inOneMonth().toString(36)}.${device}; Path=/`)
}
const shadow = () => document.querySelector('vitrine-banner')?.shadowRoot as ShadowRoot
const question = () => shadow().querySelector('section')
const button = (text: string) =>
  [...shadow().querySelectorAll('button')].find(({ textContent }) => textContent === text) as HTMLButtonElement
/** A click as a person makes it; a page's script cannot make one. */
const press = (text: string) => {
  const click = new MouseEvent('click', { bubbles: true, detail: 1 })
  Object.defineProperty(click, 'isTrusted', { value: true })
  button(text).dispatchEvent(click)
}
const sent: Record<string, unknown>[] = []

beforeEach(() => {
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit) => {
    sent.push(JSON.parse(String(body)))
    return new Response(null, { status: 201 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  for (const node of document.querySelectorAll('vitrine-banner, script')) node.remove()
  Reflect.deleteProperty(window, 'vitrine')
  writeCookie('vitrine=; Max-Age=0; Path=/')
  localStorage.clear()
  sent.length = 0
})

describe('before an answer', () => {
  it('asks, and stores and sends nothing', () => {
    start(data)

    expect(question()).not.toBeNull()
    expect(document.cookie).toBe('')
    expect(localStorage.length).toBe(0)
    expect(sent).toEqual([])
    expect(window.vitrine?.allows('necessary')).toBe(true)
    expect(window.vitrine?.allows('statistics')).toBe(false)
  })

  it('shows reject before accept, as the same kind of button', () => {
    start(data)

    const [reject, accept] = shadow().querySelectorAll('button')

    expect([reject?.textContent, accept?.textContent]).toEqual(['Reject all', 'Accept all'])
    expect(reject?.className).toBe(accept?.className)
  })

  it('appears once, however often it is included', () => {
    start(data)
    start(data)

    expect(document.querySelectorAll('vitrine-banner')).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('is stored and in effect when the click returns, and proven', () => {
    start(data)
    press('Accept all')

    expect(question()).toBeNull()
    expect(document.cookie).toContain(`vitrine=2.${fingerprint}.1111.2.`)
    expect(window.vitrine?.allows('statistics')).toBe(true)
    expect(sent).toMatchObject([{ site: 'shop', surface: 'banner-first', language: 'en', signal: false, fingerprint }])
    expect(sent[0]?.decisions).toEqual([
      { category: 'advertising', state: 'granted' },
      { category: 'preferences', state: 'granted' },
      { category: 'statistics', state: 'granted' },
    ])
  })

  it('counts when the click meets a word that a translation has wrapped', () => {
    start(data)
    button('Reject all').innerHTML = '<font>Alles weigeren</font>'
    question()?.querySelector('font')?.click()

    expect(document.cookie).toContain('.0000.')
  })

  it('counts as no when a script says no', () => {
    start(data)
    button('Reject all').click()

    expect(document.cookie).toContain('.0000.')
  })

  it('does not count as yes when a script says yes', () => {
    start(data)
    button('Accept all').dispatchEvent(new MouseEvent('click'))

    expect(document.cookie).toBe('')
    expect(question()).not.toBeNull()
  })

  it('is not asked for again while it stands', () => {
    store('0000')
    start(data)

    expect(question()).toBeNull()
    expect(shadow().querySelector('button')?.getAttribute('aria-label')).toBe('Change')
    expect(sent).toEqual([])
  })

  it('opens a category only when all of its services are allowed', () => {
    store('0101')
    start(data)

    expect(['chat', 'comfort', 'preferences', 'statistics'].map((name) => window.vitrine?.allows(name))).toEqual([true, false, false, true])
  })

  it('keeps the device’s name when something else is asked', () => {
    store('1111')
    start(data.with(1, 'ffff0000ffff0000') as unknown as BannerData)
    press('Reject all')

    expect(sent[0]?.device).toBe(device)
  })
})

describe('Global Privacy Control', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', Object.create(navigator, { globalPrivacyControl: { value: true } }))
  })

  it('is answered in words on the first layer', () => {
    start(data)

    expect(question()?.textContent).toContain('Signal honoured.')
  })

  it('keeps advertising off when everything is accepted', () => {
    start(data)
    press('Accept all')

    expect(document.cookie).toContain('.0111.3.')
    expect(sent).toMatchObject([{ signal: true, decisions: [{ state: 'denied' }, { state: 'granted' }, { state: 'granted' }] }])
  })

  it('switches off what an answer from before the signal allowed', () => {
    store('1111', 0)
    start(data)

    expect(window.vitrine?.allows('ads')).toBe(false)
    expect(window.vitrine?.allows('count')).toBe(true)
  })

  it('gives way to an explicit yes given while it was sent', () => {
    store('1111', 1)
    start(data)

    expect(window.vitrine?.allows('ads')).toBe(true)
  })
})
