import { afterEach, describe, expect, it } from 'vitest'
import type { ConsentProof } from '../types.ts'
import { createProofs } from './proofs.ts'

const api = 'https://privacy.example'
const proof: ConsentProof = {
  id: '0193a7a0-0000-4000-8000-000000000001',
  site: 'shop',
  device: '3f1c9a52-7d0e-4b7c-8a55-0f6f3f1e2d4c',
  fingerprint: '0123abcd',
  decisions: [{ category: 'statistics', state: 'denied' }],
  decidedAt: '2026-12-09T09:41:00.000Z',
  language: 'en',
  surface: 'banner-first',
  signal: false,
}
const answering = (status: number, asked: [string, RequestInit][] = []): typeof fetch => {
  return async (url, init) => {
    asked.push([String(url), init ?? {}])
    return new Response(null, { status })
  }
}
const offline: typeof fetch = () => Promise.reject(new TypeError('offline'))
const kept = () => JSON.parse(localStorage.getItem('vitrine.proofs') ?? '[]')

afterEach(() => localStorage.clear())

describe('the proof of consent', () => {
  it('goes to the API without credentials, and outlives the page', async () => {
    const asked: [string, RequestInit][] = []

    await createProofs({ api, store: localStorage, send: answering(201, asked) }).record(proof)

    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject(['https://privacy.example/api/consents', { method: 'POST', credentials: 'omit', keepalive: true }])
    expect(JSON.parse(String(asked[0]?.[1].body))).toEqual(proof)
  })

  it('leaves nothing in storage once it is confirmed', async () => {
    await createProofs({ api, store: localStorage, send: answering(201) }).record(proof)

    expect(localStorage.length).toBe(0)
  })

  it.each([
    ['the network is away', offline],
    ['the API is away', answering(503)],
    ['the API asks for patience', answering(429)],
  ])('waits for the next visit when %s', async (_, send) => {
    await createProofs({ api, store: localStorage, send }).record(proof)

    expect(kept()).toEqual([proof])
  })

  it('is sent at the next visit, unchanged', async () => {
    const asked: [string, RequestInit][] = []
    await createProofs({ api, store: localStorage, send: offline }).record(proof)

    await createProofs({ api, store: localStorage, send: answering(201, asked) }).flush()

    expect(JSON.parse(String(asked[0]?.[1].body))).toEqual(proof)
    expect(kept()).toEqual([])
  })

  it('is not sent for ever when the API refuses it', async () => {
    await createProofs({ api, store: localStorage, send: answering(422) }).record(proof)

    expect(kept()).toEqual([])
  })

  it('is sent where the browser refuses storage', async () => {
    const asked: [string, RequestInit][] = []

    await createProofs({ api, store: null, send: answering(201, asked) }).record(proof)

    expect(asked).toHaveLength(1)
  })

  it.each(['{', '"text"', '[1, null, {"id": 5}]'])('does not stumble over storage that holds %s', async (text) => {
    const asked: [string, RequestInit][] = []
    localStorage.setItem('vitrine.proofs', text)

    await createProofs({ api, store: localStorage, send: answering(201, asked) }).flush()

    expect(asked).toEqual([])
  })
})
