import { problem } from '#contract/problems.ts'

/**
 * Refuses a changing request that another site made the browser send. Browsers say so themselves in `Sec-Fetch-Site`; older ones only send `Origin`.
 * A client without either is no browser and carries no cookies of a victim.
 * @throws {ProblemError} request/cross-site
 */
export function refuseCrossSite(request: Request, baseUrl: string): void {
  const site = request.headers.get('sec-fetch-site')
  if (site === 'same-origin') return
  const origin = request.headers.get('origin')
  if (site === null && origin === null) return
  if (origin !== new URL(baseUrl).origin) throw problem('request/cross-site')
}
