import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { Portal } from '../../tests/journeys/portal.ts'
import type { RunningDemo } from '../../tests/journeys/running-demo.ts'
import { root } from '../run.ts'

export const folder = path.join(root, 'screenshots')
const HEIGHTS = { 1280: 900, 390: 844 }
const WIDE = 1280
export const taken: string[] = []

/** What is shown in one language: a window on the demo, and the sizes and schemes in which it is taken. */
export interface Stage {
  demo: RunningDemo
  page: Page
  portal: Portal
  locale: Locale
  schemes: readonly ('light' | 'dark')[]
}

export async function widen(page: Page, width: keyof typeof HEIGHTS = WIDE): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHTS[width] })
}

/** Takes what the window shows at every width and scheme into <name>.<locale>.<width>.<scheme>.png; `part: window` leaves out what is below. */
export async function take({ page, locale, schemes }: Stage, name: string, part: 'page' | 'window' = 'page', shown = page): Promise<void> {
  for (const width of [WIDE, 390] as const) {
    await widen(shown, width)
    for (const colorScheme of schemes) {
      const file = `${name}.${locale}.${width}.${colorScheme}.png`
      await shown.emulateMedia({ colorScheme })
      await shown.evaluate(() => document.fonts.ready)
      // A label that sticks would stand where the last scroll left it.
      if (part === 'page') await shown.evaluate(() => window.scrollTo(0, 0))
      await shown.screenshot({ path: path.join(folder, file), fullPage: part === 'page', animations: 'disabled' })
      taken.push(file)
    }
  }
  await shown.emulateMedia({ colorScheme: 'light' })
  await widen(shown)
}

/** Keeps what the page shows from being looked up again, until the returned function is called. */
export async function hold(page: Page, address: RegExp): Promise<() => Promise<void>> {
  await page.route(address, () => undefined)
  return () => page.unroute(address)
}

/** The stage of one language. @returns also what closes it */
export async function openStage(
  given: Pick<Stage, 'demo' | 'locale' | 'schemes'>,
  page: Page,
): Promise<Stage & { close: () => Promise<void> }> {
  await widen(page)
  return { ...given, page, portal: new Portal(page, given.demo, given.locale), close: () => page.context().close() }
}

export function emptyFolder(): void {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder)
}
