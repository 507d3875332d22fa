import type { Json } from './canonical-json.ts'
import type { Localized } from './localized.ts'

/** One line of what a system did. What stayed says why (`ground`) and until when (`until`, a calendar day). */
export type CertifiedCollection = {
  name: string
  category: string
  mode: 'erase' | 'mask' | 'keep'
  count: number
  ground: Localized | null
  until: string | null
}

/** The signed proof of a deletion. It names the account by its id, and nobody by name. Instants are ISO texts, `backupsUntil` is a day. */
export type ErasureCertificate = {
  type: 'vitrine-erasure-certificate'
  version: 1
  id: string
  subject: string
  issuer: { name: string; address: readonly string[] }
  requestedAt: string
  executedAt: string
  planHash: string
  sources: readonly { source: string; title: Localized | string; collections: readonly CertifiedCollection[] }[]
  backupsUntil: string
}

/** What one system did, in numbers. */
export type CertifiedSource = { source: string; title: Localized; erased: number; masked: number; kept: number }

/** What stays: how many records of a category, why and until when. */
export type CertifiedKeeping = Pick<CertifiedCollection, 'category' | 'count' | 'ground' | 'until'>

/** A signed document as a certificate; null when it is one of another kind. */
export function certificateIn(document: Readonly<Record<string, unknown>>): ErasureCertificate | null {
  return document.type === 'vitrine-erasure-certificate' ? (document as unknown as ErasureCertificate) : null
}

/** The certificate as it is signed. A language that is missing is left out, so every value is one that JSON holds exactly. */
export function signable(certificate: ErasureCertificate): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(certificate)) as { [key: string]: Json }
}

export function certifiedSources({ sources }: Pick<ErasureCertificate, 'sources'>): CertifiedSource[] {
  return sources.map(({ source, title, collections }) => {
    const of = (mode: CertifiedCollection['mode']) =>
      collections.filter((one) => one.mode === mode).reduce((sum, { count }) => sum + count, 0)
    return { source, title: typeof title === 'string' ? { en: title } : title, erased: of('erase'), masked: of('mask'), kept: of('keep') }
  })
}

/** What stays, over all systems; the ones that stay longest come last. */
export function certifiedKeepings({ sources }: Pick<ErasureCertificate, 'sources'>): CertifiedKeeping[] {
  return sources
    .flatMap(({ collections }) => collections)
    .filter(({ mode, count }) => mode === 'keep' && count > 0)
    .map(({ category, count, ground, until }) => ({ category, count, ground, until }))
    .sort((one, other) => ((one.until ?? '9999') < (other.until ?? '9999') ? -1 : 1))
}
