import path from 'node:path'
import { chromium } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { startDemo } from '../tests/journeys/running-demo.ts'
import { findChromium } from './find-chromium.ts'
import { finishDeletion, takeChoices, takeCopies, takeDeletion, takeObjection, takeRooms } from './screenshots/account.ts'
import { takePublicPages, takeSubscription, takeWebsite } from './screenshots/public.ts'
import { emptyFolder, folder, openStage, type Stage, take, taken } from './screenshots/stage.ts'

/**
 * Takes every page of the demo at two widths, light and dark, into screenshots/<page>.<locale>.<width>.<scheme>.png.
 * Arguments choose languages and scenes: `npm run screenshots -- en website copies`.
 */
const FIRST_PORT = 4900
const languages: Record<Locale, readonly ('light' | 'dark')[]> = { de: ['light'], ar: ['light'], en: ['light', 'dark'] }
const scenes: Record<string, (stage: Stage) => Promise<void>> = {
  public: takePublicPages,
  website: takeWebsite,
  subscription: takeSubscription,
  rooms: takeRooms,
  choices: takeChoices,
  objection: takeObjection,
  copies: takeCopies,
}
const asked = process.argv.slice(2)
const known = [...Object.keys(languages), ...Object.keys(scenes), 'deletion']
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from ${known.join(', ')}.`)
  process.exit(1)
}
const isAsked = (name: string, among: object) => !asked.some((one) => one in among) || asked.includes(name)
const withDeletion = { ...scenes, deletion: takeDeletion }
const locales = (Object.keys(languages) as Locale[]).filter((locale) => isAsked(locale, languages))

emptyFolder()
const began = performance.now()
const executablePath = findChromium()
const demo = await startDemo(Number(process.env.PORT ?? FIRST_PORT))
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-gpu'] })
try {
  for (const locale of locales) {
    for (const [name, play] of Object.entries(scenes)) if (isAsked(name, withDeletion)) await onStage(locale, play)
  }
  if (isAsked('deletion', withDeletion)) await takeWholeDeletion()
} finally {
  await browser.close()
  await demo.stop()
}
const seconds = ((performance.now() - began) / 1000).toFixed(0)
console.log(`${taken.length} screenshots in ${seconds} s: ${path.relative(process.cwd(), folder) || '.'}${path.sep}`)

/** Every scene has a browser of its own: nobody is signed in, nothing was answered. */
async function onStage<T>(locale: Locale, play: (stage: Stage) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
  const stage = await openStage({ demo, locale, schemes: languages[locale] }, await context.newPage())
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

/** Last of all, for nobody can sign in to a deleted account. */
async function takeWholeDeletion(): Promise<void> {
  for (const locale of locales) await onStage(locale, (stage) => takeDeletion(stage, locale === locales.at(-1)))
  const certificate = await onStage(locales.at(-1) ?? 'en', finishDeletion)
  for (const locale of locales) {
    await onStage(locale, async (stage) => {
      await stage.portal.open(certificate)
      await take(stage, 'status')
    })
  }
}
