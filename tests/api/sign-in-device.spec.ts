import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

const device = '0195a000-0000-4000-8000-00000000000a'

describe.each(engines)('a device that brings its token to the sign-in, on $name', ({ name }) => {
  let api: TestApi
  beforeEach(async () => {
    api = await openApi(name)
  })
  afterEach(() => api.close())

  const signIn = async (body: object) => {
    const browser = api.browser()
    const answer = await browser.send('POST', '/api/session', { email: ida.email, ...body })
    const devices = await browser.get('/api/me/devices')
    return { status: answer.status, devices: ((await devices.json()) as { devices?: { device: string }[] }).devices }
  }

  it('follows the account from then on', async () => {
    expect(await signIn({ password: ida.password, device })).toMatchObject({ status: 201, devices: [{ device }] })
  })

  it('follows nobody when the password is wrong', async () => {
    expect((await signIn({ password: 'wrong', device })).status).toBe(401)
    expect(await api.ports.database.selectFrom('joined_devices').selectAll().execute()).toEqual([])
  })

  it('is not needed to sign in', async () => {
    expect(await signIn({ password: ida.password })).toEqual({ status: 201, devices: [] })
  })
})
