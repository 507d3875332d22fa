import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { type Api, consentsApi, newsletter, openAccounts, propagationPorts, scriptedSource } from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts } from '#tests/support/ports.ts'

const website = 'http://127.0.0.1:4401'
const phone = '0195a000-0000-4000-8000-00000000000a'
const laptop = '0195a000-0000-4000-8000-00000000000b'

describe.each(engines)('a device and an account on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let ports: TestPorts
  let api: Api
  let ida: string
  let jonas: string

  beforeEach(async () => {
    opened = await open()
    clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    ports = propagationPorts(opened.database, clock, [scriptedSource('letters', clock)])
    const audiences = { ...newsletter('letters'), bannerCategory: 'advertising' as const, canSendLess: true }
    ports = { ...ports, content: { ...ports.content, purposes: [audiences] } }
    api = consentsApi(ports)
    ;[ida, jonas] = (await openAccounts(ports, 2)) as [string, string]
  })
  afterEach(() => opened.close())

  const says = async (device: string, category: string, state: string, fingerprint = '0123abcd') => {
    clock.advance({ minutes: 1 })
    const proof = { id: ports.random.id(), site: 'acme-www', device, fingerprint, decisions: [{ category, state }] }
    const shown = { decidedAt: clock.now().toISOString(), language: 'en', surface: 'banner-first', signal: false }
    await api.call(routes.recordConsent, { body: { ...proof, ...shown } }, { origin: website })
  }
  const join = (device: string, account = ida) =>
    api.call<{ devices: routes.JoinedDevice[] }>(routes.joinDevice, { body: { device } }, api.as(account))
  const standing = async (device: string, fingerprint = '0123abcd', origin: string | null = website) => {
    const body = { site: 'acme-www', device, fingerprint }
    return api.call<routes.DeviceStanding>(routes.readDeviceStanding, { body }, { origin })
  }
  const states = async (device: string, fingerprint?: string) =>
    Object.fromEntries((await standing(device, fingerprint)).decisions.map(({ category, state }) => [category, state]))
  const choice = async (account = ida) => (await api.call<{ choices: routes.Choice[] }>(routes.listChoices, {}, api.as(account))).choices[0]

  it('learn nothing of each other before they are joined', async () => {
    await says(phone, 'statistics', 'granted')
    await join(phone)

    expect(await standing(laptop)).toEqual({ joined: false, decisions: [] })
  })

  it('take the browser’s signal for what it is: a no to advertising, and no new word on anything else', async () => {
    await says(phone, 'advertising', 'granted')
    await join(phone)
    clock.advance({ minutes: 1 })
    const shown = { decidedAt: clock.now().toISOString(), language: 'en', surface: 'gpc', signal: true }
    const decisions = [
      { category: 'advertising', state: 'denied' },
      { category: 'statistics', state: 'granted' },
    ]
    const body = { id: ports.random.id(), site: 'acme-www', device: phone, fingerprint: '0123abcd', decisions, ...shown }
    await api.call(routes.recordConsent, { body }, { origin: website })

    const { websites } = await api.call<{ websites: routes.WebChoice[] }>(routes.listDevices, {}, api.as(ida))
    expect(websites).toMatchObject([{ category: 'advertising', state: 'denied', decision: { origin: 'signal', surface: 'gpc' } }])
    expect(await states(phone)).toEqual({ advertising: 'denied' })

    await says(phone, 'advertising', 'granted')
    expect(await states(phone)).toEqual({ advertising: 'granted' })
  })

  it('share what was decided last, wherever, from the next load on', async () => {
    await says(phone, 'statistics', 'granted')
    await says(laptop, 'preferences', 'granted')
    await join(phone)
    await join(laptop)

    await says(phone, 'preferences', 'denied')

    expect(await states(laptop)).toEqual({ statistics: 'granted', preferences: 'denied' })
    expect(await states(phone)).toEqual({ statistics: 'granted', preferences: 'denied' })
  })

  it('show the account what stands for the websites, where and when it was said', async () => {
    await says(phone, 'statistics', 'granted')
    await says(laptop, 'statistics', 'denied')
    await join(phone)

    const { websites } = (await join(laptop)) as Awaited<ReturnType<typeof join>> & { websites: routes.WebChoice[] }

    expect(websites).toMatchObject([
      {
        category: 'statistics',
        state: 'denied',
        decision: { decidedAt: '2026-03-02T09:02:00.000Z', origin: 'explicit', surface: 'banner-first' },
      },
    ])
  })

  it.each([
    ['a guest’s no is kept against an older yes', ['granted', 'denied'], 'denied'],
    ['a newer yes follows an older no', ['denied', 'granted'], 'granted'],
  ])('%s of the account', async (_, [first, second], expected) => {
    await says(phone, 'statistics', first as string)
    await join(phone)
    await says(laptop, 'statistics', second as string)

    await join(laptop)

    expect([await states(phone), await states(laptop)]).toEqual([{ statistics: expected }, { statistics: expected }])
  })

  it('keep a guest’s no although the yes of the other device arrives later', async () => {
    await says(laptop, 'statistics', 'denied')
    await join(laptop)
    const proof = { id: ports.random.id(), site: 'acme-www', device: phone, fingerprint: '0123abcd', signal: false, language: 'en' }
    const earlier = { decidedAt: '2026-03-01T09:00:00.000Z', decisions: [{ category: 'statistics', state: 'granted' }], surface: 'reopen' }
    await join(phone)

    await api.call(routes.recordConsent, { body: { ...proof, ...earlier } }, { origin: website })

    expect(await states(phone)).toEqual({ statistics: 'denied' })
  })

  it('carry a yes only to where exactly the same was asked, and a no everywhere', async () => {
    await says(phone, 'statistics', 'granted', '0123abcd')
    await says(phone, 'preferences', 'denied', '0123abcd')
    await join(phone)
    await join(laptop)

    expect(await states(laptop, 'ffff0000')).toEqual({ preferences: 'denied' })
  })

  it('share a no with the purpose that names the category, and never a yes', async () => {
    await join(phone)
    await says(phone, 'advertising', 'granted')
    const afterYes = await choice()
    await api.decide(ida, 'granted')
    await says(phone, 'advertising', 'denied')

    expect(afterYes?.state).toBe('denied')
    expect(await choice()).toMatchObject({ state: 'denied', propagation: { obligations: [{ source: 'letters', status: 'queued' }] } })
  })

  it('do not raise by a yes to the category what the person has reduced', async () => {
    await join(phone)
    await api.decide(ida, 'reduced')

    await says(phone, 'advertising', 'granted')

    expect((await choice())?.state).toBe('reduced')
  })

  it('share the no of a purpose with the category, on every device', async () => {
    await says(phone, 'advertising', 'granted')
    await join(phone)
    await api.decide(ida, 'granted')
    clock.advance({ minutes: 1 })

    await api.decide(ida, 'denied')

    expect(await states(phone)).toEqual({ advertising: 'denied' })
  })

  it('leave a purpose alone that was allowed after the no', async () => {
    await says(phone, 'advertising', 'denied')
    clock.advance({ minutes: 1 })
    await api.decide(ida, 'granted')

    await join(phone)

    expect((await choice())?.state).toBe('granted')
  })

  it('bring only the noes of a device that followed somebody else before', async () => {
    await says(phone, 'statistics', 'granted')
    await says(phone, 'preferences', 'denied')
    await join(phone, jonas)

    await join(phone, ida)
    await join(laptop, ida)

    expect(await states(laptop)).toEqual({ preferences: 'denied' })
  })

  it('do nothing twice when they are joined twice', async () => {
    await says(phone, 'statistics', 'granted')
    await join(phone)

    const { devices } = await join(phone)

    expect(devices).toMatchObject([{ device: phone, site: 'acme-www', decisions: [{ category: 'statistics', state: 'granted' }] }])
    expect(await opened.database.selectFrom('decisions').selectAll().execute()).toHaveLength(1)
  })

  it('part again, and a stranger cannot part them', async () => {
    await join(phone)
    const params = { device: phone }

    await expect(api.call(routes.leaveDevice, { params }, api.as(jonas))).rejects.toMatchObject({ code: 'request/not-found' })
    await api.call(routes.leaveDevice, { params }, api.as(ida))

    expect(await standing(phone)).toEqual({ joined: false, decisions: [] })
  })

  it('answer registered websites only', async () => {
    await expect(standing(phone, '0123abcd', 'https://evil.example')).rejects.toMatchObject({ code: 'request/origin-not-registered' })
  })

  it('withdraw on the devices too when everything is withdrawn', async () => {
    await says(phone, 'statistics', 'granted')
    await join(phone)
    clock.advance({ minutes: 1 })

    await api.call(routes.withdrawAll, { body: { id: ports.random.id(), language: 'en' } }, api.as(ida))

    expect(await states(phone)).toEqual({ statistics: 'denied' })
  })

  it('give a visitor without account the receipt of each decision, and nobody else', async () => {
    await says(phone, 'statistics', 'denied')
    const { decisions } = await api.call<routes.DeviceChoices>(routes.readDeviceChoices, { body: { device: phone } })
    const decision = decisions[0]?.id

    const receipt = await api.call<routes.SignedDocument>(routes.getDeviceReceipt, { body: { device: phone, decision } })

    expect(JSON.stringify(receipt.document)).toContain('dpv:ConsentRefused')
    await expect(api.call(routes.getDeviceReceipt, { body: { device: laptop, decision } })).rejects.toMatchObject({
      code: 'request/not-found',
    })
  })
})
