import { cookies, expect, press, question, ran, test } from './banner-test.ts'

for (const where of ['/strict', '/inline', '/stub', '/hostile', '/polluted', '/clobbered']) {
  test(`asks, takes a no, and runs nothing: ${where}`, async ({ page, site }) => {
    await page.goto(site.page + where)
    await expect(question(page)).toBeVisible()
    expect(await cookies(page)).toEqual([])
    expect(await page.evaluate(() => localStorage.length)).toBe(0)

    await press(page, 'Reject all')
    await expect(question(page)).toHaveCount(0)
    await expect.poll(() => site.proofs.length).toBe(1)
    expect(await ran(page)).toEqual([])
    expect(site.proofs[0]).toMatchObject({ surface: 'banner-first', language: 'en', signal: false })
    expect((await cookies(page))[0]!.length).toBeLessThanOrEqual(120)

    await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.0{10}\.0\./)
    await page.reload()
    await expect(page.locator('vitrine-banner button')).toBeVisible()
    await expect(question(page)).toHaveCount(0)
    expect(site.proofs).toHaveLength(1)
  })

  test(`runs what was allowed, also on the next visit: ${where}`, async ({ page, site }) => {
    await page.goto(site.page + where)
    await press(page, 'Accept all')
    await expect.poll(() => ran(page)).toEqual(['adriane', 'heat-sketch', 'help-chat', 'plain-count'])

    await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.1{10}\.0\./)
    await page.reload()
    await expect.poll(() => ran(page)).toEqual(['adriane', 'heat-sketch', 'help-chat', 'plain-count'])
  })
}

test('a return visit with the stub asks the network for nothing', async ({ page, site }) => {
  await page.goto(`${site.page}/stub`)
  await press(page, 'Reject all')
  await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.0\./)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))

  await page.reload()
  await expect(page.locator('vitrine-banner button')).toBeVisible()

  expect(asked.filter((url) => url.startsWith(site.api))).toEqual([])
})

test('the control on a page with the stub opens the second layer', async ({ page, site }) => {
  await page.goto(`${site.page}/stub`)
  await press(page, 'Reject all')
  await expect.poll(async () => (await cookies(page))[0]).toMatch(/\.0\./)
  await page.reload()

  await press(page, 'Change privacy choices')

  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog')).toContainText(/until \d{1,2} [A-Z]\w+ \d{4}\./)
  await expect(page.locator('vitrine-banner')).toHaveCount(1)
})

test('a choice may be made service by service', async ({ page, site }) => {
  await page.goto(`${site.page}/strict`)
  await press(page, 'Choose')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('switch', { name: 'Statistics' }).check()
  await dialog.getByText('Services: 4').first().click()
  await dialog.getByRole('switch', { name: 'Heat Sketch' }).uncheck()
  await dialog.getByRole('button', { name: 'Save my choices' }).click()

  await expect.poll(() => ran(page)).toEqual(['plain-count'])
  await expect.poll(() => site.proofs.length).toBe(1)
  expect(site.proofs[0]).toMatchObject({ surface: 'banner-second', except: ['heat-sketch'] })
})

test('withdrawal clears what was stored and says so', async ({ page, site }) => {
  await page.goto(`${site.page}/strict`)
  await press(page, 'Accept all')
  await expect.poll(() => ran(page)).toHaveLength(4)
  const set = (name: string) => page.context().addCookies([{ name, value: '1', url: site.page }])
  await set('pc_visit')
  await set('basket')
  await page.evaluate(() => localStorage.setItem('pc_visit', '1'))
  await press(page, 'Change privacy choices')
  await page.getByRole('dialog').getByRole('button', { name: 'Reject all' }).click()

  await expect(page.getByRole('status')).toContainText('still running')
  expect((await cookies(page)).map((pair) => pair.split('=')[0]).toSorted()).toEqual(['basket', 'vitrine'])
  expect(await page.evaluate(() => localStorage.getItem('pc_visit'))).toBeNull()
  // A tag that still runs writes again; it is cleared again.
  await set('pc_visit')
  await expect.poll(async () => (await cookies(page)).filter((pair) => pair.startsWith('pc_visit'))).toEqual([])
})

test('withdrawal clears parent domains and paths too, and again after a tag has set them anew', async ({ page, site }) => {
  const { port } = new URL(site.page)
  await page.goto(`http://www.shop.localhost:${port}/strict`)
  await press(page, 'Accept all')
  await expect.poll(() => ran(page)).toHaveLength(4)
  const set = (value: string) =>
    page.evaluate((text) => {
      for (const place of ['Path=/', 'Path=/strict', 'Path=/; Domain=shop.localhost', 'Path=/strict; Domain=www.shop.localhost']) {
        // biome-ignore lint/suspicious/noDocumentCookie: tags write cookies like this
        document.cookie = `pc_visit=${text}; ${place}`
      }
    }, value)
  const left = async () => (await cookies(page)).filter((pair) => pair.startsWith('pc_visit'))
  await set('first')
  expect(await left()).toHaveLength(4)

  await press(page, 'Change privacy choices')
  await page.getByRole('dialog').getByRole('button', { name: 'Reject all' }).click()
  await expect.poll(left).toEqual([])

  await set('again')
  await expect.poll(left).toEqual([])
})

test('a yes needs a person, a no does not', async ({ page, site }) => {
  await page.goto(`${site.page}/strict`)
  const click = (at: number) =>
    page.evaluate((index) => document.querySelector('vitrine-banner')!.shadowRoot!.querySelectorAll('button')[index]!.click(), at)
  await click(1)
  expect(await cookies(page)).toEqual([])

  await click(0)
  await expect.poll(() => site.proofs.length).toBe(1)
})

test('a page cannot reach the answer through the banner’s own door', async ({ page, site }) => {
  await page.goto(`${site.page}/strict`)
  const reached = await page.evaluate(() => {
    let core: unknown
    window.vitrine!.part((given) => {
      core = given
      return undefined
    }, null)
    return core !== undefined
  })

  expect(reached).toBe(false)
})

test('the proof waits while the API is away', async ({ page, site, faults }) => {
  site.answers.status = 503
  await page.goto(`${site.page}/inline`)
  await press(page, 'Reject all')
  await expect(question(page)).toHaveCount(0)
  await page.waitForTimeout(300)
  expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(1)

  site.answers.status = 201
  await page.reload()
  await expect.poll(() => site.proofs.length).toBe(1)
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0)
  // The browser itself reports the refusals that the test wanted.
  expect(faults.splice(0).every((fault) => fault.includes('503'))).toBe(true)
})
