import type { ConsentDelivery } from '#server/ports/source.ts'

/** What a source is told: a pause is a no until it ends, and then the source hears the yes again. */
export function toldState(state: string): ConsentDelivery['state'] {
  return state === 'paused' ? 'denied' : (state as ConsentDelivery['state'])
}
