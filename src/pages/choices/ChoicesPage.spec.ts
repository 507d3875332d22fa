import { afterEach, describe, expect, it } from 'vitest'
import { proofCommit } from '#server/modules/consents/record-proofs.usecase.ts'
import { recordConsent } from '#server/modules/consents/visitors.usecases.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import ChoicesPage from './ChoicesPage.vue'

const now = '2026-03-02T09:00:00Z'
const device = '0195a000-0000-4000-8000-00000000000a'
const api = startApi(new Date(now))

/** A browser that refused statistics in the banner. */
async function refuse() {
  const { ports } = api
  const proof = {
    id: '0195a000-0000-4000-8000-00000000000b',
    site: 'acme-website',
    device,
    fingerprint: '0123abcd',
    decisions: [{ category: 'statistics', state: 'denied' }],
    decidedAt: now,
    language: 'en',
    surface: 'banner-first',
    signal: false,
  } as const
  const decisions = proof.decisions.map((decision) => ({ ...decision }))
  await recordConsent(
    { proof: { ...proof, decisions }, origin: ports.settings.websiteUrl },
    ports,
    proofCommit(ports, (run) => run()),
  )
}
const open = (path = `/en/choices#device=${device}`) => mountRoom(ChoicesPage, { now, path })

describe('the choices of a browser', () => {
  afterEach(() => sessionStorage.clear())

  it('show what was answered, with the receipt’s number, and take the token out of the address', async () => {
    await refuse()

    const { room } = await open()

    await until(() => expect(room.text()).toContain('Refused on 2 March 2026'))
    expect(room.text()).toMatch(/Receipt number C-[0-9A-F]{4}-[0-9A-F]{4}/)
    expect(room.vm.$route.hash).toBe('')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('are still known when the page is loaded again in the same tab', async () => {
    await refuse()
    await open()

    const { room } = await open('/en/choices')

    await until(() => expect(room.text()).toContain('Refused on 2 March 2026'))
  })

  it('offer a visitor to join by signing in, and lead on to the account', async () => {
    await refuse()

    const { room } = await open()

    await until(() => expect(room.text()).toContain('Sign in and join this browser'))
    const link = room.findAll('a').find((one) => one.text() === 'Sign in and join this browser')
    expect(link?.attributes('href')).toBe('/en/sign-in?next=/en/me/choices')
  })

  it('join the account of somebody who is signed in, and say so', async () => {
    await refuse()
    await api.signIn()
    const { room, said } = await open()
    await until(() => expect(room.text()).toContain('Join this browser with my account'))

    await room
      .findAll('button')
      .find((one) => one.text() === 'Join this browser with my account')
      ?.trigger('click')

    await until(() => expect(said()).toContain('This browser follows your account.'))
    expect(await api.ports.database.selectFrom('joined_devices').select('device').execute()).toEqual([{ device }])
  })

  it('are unknown without a token, and the page says where they are', async () => {
    const { room } = await open('/en/choices')

    await until(() => expect(room.text()).toContain('No answer of this browser is known here'))
    expect(room.text()).not.toContain('Join this browser')
  })
})
