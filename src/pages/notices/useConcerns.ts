import { type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue'
import type { NoticeVersion } from '#contract/notices.ts'
import type { CategorySummary } from '#contract/records.ts'
import { call } from '#src/api/client.ts'
import { refusalOf } from '#src/api/refusal.ts'
import { useSessionStore } from '#src/stores/session.ts'

/** How many records of the signed-in person the changes of a version touch; none while nobody is, for a former version, and where it is not known. */
export function useConcerns(version: MaybeRefOrGetter<NoticeVersion>) {
  const session = useSessionStore()
  const held = shallowRef<readonly CategorySummary[]>([])

  session.loaded().catch(refusalOf)
  watch(
    () => (session.isLocked || toValue(version).status === 'past' ? undefined : session.account?.id),
    async (id) => {
      held.value = []
      if (id === undefined || toValue(version).changelog.every(({ concerns }) => concerns === undefined)) return
      try {
        held.value = (await call('GET /api/me/overview', {})).categories
      } catch (failure) {
        // The changes can be read without it.
        refusalOf(failure)
      }
    },
    { immediate: true },
  )
  function recordsIn(categories: readonly string[] = []): number {
    return held.value.reduce((sum, { id, records }) => (categories.includes(id) ? sum + (records ?? 0) : sum), 0)
  }
  return { recordsIn }
}
