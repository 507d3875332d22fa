import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import { startApi } from '#tests/support/page-api.ts'
import SubscribeForm from './SubscribeForm.vue'

const api = startApi()

const form = async (slug = 'sub-processors') => {
  const part = await mountPart(SubscribeForm, { props: { slug }, locale: 'de' })
  const ask = async (email: string) => {
    await part.get('input').setValue(email)
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  return { part, ask }
}

describe('the form for mails about a notice', () => {
  it('sends a link to confirm and says so, in the language of the page', async () => {
    const { part, ask } = await form()

    await ask(' reader@mail.example ')
    await expect.poll(() => part.text()).toContain('Schauen Sie in Ihr Postfach')

    const [row] = await api.ports.database.selectFrom('notice_subscriptions').selectAll().execute()
    expect(row).toMatchObject({ slug: 'sub-processors', language: 'de', email: 'reader@mail.example', confirmed_at: null })
    expect(await axeFaults(part.element)).toEqual([])
  })

  it('says beside the field what is wrong with an address, and keeps what was typed', async () => {
    const { part, ask } = await form()

    await ask('reader')
    await expect.poll(() => part.text()).toContain('Das ist keine E-Mail-Adresse.')

    expect(part.get('input').attributes('aria-invalid')).toBe('true')
    expect(part.get('input').element.value).toBe('reader')
    expect(await axeFaults(part.element)).toEqual([])
  })

  it('says when nobody can be reached, and lets the person try again', async () => {
    const { part, ask } = await form()
    api.goAway()

    await ask('reader@mail.example')
    await expect.poll(() => part.find('[role="alert"]').exists()).toBe(true)

    expect(part.get('button').attributes('aria-disabled')).toBe('false')
  })
})
