import { cookies, expect, press, question, ran, signalled, test } from './banner-test.ts'

test('the signal is honoured in words and in deed, and a later choice of one’s own wins', async ({ page, site }) => {
  await signalled(page)
  await page.goto(`${site.page}/strict`)
  await expect(question(page)).toContainText('we honour it')
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
  expect(site.proofs[1]).toMatchObject({ signal: true, decisions: [{ category: 'advertising', state: 'denied' }, {}, {}] })
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

test('held requests go after a yes, and never after a no', async ({ page, site }) => {
  const { port } = new URL(site.page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const ask = () =>
    page.evaluate((where) => {
      void fetch(`http://localhost:${where}/ran.js?by=fetch`, { mode: 'no-cors' }).catch(() => undefined)
      navigator.sendBeacon(`http://localhost:${where}/ran.js?by=beacon`)
      new Image().src = `http://localhost:${where}/ran.js?by=image`
      document.head.append(Object.assign(document.createElement('script'), { src: `http://localhost:${where}/ran.js?by=script` }))
    }, port)
  const arrived = () => asked.map((url) => new URL(url).searchParams.get('by')).filter((by) => by !== null)
  await page.goto(`${site.page}/guard`)
  await ask()
  expect(arrived()).toEqual([])

  await press(page, 'Accept all')
  await expect.poll(() => arrived().toSorted()).toEqual(['beacon', 'fetch', 'image', 'script'])
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
  for (let visit = 0; visit < 20; visit += 1) {
    await page.context().clearCookies()
    await page.goto(`${site.page}/inline`)
    await expect(question(page)).toHaveCount(0)
    expect((await cookies(page)).length).toBe(1)
  }
})
