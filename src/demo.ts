import { setupWorker } from 'msw/browser'
import { http } from 'msw/http'
import { createSampleSystems } from '#examples/acme/systems/sample-systems.ts'
import { pageShelf } from '#server/adapters/page/page-shelf.ts'
import { createPageServer, type PageServerOptions } from '#server/main.browser.ts'
import { version } from '../package.json'
import { createTranslator, isLocale, type MessageKey, speak } from './i18n.ts'
import { preferredLocale } from './router.ts'

type Policies = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown } | undefined
type Messages = PageServerOptions['pages']['messages']

const MAILBOX = '/dev/mail'
const base = new URL(import.meta.env.BASE_URL, location.href)

/**
 * The demo: the privacy center's own server runs in this page and answers `/api/` here. Nothing leaves the browser.
 * Where the browser lacks what the server needs, a message stands in the page and the portal never starts.
 */
export async function startDemo(): Promise<void> {
  if (!('Temporal' in globalThis)) return stopWith('demo.needsTemporal')
  if (!('serviceWorker' in navigator)) return stopWith('demo.needsWorker')
  await say('demo.starting')
  try {
    await startServer()
  } catch (error) {
    await say('demo.cannotRun', 'demo.failed')
    throw error
  }
}

async function startServer(): Promise<void> {
  allowOwnWorker()
  const server = await createPageServer({
    files: contentFiles(),
    systems: systemsInPage,
    baseUrl: base.href.replace(/\/$/, ''),
    version,
    pages: {
      messages: messages(),
      styles: Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]'), ({ href }) => href),
    },
    // A browser that stores nothing for us runs the demo all the same; it then ends with the page.
    shelf: await pageShelf(tabId(), () => Date.now()).catch(() => null),
  })
  const worker = setupWorker(
    http.all('/api/*', ({ request }) => server.fetch(request)),
    http.get(`${base.pathname}${MAILBOX.slice(1)}`, async () => {
      await server.settle()
      return server.fetch(new Request(new URL(MAILBOX, location.origin)))
    }),
  )
  await worker.start({ onUnhandledFrame: 'bypass', quiet: true, serviceWorker: { url: `${base.pathname}mockServiceWorker.js` } })
  document.addEventListener('visibilitychange', () => void server.keep())
  if (base.pathname !== '/') keepWithinReach()
  // The host knows no mailbox and answered with the portal; now that the worker listens, asking again finds it.
  if (location.pathname === `${base.pathname}${MAILBOX.slice(1)}`) await leaveFor(location.href)
}

/** What the operator wrote, by path below `content/`. */
function contentFiles(): ReadonlyMap<string, string> {
  const files = import.meta.glob<string>('/content/**/*.{yaml,md}', { query: '?raw', import: 'default', eager: true })
  return new Map(Object.entries(files).map(([path, text]) => [path.replace('/content/', ''), text]))
}

/** The interface's texts as they were written, for the pages that the server draws itself. */
function messages(): Messages {
  const files = import.meta.glob<string>('/locales/*.json', { query: '?raw', import: 'default', eager: true })
  const read = Object.entries(files).map(([path, text]) => [path.slice('/locales/'.length, -'.json'.length), JSON.parse(text)])
  return Object.fromEntries(read) as Messages
}

const systemsInPage: PageServerOptions['systems'] = (open, now) => {
  const databases = { mailPlatform: open('mail-platform'), newsletter: open('newsletter'), audience: open('audience') }
  const { fetch } = createSampleSystems(databases, { now })
  return { databases: { 'acme/mail-platform.sqlite': databases.mailPlatform.forKysely() }, fetch }
}

/** Lives as long as the tab: a reload finds the same demo again, a new tab begins its own. */
function tabId(): string {
  const name = 'vitrine-demo'
  const id = sessionStorage.getItem(name) ?? crypto.randomUUID()
  sessionStorage.setItem(name, id)
  return id
}

/** Trusted Types know no service worker of a library, so its address passes here, and no other site's. */
function allowOwnWorker(): void {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  policies?.createPolicy('default', {
    createScriptURL(url) {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError('scripts of other sites do not run here')
      return url
    },
  })
}

/** Below a sub path the worker sees no navigation to `/api/` or `/dev/`: files are fetched and saved, the mailbox moves below the path. */
function keepWithinReach(): void {
  globalThis.navigation?.addEventListener('navigate', (event) => {
    const { origin, pathname } = new URL(event.destination.url)
    if (origin !== location.origin || !event.cancelable) return
    if (pathname.startsWith('/api/')) void save(event.destination.url)
    else if (pathname === MAILBOX) location.assign(`${base.pathname}${MAILBOX.slice(1)}`)
    else return
    event.preventDefault()
  })
}

async function save(address: string): Promise<void> {
  const answer = await fetch(address)
  const named = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const saving = document.createElement('a')
  saving.href = URL.createObjectURL(await answer.blob())
  saving.download = named ?? address.split('/').at(-1) ?? 'file'
  saving.click()
  URL.revokeObjectURL(saving.href)
}

/** Says one thing in the still empty page, in the language of the address or of the browser. */
async function say(heading: MessageKey, text?: MessageKey): Promise<void> {
  const first = location.pathname.slice(base.pathname.length).split('/')[0]
  const translator = createTranslator()
  await speak(translator, isLocale(first) ? first : (preferredLocale(navigator.languages) as 'en'))
  const { t } = translator.global as { t(key: MessageKey): string }
  const main = document.createElement('main')
  main.className = 'wrap'
  main.setAttribute('role', 'status')
  const parts = [['h1', heading], ...(text ? [['p', text] as const] : [])] as const
  for (const [tag, key] of parts) main.append(Object.assign(document.createElement(tag), { textContent: t(key) }))
  document.getElementById('app')?.replaceChildren(main)
}

async function stopWith(remedy: MessageKey): Promise<never> {
  await say('demo.cannotRun', remedy)
  return new Promise(() => undefined)
}

async function leaveFor(address: string): Promise<never> {
  location.replace(address)
  return new Promise(() => undefined)
}
