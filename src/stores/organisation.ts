import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Organisation } from '#contract/registers.ts'
import { call } from '#src/api/client.ts'

/** Who the operator is. It frames every page, so it outlives them. */
export const useOrganisationStore = defineStore('organisation', () => {
  const organisation = shallowRef<Organisation | null>(null)

  async function load(): Promise<void> {
    organisation.value = await call('GET /api/organisation')
  }

  return {
    organisation,
    load,
    name: computed(() => organisation.value?.name ?? ''),
    /** The zone in which days are counted; UTC until the operator's is known. */
    zone: computed(() => organisation.value?.zone ?? 'UTC'),
    demo: computed(() => organisation.value?.demo ?? null),
  }
})
