import { clearCookies } from './core/clear.ts'
import { cookieLine, cookieValues, encodeAnswer } from './core/cookie.ts'
import { everything, isTakable, proofOf } from './core/decision.ts'
import { createGate, watch } from './core/gate.ts'
import { languageFor } from './core/language.ts'
import { findAll, pageJar, root, tell } from './core/page.ts'
import { createProofs } from './core/proofs.ts'
import { allowedBy, endsAt, type Standing, standingOf } from './core/standing.ts'
import { uuid } from './core/uuid.ts'
import type { Answer, BannerConfig, Language, OptionalId, Surface } from './types.ts'
import { HOST, mountSurface } from './ui/surface.ts'
import { inLanguage } from './ui/view.ts'

/**
 * Starts the banner on this page: reads the stored answer, lets through what it allows, asks if there is none.
 * Before an answer nothing is stored and nothing is sent. A second start on the same page does nothing.
 * @param config the website's configuration, placed here by the server
 * @param script the script element that carries the banner; its nonce is the page's nonce
 */
export function start(config: BannerConfig, script: HTMLScriptElement | null): void {
  if (findAll(HOST).length > 0) return
  const { site, fingerprint, api, months, categories } = config
  const optional = categories.map(({ id }) => id).filter((id) => id !== 'necessary')
  const question = { fingerprint: fingerprint.slice(0, 8), optional, months }
  const language: Language = config.language ?? languageFor(Object.keys(config.texts) as Language[], root().lang, navigator.languages)
  const signal = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true
  const secure = location.protocol === 'https:'
  const services = new Map(categories.flatMap(({ id, services }) => services.map((service) => [service.id, id] as const)))
  const proofs = createProofs({ api, store: storage(), send: (url, init) => fetch(url, init) })

  let standing: Standing = standingOf(cookieValues(pageJar.read()), question, new Date())
  const granted = () => allowedBy(standing, signal)
  const isAllowed = (category: string | undefined) => category === 'necessary' || granted().has(category as OptionalId)
  const gate = createGate({
    nonce: script?.nonce ?? '',
    // A tag that names a service follows the register, whatever category the tag itself claims.
    allows: (category, service) => isAllowed(category) && (service === null || isAllowed(services.get(service))),
  })

  const surface = mountSurface(
    {
      texts: config.texts[language] ?? config.texts.en,
      language,
      categories,
      companies: new Set(
        categories.flatMap(({ services }) => services.map(({ company }) => company)).filter((name) => name !== config.operator),
      ).size,
      signal,
      notice: inLanguage(config.notice, language),
      standing: () =>
        standing.state === 'answered'
          ? {
              granted: granted(),
              endsAt: endsAt(standing.answer.decidedAt, months),
              portal: `${api}/${language}/choices#device=${standing.answer.device}`,
            }
          : { granted: granted() },
    },
    {
      reject: (event, from) => decide(event, from, new Set()),
      accept: (event, from) => decide(event, from, everything(optional, signal)),
      save: decide,
    },
    () => location.reload(),
  )

  function decide(event: Event, from: Surface, wanted: ReadonlySet<OptionalId>): void {
    if (!isTakable(wanted, granted(), event.isTrusted)) return
    const device = standing.state === 'answered' ? standing.answer.device : (standing.device ?? uuid())
    const answer: Answer = { fingerprint: question.fingerprint, granted: wanted, signal, decidedAt: new Date(), device }
    standing = { state: 'answered', answer }
    keep(answer)
    const remaining = apply()
    surface.decided(event, { remaining, isRunning: [...gate.ran].some((category) => !isAllowed(category)) })
    void proofs.record(proofOf(answer, { id: uuid(), site, fingerprint, optional, language, surface: from }))
  }

  // Safari forgets cookies set by script after seven days (https://webkit.org/blog/8613), so the answer is written again on each visit.
  function keep(answer: Answer): void {
    const seconds = Math.floor((endsAt(answer.decidedAt, months).getTime() - Date.now()) / 1000)
    pageJar.write(cookieLine(encodeAnswer(answer, optional), seconds, secure))
  }

  function apply(): string[] {
    const remaining = clear()
    const states = Object.fromEntries(categories.map(({ id }) => [id, isAllowed(id)]))
    if (standing.state === 'answered') tell(new CustomEvent('vitrine:choice', { detail: { categories: states, remaining } }))
    gate.sweep()
    return remaining
  }

  function clear(): string[] {
    const names = (isOn: boolean) =>
      categories
        .filter(({ id }) => isAllowed(id) === isOn)
        .flatMap((group) => group.services.flatMap(({ cookies }) => cookies.map(({ name }) => name)))
    return clearCookies(names(false), names(true), { jar: pageJar, host: location.hostname, path: location.pathname, secure })
  }

  if (standing.state === 'answered') keep(standing.answer)
  apply()
  watch(gate)
  surface.settle()
  void proofs.flush()
  addEventListener('online', () => void proofs.flush())
  window.vitrine = { open: surface.open }
}

/** Null where the browser refuses storage to this page. */
function storage(): Storage | null {
  try {
    return localStorage
  } catch {
    // Reading the property alone throws when cookies are blocked.
    return null
  }
}
