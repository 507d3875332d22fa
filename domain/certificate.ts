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

/** The certificate as it is signed. A language that is missing is left out, so every value is one that JSON holds exactly. */
export function signable(certificate: ErasureCertificate): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(certificate)) as { [key: string]: Json }
}
