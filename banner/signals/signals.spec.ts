import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeCookie } from '../core/page.ts'
import { askFirst } from '../first/ask-first.ts'
import { openGate } from '../gate/open-gate.ts'
import { comeLate } from '../late/late.ts'
import type { BannerData, Core } from '../types.ts'
import { tellGoogle } from './google.ts'
import { tellMicrosoft } from './microsoft.ts'

const markup =
  "<div lang='en' dir='ltr'><section><div class=r><button value=0>Reject all</button><button value=1>Accept all</button></div></section><button class=o value=2>◨</button></div>"
const row = (id: string) => `<li><label><input type=checkbox value=${id}></label>`
const category = (id: string, service: string) =>
  `<div class=c><label><input type=checkbox value=${id}></label><ul>${row(service)}</ul></div>`
const note = '<div><p></p><p></p><p></p><p></p><div><button></button><button></button></div></div>'
const later = `<div><dialog><h2></h2><p class=k></p>${category('advertising', 'ads')}${category('statistics', 'count')}<a class=p></a></dialog>${note}</div><div></div>`
const data: BannerData = [
  'https://privacy.example',
  '0123abcd4567ef89',
  [
    ['advertising', 'ads'],
    ['statistics', 'count'],
  ],
  'en',
  'hash',
  'shop',
  6,
  markup,
]
type Heard = { uetq?: unknown[]; clarity?: { q?: unknown[] }; dataLayer?: ArrayLike<unknown>[] }
const page = window as unknown as Heard
const updates = () => ({
  google: page.dataLayer?.filter((entry) => entry[1] === 'update').length,
  uet: page.uetq?.filter((word) => word === 'update').length,
  // Clarity's calls carry no kind; the first is the default.
  clarity: (page.clarity?.q?.length ?? 0) - 1,
})

/** The banner with both signals and its late part, as a page has them after an answer. */
function begin(): Core {
  const core = openGate(data, null)
  askFirst(core)
  tellGoogle(core)
  tellMicrosoft(core)
  core.late = comeLate(core, later)
  return core
}
const accept = (core: Core) => core.ask?.decide({ isTrusted: true }, '11', 'banner-first')

beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 201 }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.querySelector('vitrine-banner')?.remove()
  for (const name of ['vitrine', 'uetq', 'clarity', 'dataLayer']) Reflect.deleteProperty(window, name)
  writeCookie('vitrine=; Max-Age=0; Path=/')
  localStorage.clear()
})

describe('the signals to Google and Microsoft', () => {
  it('send no update before an answer', () => {
    begin()

    expect(updates()).toEqual({ google: 0, uet: 0, clarity: 0 })
  })

  it('send one update for one answer, also once its proof has arrived and the cookie says so', async () => {
    accept(begin())

    await vi.waitFor(() => expect(document.cookie).toContain('.11.0.'))
    expect(updates()).toEqual({ google: 1, uet: 1, clarity: 1 })
  })

  it('send another update for another answer', async () => {
    const core = begin()
    accept(core)
    core.ask?.decide({ isTrusted: false }, '00', 'banner-second')

    await vi.waitFor(() => expect(document.cookie).toContain('.00.0.'))
    expect(updates()).toEqual({ google: 2, uet: 2, clarity: 2 })
  })

  it('send one update on a page where an answer stands already', async () => {
    accept(begin())
    await vi.waitFor(() => expect(document.cookie).toContain('.11.0.'))
    document.querySelector('vitrine-banner')?.remove()
    for (const name of ['vitrine', 'uetq', 'clarity', 'dataLayer']) Reflect.deleteProperty(window, name)

    begin()

    expect(updates()).toEqual({ google: 1, uet: 1, clarity: 1 })
  })
})
