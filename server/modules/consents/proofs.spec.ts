import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json } from '#domain/canonical-json.ts'
import { proofText } from './proof-text.ts'
import type { ProofRow } from './proofs.repository.ts'

const proof: ProofRow = {
  device: '0195a000-0000-4000-8000-00000000000d',
  id: '0195a000-0000-7000-8000-000000000001',
  site: 'acme-www',
  fingerprint: '0123abcd',
  language: 'ar',
  surface: 'banner-second',
  signal: 1,
  decided_at: 1_772_442_000_000,
  recorded_at: 1_772_442_000_123,
  decisions: JSON.stringify([
    { category: 'advertising', state: 'denied', wording: 'إعلانات: "€" \u2028 <b>\\</b> 😀' },
    { category: 'statistics', state: 'granted', wording: 'Zählen:\n\tgezählt' },
  ]),
  except: '["chat","maps"]',
}

describe('the text that a proof’s hash is over', () => {
  it.each([
    ['with services refused', proof],
    ['without', { ...proof, except: null }],
  ])('is canonical JSON, %s', (_, row) => {
    const text = proofText(row)

    expect(text).toBe(canonicalJson(JSON.parse(text) as Json))
    expect(JSON.parse(text)).toMatchObject({ id: proof.id, decisions: [{ subject: `device:${proof.device}`, state: 'denied' }, {}] })
  })
})
