import type { Jar } from '#server/http/context.ts'

/** What cookies are to a browser; here a map in memory, since answers made in a page cannot set cookies. */
export function pageJar(kept = new Map<string, string>()): Jar {
  return {
    get: (name) => kept.get(name),
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
  }
}
