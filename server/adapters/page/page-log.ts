import type { Log } from '#server/ports/log.ts'

/** Nobody reads a page's log, so it stays quiet but for what is broken. */
export function pageLog(): Log {
  return {
    info: () => undefined,
    warn: () => undefined,
    error: (event, error) => {
      // biome-ignore lint/suspicious/noConsole: a page has no other log
      console.error(event, error)
    },
  }
}
