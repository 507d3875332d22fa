import { AxeBuilder } from '@axe-core/playwright'
import { cookies, expect, question, signalled, test } from './banner-test.ts'

for (const [where, title] of [
  ['/strict', 'English'],
  ['/de', 'German'],
  ['/ar', 'Arabic, right to left'],
]) {
  test(`axe finds nothing in either layer: ${title}`, async ({ page, site }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(site.page + where)
    await expect(question(page)).toBeVisible()
    // axe itself would break the strict policy's Trusted Types.
    const faultsOf = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
    expect(await faultsOf()).toEqual([])

    await question(page).getByRole('button').last().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    for (const fold of await page.getByRole('dialog').locator('summary').all()) await fold.click()
    expect(await faultsOf()).toEqual([])
  })
}

test('the keyboard reaches reject within two steps, is held by the second layer, and comes back', async ({ page, site }) => {
  await page.goto(`${site.page}/strict`)
  await expect(question(page)).toBeVisible()
  const focused = () => page.evaluate(() => document.querySelector('vitrine-banner')?.shadowRoot?.activeElement?.textContent)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Reject all')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Choose')

  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await focused()).toBe('Choose what you allow')
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.querySelector('vitrine-banner')?.shadowRoot?.activeElement?.localName)).toBeTruthy()
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(question(page)).toBeVisible()
  expect(await focused()).toBe('Choose')
  expect(await cookies(page)).toEqual([])
})

for (const isSignalled of [false, true]) {
  test(`the question leaves more than half of a small screen, in targets of 44 px${isSignalled ? ', with a signal too' : ''}`, async ({
    page,
    site,
  }) => {
    if (isSignalled) await signalled(page)
    await page.setViewportSize({ width: 320, height: 568 })
    for (const where of ['/strict', '/de', '/ar']) {
      await page.goto(site.page + where)
      const box = await question(page).boundingBox()
      expect(box!.height).toBeLessThanOrEqual(0.45 * 568)
      for (const target of await question(page).getByRole('button').all())
        expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    }
  })
}

test('it moves nothing, is not what the page is judged by, and hides no focus', async ({ page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.addInitScript(() => {
    const seen = { shift: 0, largest: '' }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largest = (entry as unknown as { element?: Element }).element?.localName ?? 'banner'
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  await page.goto(`${site.page}/inline`)
  await expect(question(page)).toBeVisible()
  await page.waitForTimeout(400)
  expect(await page.evaluate(() => (window as unknown as { seen: object }).seen)).toEqual({ shift: 0, largest: 'p' })

  await page.getByRole('link', { name: 'The last link' }).focus()
  const link = (await page.getByRole('link', { name: 'The last link' }).boundingBox())!
  const layer = (await question(page).boundingBox())!
  expect(link.y + link.height).toBeLessThanOrEqual(layer.y)
})

test('it moves nothing from under a pointer, so that no click on the page is lost', async ({ page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${site.page}/inline`)
  await expect(question(page)).toBeVisible()
  const covered = await page.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Half under the question' })
    button.onclick = () => document.body.append('clicked')
    document.body.append(button)
    const layer = document.querySelector('vitrine-banner')!.shadowRoot!.querySelector('section')!.getBoundingClientRect()
    Object.assign(button.style, { position: 'absolute', left: '20px', top: `${layer.top - 20}px`, height: '60px' })
    return { x: 40, y: layer.top - 10 }
  })

  await page.mouse.click(covered.x, covered.y)

  await expect(page.getByText('clicked')).toHaveCount(1)
})
