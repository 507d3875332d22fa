/** A word longer than this, in characters, may break anywhere: it is an id or a hash. */
const WORD = 20

const PART = new RegExp(`\\s+|[^\\s@./:_-]{1,${WORD}}[@./:_-]*|[@./:_-]+`, 'gu')

/** The pieces of a value between which a line may end: after the signs inside addresses, and within very long words. Joined they are the value. */
export function breakable(value: string): string[] {
  return value.match(PART) ?? []
}
