import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pageJar } from './core/page.ts'
import { start } from './main.ts'
import ar from './texts/ar.json'
import de from './texts/de.json'
import en from './texts/en.json'
import type { BannerConfig, ChoiceDetail, ConsentProof, OptionalId } from './types.ts'

const category = (id: OptionalId | 'necessary', cookie: string): BannerConfig['categories'][number] => ({
  id,
  title: { en: id },
  summary: { en: `What ${id} means.` },
  services: [
    {
      id: `${id}-service`,
      name: `Service of ${id}`,
      company: id === 'necessary' ? 'Shop AB' : `Company of ${id}`,
      country: { en: 'Sweden', de: 'Schweden' },
      purpose: { en: 'Does something.' },
      cookies: [{ name: cookie, duration: { en: '1 day' } }],
    },
  ],
})
const config: BannerConfig = {
  site: 'shop',
  operator: 'Shop AB',
  fingerprint: '0123abcd'.repeat(8),
  api: 'https://privacy.example',
  months: 6,
  categories: [category('necessary', 'basket'), category('preferences', 'p1'), category('statistics', 's1'), category('advertising', 'a1')],
  texts: { en, de, ar },
  notice: { en: 'https://privacy.example/en/notices/cookies' },
}

const shadow = () => document.querySelector('vitrine-banner')?.shadowRoot as ShadowRoot
const question = () => shadow().querySelector('section') as HTMLElement
const dialog = () => shadow().querySelector('dialog') as HTMLDialogElement
const button = (text: string, within: ParentNode = question()) =>
  [...within.querySelectorAll('button')].find(({ textContent }) => textContent === text) as HTMLButtonElement
/** A click as a person makes it; a page's script cannot make one. */
const press = (target: HTMLElement) => {
  const click = new MouseEvent('click', { bubbles: true })
  Object.defineProperty(click, 'isTrusted', { value: true })
  target.dispatchEvent(click)
}
const cookieNames = () => document.cookie.split('; ').map((pair) => pair.split('=')[0])
const sent: ConsentProof[] = []
const heard: ChoiceDetail[] = []
const hear = (event: CustomEvent<ChoiceDetail>) => heard.push(event.detail)

