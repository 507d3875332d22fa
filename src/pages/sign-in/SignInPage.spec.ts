import type { VueWrapper } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { provideAnnouncer } from '#src/composables/useAnnouncer.ts'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import { ida, startApi } from '#tests/support/page-api.ts'
import SignInPage from './SignInPage.vue'

const api = startApi()

const Door = defineComponent({
  setup() {
    provideAnnouncer()
    return () => h(SignInPage)
  },
})

async function signIn(email: string, password: string): Promise<VueWrapper> {
  const door = await mountPart(Door, { path: '/en/sign-in' })
  await door.get('input[type=email]').setValue(email)
  await door.get('input[type=password]').setValue(password)
  await door.get('form').trigger('submit')
  return door
}

describe('the door', () => {
  it('lets the account holder in, to the overview', async () => {
    const door = await signIn(ida.email, ida.password)

    await vi.waitFor(() => expect(door.vm.$route.name).toBe('overview'))
  })

  it('brings the banner’s token of this browser along, which then follows the account', async () => {
    const device = '0195a000-0000-4000-8000-00000000000a'
    sessionStorage.setItem('vitrine.device', device)

    const door = await signIn(ida.email, ida.password)

    await vi.waitFor(() => expect(door.vm.$route.name).toBe('overview'))
    sessionStorage.clear()
    expect(await api.ports.database.selectFrom('joined_devices').select('device').execute()).toEqual([{ device }])
  })

  it('says the same to a wrong password and to an unknown address', async () => {
    const wrong = await signIn(ida.email, 'not the password at all')
    const unknown = await signIn('nobody@acmemail.example', 'not the password at all')

    await vi.waitFor(() => expect(wrong.get('[role=alert]').text()).toContain('do not match'))
    await vi.waitFor(() => expect(unknown.get('[role=alert]').text()).toBe(wrong.get('[role=alert]').text()))
    expect(wrong.vm.$route.name).toBe('sign-in')
  })

  it('says that nothing was changed when the server is not reached', async () => {
    api.goAway()

    const door = await signIn(ida.email, ida.password)

    await vi.waitFor(() => expect(door.get('[role=alert]').text()).toContain('The server was not reached. Nothing was changed.'))
  })

  it('has no faults that axe can find, also while it shows an error', async () => {
    const door = await signIn(ida.email, 'not the password at all')
    await vi.waitFor(() => expect(door.find('[role=alert]').exists()).toBe(true))

    expect(await axeFaults(door.element.parentElement as Element)).toEqual([])
  })
})
