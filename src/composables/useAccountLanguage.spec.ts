import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSessionStore } from '#src/stores/session.ts'
import { mountPart } from '#tests/support/mount-part.ts'
import { until } from '#tests/support/mount-room.ts'
import { ida, startApi } from '#tests/support/page-api.ts'
import { useAccountLanguage } from './useAccountLanguage.ts'

const api = startApi()
const language = async () =>
  (await api.ports.database.selectFrom('accounts').select('locale').where('email', '=', ida.email).executeTakeFirst())?.locale

async function open(locale: 'en' | 'de') {
  const Page = defineComponent({
    setup() {
      useAccountLanguage()
      const { locale: spoken } = useI18n()
      const speakArabic = () => {
        spoken.value = 'ar'
      }
      return () => h('button', { onClick: speakArabic })
    },
  })
  const page = await mountPart(Page, { locale, path: `/${locale}/` })
  const session = useSessionStore()
  await session.load()
  return { page, session }
}

describe('the language of an account', () => {
  it('becomes that of the page on which the person is signed in', async () => {
    await api.signIn()

    const { session } = await open('de')

    await until(() => expect(session.account?.locale).toBe('de'))
    expect(await language()).toBe('de')
  })

  it('follows the language that the person chooses while signed in', async () => {
    await api.signIn()
    const { page, session } = await open('en')

    await page.get('button').trigger('click')

    await until(() => expect(session.account?.locale).toBe('ar'))
    expect(await language()).toBe('ar')
  })

  it('stays what it is while nobody is signed in', async () => {
    await open('de')

    expect(await language()).toBe('en')
  })
})