beforeEach(() => {
  document.addEventListener('vitrine:choice', hear)
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit) => {
    sent.push(JSON.parse(String(body)))
    return new Response(null, { status: 201 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.removeEventListener('vitrine:choice', hear)
  document.querySelector('vitrine-banner')?.remove()
  document.documentElement.lang = ''
  for (const name of cookieNames()) pageJar.write(`${name}=; Max-Age=0; Path=/`)
  localStorage.clear()
  sent.length = 0
  heard.length = 0
})

describe('before an answer', () => {
  it('asks, and stores and sends nothing', () => {
    start(config, null)

    expect(question().hidden).toBe(false)
    expect(document.cookie).toBe('')
    expect(localStorage.length).toBe(0)
    expect(sent).toEqual([])
    expect(heard).toEqual([])
  })

  it('shows reject before accept, as the same kind of button', () => {
    start(config, null)

    const [reject, accept] = question().querySelectorAll('button')

    expect([reject?.textContent, accept?.textContent]).toEqual(['Reject all', 'Accept all'])
    expect(reject?.className).toBe(accept?.className)
  })

  it('names every purpose and counts the other companies', () => {
    start(config, null)

    expect(question().textContent).toContain('preferences, statistics, and advertising')
    expect(question().textContent).toContain('Other companies involved: 3.')
  })

  it('starts with every optional switch off', () => {
    start(config, null)
    press(button('Choose'))

    const switches = [...dialog().querySelectorAll('input')]

    expect(switches.map(({ checked, disabled }) => [checked, disabled])).toEqual([
      [true, true],
      [false, false],
      [false, false],
      [false, false],
    ])
  })

  it.each([
    ['de', 'ltr', 'Alle ablehnen'],
    ['ar', 'rtl', 'رفض الكل'],
  ])('speaks the language of the page: %s', (language, direction, reject) => {
    document.documentElement.lang = language

    start(config, null)

    expect(shadow().querySelector('div')?.dir).toBe(direction)
    expect(question().querySelector('button')?.textContent).toBe(reject)
  })

  it('appears once, however often it is included', () => {
    start(config, null)
    start(config, null)

    expect(document.querySelectorAll('vitrine-banner')).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('is kept, told to the page and proven', () => {
    start(config, null)
    press(button('Accept all'))

    expect(question().hidden).toBe(true)
    expect(document.cookie).toMatch(/^vitrine=1\.0123abcd\.111\.0\./)
    expect(heard).toEqual([{ categories: { necessary: true, preferences: true, statistics: true, advertising: true }, remaining: [] }])
    expect(sent).toMatchObject([{ site: 'shop', surface: 'banner-first', language: 'en', signal: false }])
  })

  it('counts as no when a script says no', () => {
    start(config, null)
    button('Reject all').click()

    expect(document.cookie).toContain('.000.')
  })

  it('does not count as yes when a script says yes', () => {
    start(config, null)
    button('Accept all').dispatchEvent(new MouseEvent('click'))

    expect(document.cookie).toBe('')
    expect(question().hidden).toBe(false)
  })

  it('is not asked for again on the next page', async () => {
    start(config, null)
    press(button('Reject all'))
    await vi.waitFor(() => expect(localStorage.length).toBe(0))
    document.querySelector('vitrine-banner')?.remove()

    start(config, null)

    expect(question().hidden).toBe(true)
    expect(heard).toHaveLength(2)
    expect(sent).toHaveLength(1)
  })

  it('is asked for again when something else is asked, by the same device', () => {
    start(config, null)
    press(button('Reject all'))
    document.querySelector('vitrine-banner')?.remove()

    start({ ...config, fingerprint: 'ffff0000'.repeat(8) }, null)
    const isAsked = !question().hidden
    press(button('Reject all'))

    expect(isAsked).toBe(true)
    expect(sent[1]?.device).toBe(sent[0]?.device)
  })

  it('can be given category by category', () => {
    start(config, null)
    press(button('Choose'))
    const [, , statistics] = dialog().querySelectorAll('input')
    Object.assign(statistics as HTMLInputElement, { checked: true })
    press(button('Save my choices', dialog()))

    expect(sent[0]?.decisions.map(({ state }) => state)).toEqual(['denied', 'granted', 'denied'])
    expect(sent[0]?.surface).toBe('banner-second')
  })

  it('leads to the choices of this device in the portal', () => {
    start(config, null)
    press(button('Reject all'))
    window.vitrine?.open()

    const links = [...dialog().querySelectorAll('a')].map(({ href }) => href)

    expect(links).toContain(`https://privacy.example/en/choices#device=${sent[0]?.device}`)
  })
})

describe('withdrawal', () => {
  it('takes as many steps as giving, from the re-open control', () => {
    start(config, null)
    press(button('Accept all'))
    press(shadow().querySelector('.open') as HTMLElement)
    press(button('Reject all', dialog()))

    expect(sent.map(({ surface }) => surface)).toEqual(['banner-first', 'reopen'])
    expect(sent[1]?.decisions.map(({ state }) => state)).toEqual(['denied', 'denied', 'denied'])
  })

  it('removes the cookies of the services it ends, and no others', () => {
    start(config, null)
    press(button('Accept all'))
    pageJar.write('s1=1; Path=/')
    pageJar.write('basket=1; Path=/')
    window.vitrine?.open()
    press(button('Reject all', dialog()))

    expect(cookieNames().toSorted()).toEqual(['basket', 'vitrine'])
  })
})

describe('Global Privacy Control', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', Object.create(navigator, { globalPrivacyControl: { value: true } }))
  })

  it('is answered in words on the first layer', () => {
    start(config, null)

    expect(question().textContent).toContain(en.signal)
  })

  it('keeps advertising off when everything is accepted', () => {
    start(config, null)
    press(button('Accept all'))

    expect(sent).toMatchObject([{ signal: true, decisions: [{ state: 'granted' }, { state: 'granted' }, { state: 'denied' }] }])
  })

  it('gives way when advertising is switched on by its own switch', () => {
    start(config, null)
    press(button('Choose'))
    Object.assign(dialog().querySelectorAll('input')[3] as HTMLInputElement, { checked: true })
    press(button('Save my choices', dialog()))

    expect(heard.at(-1)?.categories.advertising).toBe(true)
  })
})
