import { type InjectionKey, inject, nextTick, provide, type Ref, ref } from 'vue'

interface Announcer {
  message: Readonly<Ref<string>>
  announce: (text: string) => void
}
const key: InjectionKey<Announcer> = Symbol('announcer')

/** For the app: holds the text of the polite live region. */
export function provideAnnouncer(): Announcer {
  const message = ref('')
  const announcer: Announcer = {
    message,
    announce(text) {
      // Emptied first, so that the same sentence twice is spoken twice.
      message.value = ''
      void nextTick(() => {
        message.value = text
      })
    },
  }
  provide(key, announcer)
  return announcer
}

/** Says something to people who listen to the page, when they are ready for it. */
export function useAnnouncer(): { announce: (text: string) => void } {
  const announcer = inject(key)
  if (!announcer) throw new Error('The app was started without a live region.')
  return announcer
}
