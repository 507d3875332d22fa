import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { PORT, type Row, rows } from './rows.ts'
import { serve } from './serve.ts'

/** What one round found out about one row; times in ms, heap in kB. */
export interface Round {
  visible?: number
  paint?: number
  shift?: number
  gone?: number
  stored?: number
  accepted?: number
  ran?: number
  script?: number
  heap?: number
  nodes?: number
  returnScript?: number
  returnRan?: number
  files?: string[]
  returnFiles?: string[]
}

interface Seen {
  shift: number
  paint: number
  visible: number | null
  settled: number | null
  click: number | null
  gone: number | null
  stored: number | null
}
declare const window: Window & {
  seen: Seen
  began: number
  ran: string[]
  find(selector: string): Element | null
  watchFor(selector: string): void
  watchGone(selector: string): void
  lastRan?: number
}

const here = import.meta.dirname
const probe = readFileSync(path.join(here, 'probe.js'), 'utf8')
const roundsAt = process.argv.indexOf('--rounds')
const ROUNDS = roundsAt < 0 ? 7 : Number(process.argv[roundsAt + 1])
const ALL = 10

async function open(context: BrowserContext): Promise<{ page: Page; protocol: CDPSession }> {
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  // CPU time of the main thread, so that other processes on the machine count less.
  await protocol.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { page, protocol }
}

async function metrics(protocol: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await protocol.send('Performance.getMetrics')
  return Object.fromEntries(list.map(({ name, value }) => [name, value]))
}

async function press(page: Page, selector: string): Promise<void> {
  const [x, y] = await page.evaluate((wanted) => {
    const box = window.find(wanted)!.getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2] as const
  }, selector)
  await page.mouse.click(x, y)
}

const filesOf = (page: Page) => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
const address = (row: Row) => `http://127.0.0.1:${PORT}/${encodeURIComponent(row.id)}/index.html`

/** First visit with the probe: seen, moved, refused. Then the same visitor once more. */
async function refuse(browser: Browser, row: Row, found: Round): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const { page } = await open(context)
  await page.addInitScript(`${probe}${row.banner ? `;watchFor(${JSON.stringify(row.banner)})` : ''}`)
  await page.goto(address(row))
  if (row.banner && row.reject) {
    await page.waitForFunction(() => window.seen.settled !== null, null, { polling: 30 })
    await page.waitForTimeout(200)
    const { seen, began } = await page.evaluate(() => ({ seen: window.seen, began: window.began }))
    Object.assign(found, { visible: seen.visible! - began, paint: seen.paint - began, shift: seen.shift, files: await filesOf(page) })
    await page.evaluate((selector) => window.watchGone(selector), row.banner)
    await press(page, row.reject)
    await page.waitForFunction(() => window.seen.gone !== null, null, { polling: 30 })
    const after = await page.evaluate(() => window.seen)
    Object.assign(found, { gone: after.gone! - after.click!, stored: after.stored === null ? Number.NaN : after.stored - after.click! })
    await page.waitForTimeout(1500)
    await page.close()
    const again = await open(context)
    await again.page.goto(address(row))
    await again.page.waitForTimeout(500)
    found.returnScript = (await metrics(again.protocol)).ScriptDuration! * 1000
    found.returnFiles = await filesOf(again.page)
  }
  await context.close()
}

/** A first visit without the probe: CPU, heap, nodes. */
async function weigh(browser: Browser, row: Row, found: Round): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const { page, protocol } = await open(context)
  await page.goto(address(row))
  await page.waitForTimeout(700)
  const before = await metrics(protocol)
  await protocol.send('HeapProfiler.collectGarbage')
  const after = await metrics(protocol)
  const nodes = await page.evaluate(() => {
    const count = (scope: ParentNode): number =>
      [...scope.querySelectorAll('*')].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0), 0)
    return count(document)
  })
  Object.assign(found, { script: before.ScriptDuration! * 1000, heap: after.JSHeapUsedSize! / 1024, nodes })
  await context.close()
}

/** From the click on "accept" until the last of the ten scripts has run; then the same on a return visit, from the page's first script. */
async function accept(browser: Browser, row: Row, found: Round): Promise<void> {
  if (!row.banner || !row.accept) return
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  const { page } = await open(context)
  await page.addInitScript(`${probe};watchFor(${JSON.stringify(row.banner)})`)
  await page.goto(address(row))
  await page.waitForFunction(() => window.seen.settled !== null, null, { polling: 30 })
  await page.evaluate((selector) => window.watchGone(selector), row.banner)
  await press(page, row.accept)
  await page.waitForFunction((all) => new Set(window.ran).size >= all, ALL, { polling: 5, timeout: 5000 }).catch(() => undefined)
  const last = () =>
    Math.max(
      ...performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/ran.js'))
        .map((entry) => entry.responseEnd),
    )
  Object.assign(found, {
    ran: await page.evaluate(() => new Set(window.ran).size),
    accepted: (await page.evaluate(last)) - (await page.evaluate(() => window.seen.click!)),
  })
  await page.waitForTimeout(1500)
  await page.close()
  const again = await open(context)
  await again.page.goto(address(row))
  await again.page.waitForFunction((all) => new Set(window.ran).size >= all, ALL, { polling: 5, timeout: 5000 }).catch(() => undefined)
  found.returnRan = (await again.page.evaluate(last)) - (await again.page.evaluate(() => window.began))
  await context.close()
}

const close = await serve(path.join(here, 'site'))
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const results: Record<string, Round[]> = {}
for (let round = -1; round < ROUNDS; round += 1) {
  // Rows in another order every time share the same noise; the first round only warms up.
  for (const row of rows.toSorted(() => Math.random() - 0.5)) {
    const found: Round = {}
    try {
      for (const part of [refuse, weigh, accept]) await part(browser, row, found)
    } catch (error) {
      console.error(row.id, String(error).slice(0, 200))
    }
    if (round >= 0) results[row.id] = [...(results[row.id] ?? []), found]
  }
  console.log(`round ${round + 1} of ${ROUNDS}`)
  writeFileSync(path.join(here, 'results.json'), JSON.stringify(results))
}
await browser.close()
close()
