import { createPublicKey, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { canonicalJson, type Json } from '#domain/canonical-json.ts'
import { verifyChain } from '#server/modules/audit/index.ts'
import { type Api, consentsApi, newsletter, openAccounts, propagationPorts, scriptedSource } from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts } from '#tests/support/ports.ts'

const website = 'http://127.0.0.1:4401'
const proof: routes.ConsentProof = {
  id: '0195a000-0000-7000-8000-000000000001',
  site: 'acme-www',
  device: '0195a000-0000-4000-8000-00000000000d',
  fingerprint: '0123abcd',
  decisions: [
    { category: 'statistics', state: 'granted' },
    { category: 'advertising', state: 'denied' },
  ],
  decidedAt: '2026-03-02T08:59:58.000Z',
  language: 'de',
  surface: 'banner-second',
  signal: true,
}

describe.each(engines)('choices on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let ports: TestPorts
  let api: Api
  let person: string
  let other: string

  beforeEach(async () => {
    opened = await open()
    clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    ports = propagationPorts(opened.database, clock, [scriptedSource('letters', clock)])
    const locked = { ...newsletter(), id: 'service-messages', lockedReason: { en: 'The contract needs them.' } }
    ports = { ...ports, content: { ...ports.content, purposes: [...ports.content.purposes, locked] } }
    api = consentsApi(ports)
    ;[person, other] = (await openAccounts(ports, 2)) as [string, string]
  })
  afterEach(() => opened.close())

  const list = () => api.call<{ choices: routes.Choice[] }>(routes.listChoices, {}, api.as(person))
  const page = (query: object) =>
    api.call<{ decisions: routes.Decision[]; nextCursor: string | null }>(
      routes.listDecisions,
      { query: { limit: 2, ...query } },
      api.as(person),
    )
  const receipt = (id: string, reader = person) => api.call<routes.SignedDocument>(routes.getReceipt, { params: { id } }, api.as(reader))
  const record = (changed: Partial<routes.ConsentProof> = {}, origin: string | null = website) =>
    api.call<{ id: string; hash: string }>(routes.recordConsent, { body: { ...proof, ...changed } }, { origin })
  const device = (id = proof.device) => api.call<routes.DeviceChoices>(routes.readDeviceChoices, { body: { device: id } })

  it('start with no for everything, and with yes and the reason for what cannot be switched off', async () => {
    const { choices } = await list()

    expect(choices).toMatchObject([
      { purpose: 'newsletter', state: 'denied', locked: false, decision: null, propagation: null },
      { purpose: 'service-messages', state: 'granted', locked: true, lockedReason: { en: 'The contract needs them.' } },
    ])
  })

  it('answer with the new state at once, in the shape of the contract', async () => {
    const answer = await api.decide(person, 'granted')

    expect(answer.choices[0]).toMatchObject({ state: 'granted', decision: { decidedAt: '2026-03-02T09:00:00.000Z' } })
    expect(() => routes.decide.answer.parse(answer)).not.toThrow()
  })

  it('follow the last decision, also of two within a millisecond', async () => {
    await api.decide(person, 'denied')
    const { choices } = await api.decide(person, 'granted')

    expect(choices[0]?.state).toBe('granted')
  })

  it.each([
    ['a locked purpose', { purpose: 'service-messages' }, { code: 'choice/locked', facts: { purpose: 'service-messages' } }],
    [
      'a wording that is no longer shown',
      { wording: 'newsletter-0' },
      { code: 'choice/wording-outdated', facts: { purpose: 'newsletter' } },
    ],
    ['a purpose that is not in the register', { purpose: 'horoscopes' }, { code: 'request/not-found' }],
    ['a channel that the purpose does not have', { channel: 'phone' as const }, { code: 'request/not-found' }],
  ])('refuse %s and store nothing', async (_, changed, refusal) => {
    await expect(api.decide(person, 'denied', changed)).rejects.toMatchObject(refusal)

    expect((await page({})).decisions).toEqual([])
  })

  it('take a decision that is sent twice once, even if the wording has changed in between', async () => {
    const id = ports.random.id()
    await api.decide(person, 'denied', { id })

    await api.decide(person, 'denied', { id, wording: 'newsletter-0' })

    expect((await page({})).decisions).toHaveLength(1)
    expect(await opened.database.selectFrom('obligations').selectAll().execute()).toHaveLength(1)
  })

  it('refuse another answer under the id of an earlier one, and leave that one as it was', async () => {
    const id = ports.random.id()
    await api.decide(person, 'granted', { id })

    await expect(api.decide(person, 'denied', { id })).rejects.toMatchObject({ code: 'choice/id-taken', facts: { id } })

    expect((await page({})).decisions.map(({ state }) => state)).toEqual(['granted'])
  })

  it('refuse the id of another person’s decision as if there were none', async () => {
    const id = ports.random.id()
    await api.decide(person, 'denied', { id })

    await expect(api.decide(other, 'granted', { id })).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('keep the wording as it was shown, with time, language and surface', async () => {
    await api.decide(person, 'denied', { language: 'de' })

    expect((await page({})).decisions).toMatchObject([
      {
        purpose: 'newsletter',
        channel: 'email',
        state: 'denied',
        decidedAt: '2026-03-02T09:00:00.000Z',
        language: 'de',
        surface: 'portal',
        wording: { id: 'newsletter-1', text: 'Schicken Sie mir Neues per E-Mail.' },
      },
    ])
  })

  it('list every decision once over all pages, newest first', async () => {
    await api.decide(person, 'denied')
    await api.decide(person, 'granted')
    await api.decide(person, 'denied')
    await api.decide(other, 'granted')

    const first = await page({})
    const second = await page({ cursor: first.nextCursor })

    expect([...first.decisions, ...second.decisions].map(({ state }) => state)).toEqual(['denied', 'granted', 'denied'])
    expect(second.nextCursor).toBeNull()
  })

  it.each(['nonsense', '!', btoa('1.2')])('refuse %s as a cursor', async (cursor) => {
    await expect(page({ cursor })).rejects.toMatchObject({ code: 'request/invalid' })
  })

  it('give a receipt that verifies offline and is the same every time', async () => {
    const id = ports.random.id()
    await api.decide(person, 'denied', { id })

    const signed = await receipt(id)
    clock.advance({ days: 1 })
    const again = await receipt(id)

    expect(isSigned(signed)).toBe(true)
    expect(isSigned({ ...signed, document: { ...signed.document, 'dct:created': '2030-01-01T00:00:00.000Z' } })).toBe(false)
    expect(again).toEqual(signed)
    expect(JSON.stringify(signed.document)).toContain('Send me news by e-mail.')
    expect(JSON.stringify(signed.document)).not.toContain('@mail.example')
  })

  it('name the notice in force in the receipt', async () => {
    const version = { slug: 'privacy', kind: 'privacy-notice', title: '{}', number: 1, published_at: 0, significance: 'significant' }
    const rest = { reason: null, prevailing: 'en', changelog: '[]', hash: '0' }
    await opened.database
      .insertInto('notice_versions')
      .values(['2025-05-25', '2026-03-02', '2026-03-03'].map((effective_on) => ({ ...version, ...rest, effective_on })))
      .execute()
    const id = ports.random.id()
    await api.decide(person, 'denied', { id })

    const { document } = await receipt(id)

    expect(document).toMatchObject({
      'dpv:hasRecordOfActivity': {
        'dpv:hasNotice': { '@id': 'http://localhost:4400/en/notices/privacy/2026-03-02', 'dct:valid': '2026-03-02' },
      },
    })
  })

  it('show nobody the receipt of somebody else', async () => {
    const id = ports.random.id()
    await api.decide(person, 'denied', { id })

    await expect(receipt(id, other)).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('store a visitor’s proof once, and answer alike each time', async () => {
    const first = await record()
    clock.advance({ minutes: 5 })
    const again = await record()

    expect(first).toEqual({ id: proof.id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(again).toEqual(first)
    expect(await opened.database.selectFrom('proofs').selectAll().execute()).toHaveLength(1)
    expect(await opened.database.selectFrom('events').select(['kind', 'about']).execute()).toEqual([
      { kind: 'proof/recorded', about: proof.id },
    ])
  })

  it('let nobody occupy the id of somebody else’s proof', async () => {
    await record({ device: '0195a000-0000-4000-8000-00000000000e', decisions: [{ category: 'statistics', state: 'denied' }] })

    await record()

    expect((await device()).decisions).toMatchObject([
      { category: 'advertising', state: 'denied' },
      { category: 'statistics', state: 'granted' },
    ])
  })

  it('store all proofs that arrive together, the one that was sent twice once', async () => {
    const devices = Array.from({ length: 37 }, () => ports.random.id())

    const answers = await Promise.all([...devices, ...devices].map((each) => record({ device: each })))

    expect(new Set(answers.map(({ hash }) => hash)).size).toBe(37)
    expect(await opened.database.selectFrom('events').select('facts').execute()).toHaveLength(37)
    expect(await verifyChain(ports)).toMatchObject({ intact: true, events: 37, batches: 1 })
  })

  it('keep with the proof the hash of what was said, so that no later change goes unseen', async () => {
    const { hash } = await record({ except: ['chat'] })

    const [event] = await opened.database.selectFrom('events').select('facts').execute()
    expect(JSON.parse(event?.facts ?? '')).toEqual({ hash, signal: true, site: 'acme-www' })
    expect(await opened.database.selectFrom('proofs').select('except').execute()).toEqual([{ except: '["chat"]' }])
  })

  it('give the receipt in the form of Kantara too, to its owner only', async () => {
    const id = ports.random.id()
    await api.decide(person, 'granted', { id })
    const ask = (reader: string) => api.call(routes.getKantaraReceipt, { params: { id } }, api.as(reader))

    expect(routes.getKantaraReceipt.answer.parse(await ask(person))).toMatchObject({ piiPrincipalId: `urn:uuid:${person}` })
    await expect(ask(other)).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('are read back for the device that made them, and for no other', async () => {
    await record()

    expect(await device()).toMatchObject({
      site: 'acme-www',
      decidedAt: proof.decidedAt,
      decisions: [
        { category: 'advertising', state: 'denied', decidedAt: proof.decidedAt },
        { category: 'statistics', state: 'granted', decidedAt: proof.decidedAt },
      ],
    })
    await expect(device(ports.random.id())).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('give a visitor a receipt that says until when it counts and which services were refused', async () => {
    const service = (id: string, name: string) => ({
      id,
      name,
      company: name,
      country: { en: 'Denmark' },
      purpose: { en: 'Counts.' },
      cookies: [],
    })
    const category = (id: 'statistics' | 'preferences', services: ReturnType<typeof service>[]) => ({
      id,
      title: { en: id },
      summary: { en: id },
      services,
    })
    const services = [category('statistics', [service('heat', 'Heat Sketch')]), category('preferences', [service('chat', 'Help chat')])]
    api = consentsApi({ ...ports, content: { ...ports.content, services } })
    await record({ except: ['heat', 'chat', 'gone'] })
    const granted = (await device()).decisions.find(({ category: id }) => id === 'statistics')
    const denied = (await device()).decisions.find(({ category: id }) => id === 'advertising')
    const ask = (decision?: string) =>
      api.call<routes.SignedDocument>(routes.getDeviceReceipt, { body: { device: proof.device, decision: decision ?? '' } })

    const [yes, no] = [await ask(granted?.id), await ask(denied?.id)]

    const ends = { 'dct:date': '2026-03-02T08:59:58.000Z', 'dct:valid': '2026-09-02T08:59:58.000Z' }
    expect(yes.document).toMatchObject({
      'dpv:hasRecordOfActivity': {
        'dpv:hasConsentStatus': [ends],
        'dpv:hasProcess': {
          'dpv:isNotApplicableFor': [
            { 'dct:identifier': 'heat', 'dct:title': 'Heat Sketch' },
            { 'dct:identifier': 'gone', 'dct:title': 'gone' },
          ],
        },
      },
    })
    expect(no.document).toMatchObject({ 'dpv:hasRecordOfActivity': { 'dpv:hasConsentStatus': [ends] } })
    expect(JSON.stringify(no.document)).not.toContain('isNotApplicableFor')
    expect([yes, no].every(isSigned)).toBe(true)
  })

  it.each([
    ['an unknown site', { site: 'elsewhere' }, website],
    ['a foreign origin', {}, 'https://evil.example'],
    ['no origin', {}, null],
  ])('refuse a proof from %s', async (_, changed, origin) => {
    await expect(record(changed, origin)).rejects.toMatchObject({ code: 'request/origin-not-registered' })
  })

  it('refuse a proof that says yes and no about one category', async () => {
    const decisions: routes.ConsentProof['decisions'] = [
      { category: 'statistics', state: 'granted' },
      { category: 'statistics', state: 'denied' },
    ]

    await expect(record({ decisions })).rejects.toMatchObject({ code: 'request/invalid' })
  })

  it('let no device decide from further in the future than a minute', async () => {
    await record({ decidedAt: '2036-01-01T00:00:00.000Z' })

    expect((await device()).decidedAt).toBe('2026-03-02T09:01:00.000Z')
  })
})

function isSigned({ document, signature, publicKey }: routes.SignedDocument): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return verify(null, Buffer.from(canonicalJson(document as Record<string, Json>)), key, Buffer.from(signature, 'base64url'))
}
