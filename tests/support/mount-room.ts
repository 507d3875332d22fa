import { vi } from 'vitest'
import { type Component, defineComponent, h } from 'vue'
import { refusalOf } from '#src/api/refusal.ts'
import { provideAnnouncer } from '#src/composables/useAnnouncer.ts'
import { provideStepUp } from '#src/composables/useStepUp.ts'
import { useOrganisationStore } from '#src/stores/organisation.ts'
import { useSessionStore } from '#src/stores/session.ts'
import { mountPart, type PartOptions } from './mount-part.ts'

// A page speaks to the real server, several times in a row, on machines that may be busy.
const PATIENCE_MS = 15_000

/** Waits until what a page shows is as expected. */
export function until(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, PATIENCE_MS)
}

/** Mounts a page as the app does for a signed-in person: with the live region, the step-up, the operator's name and the session. */
export async function mountRoom(page: Component, options: PartOptions) {
  let said = () => ''
  const Room = defineComponent({
    setup() {
      const { message } = provideAnnouncer()
      said = () => message.value
      provideStepUp()
      useSessionStore().load().catch(refusalOf)
      useOrganisationStore().load().catch(refusalOf)
      return () => h('main', h(page))
    },
  })
  const room = await mountPart(Room, options)
  return { room, said: () => said() }
}
