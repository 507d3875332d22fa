import { type Source, SourceError } from '#server/ports/source.ts'

/**
 * A source that answers questions within the time or fails, so that one slow system never holds up a page.
 * Erasing and telling decisions take the time they need: giving up on them would leave open what has happened.
 */
export function withTimeLimit<S extends Source>(source: S, limitMs: number): S {
  const within = async <T>(answer: Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new SourceError(`${source.id}: no answer in time`)), limitMs)
    })
    return Promise.race([answer, late]).finally(() => clearTimeout(timer))
  }
  return {
    ...source,
    health: () => within(source.health()),
    identify: (email) => within(source.identify(email)),
    count: (subject) => within(source.count(subject)),
    access: (subject, query) => within(source.access(subject, query)),
    plan: (subject) => within(source.plan(subject)),
    verify: (subject, delivery) => within(source.verify(subject, delivery)),
  }
}
