import { type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue'
import type { NoticeAnswer, NoticeStanding } from '#contract/notice-decisions.ts'
import type { Locale } from '#contract/shared.ts'
import { call } from '#src/api/client.ts'
import { type Refusal, refusalOf } from '#src/api/refusal.ts'
import { useSessionStore } from '#src/stores/session.ts'

export interface Asked {
  slug: string
  effectiveOn: string
  /** In which the text is read. */
  language: Locale
  surface: 'notice' | 'comparison'
}

/** What the signed-in person said about a version, and the way to say it. `null` while nobody is signed in or it is not known yet. */
export function useNoticeAnswer(asked: MaybeRefOrGetter<Asked>) {
  const session = useSessionStore()
  const standing = shallowRef<NoticeStanding | null>(null)
  const readRefusal = shallowRef<Refusal | null>(null)
  const refusal = shallowRef<Refusal | null>(null)
  const isBusy = ref(false)

  async function read(): Promise<void> {
    const { slug, effectiveOn } = toValue(asked)
    readRefusal.value = null
    try {
      standing.value = await call('GET /api/me/notices/{slug}/versions/{date}', { params: { slug, date: effectiveOn } })
    } catch (failure) {
      readRefusal.value = refusalOf(failure)
    }
  }
  /** @returns whether the answer is stored; what was refused is kept, and the truth is read again */
  async function answer(said: NoticeAnswer): Promise<boolean> {
    const { slug, effectiveOn, language, surface } = toValue(asked)
    const body = { id: crypto.randomUUID(), answer: said, language, surface }
    isBusy.value = true
    refusal.value = null
    try {
      standing.value = await call('POST /api/me/notices/{slug}/versions/{date}/decisions', { params: { slug, date: effectiveOn }, body })
      return true
    } catch (failure) {
      refusal.value = refusalOf(failure)
      await read()
      return false
    } finally {
      isBusy.value = false
    }
  }

  session.loaded().catch(refusalOf)
  watch(
    [() => session.account?.email, () => toValue(asked).slug, () => toValue(asked).effectiveOn],
    ([email]) => {
      standing.value = null
      if (email !== undefined) void read()
    },
    { immediate: true },
  )
  return { session, standing, readRefusal, refusal, isBusy, read, answer }
}
