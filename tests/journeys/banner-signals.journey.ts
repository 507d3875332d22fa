import { cookies, expect, press, question, ran, signalled, test } from './banner-test.ts'

/** More with `VISITS=200`, as docs/BENCH-BANNER.md reports it. */
const VISITS = Number(process.env.VISITS ?? 20)

test('the signal is honoured in words and in deed, and a later choice of one’s own wins', async ({ page, site }) => {
  await signalled(page)
  await page.goto(`${site.page}/strict`)
  await expect(question(page)).toContainText('Global Privacy Control: Signal honoured')
  await press(page, 'Accept all')
  await expect.poll(() => ran(page)).toEqual(['heat-sketch', 'help-chat', 'plain-count'])
  await expect(page.locator('vitrine-banner button.o')).toContainText('honoured')
  await expect.poll(() => site.proofs.length).toBe(1)
  expect(site.proofs[0]).toMatchObject({ signal: true, decisions: [{ category: 'advertising', state: 'denied' }, {}, {}] })

  await press(page, 'Change privacy choices')
  await page.getByRole('dialog').getByRole('switch', { name: 'Advertising' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Save my choices' }).click()
  await expect.poll(() => ran(page)).toContain('adriane')
})

test('a signal that comes later lowers a stored yes, with a proof', async ({ page, site }) => {
  await page.goto(`${site.page}/stub`)
  await press(page, 'Accept all')
  await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.1{10}\.0\./)
  await signalled(page)
  await page.reload()

  await expect.poll(() => site.proofs.length).toBe(2)
  expect(site.proofs[1]).toMatchObject({ surface: 'gpc', signal: true, decisions: [{ category: 'advertising', state: 'denied' }, {}, {}] })
  await expect(page.getByRole('status')).toContainText('Global Privacy Control')
  expect(await ran(page)).toEqual(['heat-sketch', 'help-chat', 'plain-count'])
})

test('an embed is covered in its own size, and loads on a click', async ({ page, site }) => {
  await page.goto(`${site.page}/embed`)
  await expect(page.locator('vitrine-embed')).toContainText('Fork & Field')
  expect((await page.locator('vitrine-embed .e').boundingBox())!.width).toBeGreaterThanOrEqual(320)

  await page.locator('vitrine-embed').getByRole('button', { name: 'Load it this once' }).click()
  await expect(page.frameLocator('iframe').getByText('A map')).toBeVisible()
  expect(await cookies(page)).toEqual([])
})

test('a template unfolds once it is allowed, its scripts through the gate', async ({ page, site }) => {
  await page.goto(`${site.page}/embed`)
  await expect(page.locator('vitrine-embed')).toBeVisible()
  await press(page, 'Accept all')

  await expect(page.locator('#unfolded')).toBeVisible()
  await expect.poll(() => ran(page)).toEqual(['template'])
  await expect(page.locator('vitrine-embed')).toHaveCount(0)
})

test('Google hears the default before any tag, and an update on the choice and on every page', async ({ page, site }) => {
  const words = () =>
    page.evaluate(() => ((window as { dataLayer?: ArrayLike<unknown>[] }).dataLayer ?? []).map((entry) => [...Array.from(entry)]))
  await page.goto(`${site.page}/google`)
  const [first, ...rest] = await words()
  expect(first).toEqual([
    'consent',
    'default',
    {
      ad_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
      analytics_storage: 'denied',
      functionality_storage: 'denied',
      personalization_storage: 'denied',
      security_storage: 'granted',
      wait_for_update: 500,
    },
  ])
  expect(rest).toEqual([
    ['set', 'url_passthrough', true],
    ['set', 'ads_data_redaction', true],
  ])

  await press(page, 'Accept all')
  expect((await words())[3]).toMatchObject(['consent', 'update', { ad_storage: 'granted', analytics_storage: 'granted' }])
  await page.reload()
  expect((await words())[3]).toMatchObject(['consent', 'update', { ad_storage: 'granted' }])
})

test('Microsoft hears the default before any tag, and an update on the choice', async ({ page, site }) => {
  type Heard = { uetq?: unknown[]; clarity?: { q?: ArrayLike<unknown>[] } }
  const heard = () =>
    page.evaluate(() => ({
      uet: (window as Heard).uetq,
      clarity: Array.from((window as Heard).clarity?.q ?? [], (said) => [...Array.from(said)]),
    }))
  await page.goto(`${site.page}/google`)
  expect(await heard()).toEqual({
    uet: ['consent', 'default', { ad_storage: 'denied' }],
    clarity: [['consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }]],
  })

  await press(page, 'Accept all')
  const { uet, clarity } = await heard()
  expect(uet?.slice(3)).toEqual(['consent', 'update', { ad_storage: 'granted' }])
  expect(clarity[1]).toEqual(['consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }])
})

for (const [answer, expected] of [
  ['Accept all', ['attribute', 'beacon', 'fetch', 'frame', 'image', 'script', 'xhr']],
  ['Reject all', []],
] as const) {
  test(`requests to a service's host are held, then after "${answer}": ${expected.join(', ') || 'none'}`, async ({
    page,
    site,
    faults,
  }) => {
    const { port } = new URL(site.page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${site.page}/guard`)
    const ends = page.evaluate(async (where) => {
      const at = (by: string) => `http://localhost:${where}/ran.js?by=${by}`
      const outcome: Record<string, string> = {}
      const fetched = fetch(at('fetch'), { mode: 'no-cors' }).then(
        () => 'gone',
        (error: Error) => error.name,
      )
      const xhr = new XMLHttpRequest()
      const heard = new Promise<string>((done) => {
        xhr.onload = xhr.onerror = () => done(xhr.readyState === 4 ? 'gone' : 'TypeError')
      })
      xhr.open('GET', at('xhr'))
      xhr.send()
      outcome.beacon = String(navigator.sendBeacon(at('beacon')))
      new Image().src = at('image')
      document.createElement('img').setAttribute('src', at('attribute'))
      document.head.append(Object.assign(document.createElement('script'), { src: at('script') }))
      document.body.append(Object.assign(document.createElement('iframe'), { src: at('frame') }))
      const socket = new WebSocket(`ws://localhost:${where}/`)
      outcome.waiting = `${socket instanceof WebSocket} ${socket.readyState === WebSocket.CONNECTING}`
      const spoken = new Promise<string>((done) => {
        socket.onmessage = ({ data }) => done(data)
        socket.addEventListener('close', ({ code }) => done(`closed ${code}`))
      })
      return { ...outcome, socket: await spoken, fetch: await fetched, xhr: await heard }
    }, port)
    await page.waitForTimeout(300)
    const arrived = () => [...new Set(asked.map((url) => new URL(url).searchParams.get('by')).filter((by) => by !== null))].toSorted()
    expect(arrived()).toEqual([])

    await press(page, answer)
    const end = answer === 'Accept all' ? 'gone' : 'TypeError'
    const socket = answer === 'Accept all' ? 'hello' : 'closed 1006'
    expect(await ends).toEqual({ beacon: 'true', waiting: 'true true', socket, fetch: end, xhr: end })
    await expect.poll(arrived).toEqual(expected)
    // The other host allows no reading across origins, which the browser reports.
    faults.splice(0)
  })
}

test('a device that was taken to the privacy center follows its account on the next load', async ({ page, site }) => {
  await page.goto(`${site.page}/stub`)
  await press(page, 'Accept all')
  await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.1{10}\.0\./)
  await press(page, 'Change privacy choices')
  const link = page.getByRole('dialog').getByRole('link', { name: 'See this device’s choices' })
  await link.evaluate((anchor) => anchor.addEventListener('click', (event) => event.preventDefault()))
  await link.click()
  site.answers.standing = { joined: true, decisions: [{ category: 'advertising', state: 'denied', decidedAt: '2026-03-02T09:00:00.000Z' }] }

  await page.reload()

  await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.0{4}1{6}\.4\./)
  // What was withdrawn elsewhere did not run once more here.
  await expect.poll(() => ran(page)).toEqual(['heat-sketch', 'help-chat', 'plain-count'])
})

test('no click is lost that comes in the first frame', async ({ page, site }) => {
  await page.addInitScript(() => {
    const look = () => {
      const button = document.querySelector('vitrine-banner')?.shadowRoot?.querySelector<HTMLElement>('section button')
      if (button && button.getBoundingClientRect().height > 0) button.click()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  for (let visit = 0; visit < VISITS; visit += 1) {
    await page.context().clearCookies()
    await page.goto(`${site.page}/inline`)
    await expect(question(page)).toHaveCount(0)
    expect((await cookies(page)).length).toBe(1)
  }
})
