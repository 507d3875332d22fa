import type { RefusalCode } from '#src/api/refusal.ts'
import { type MessageKey, useT } from '#src/i18n.ts'
import { isLocalized } from '#src/localized.ts'
import { useFormat } from './useFormat.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}(T.*Z)?$/

/** What to tell a person about a refusal, in the language of the page. */
export function useProblem() {
  const t = useT()
  const format = useFormat()

  function readable(fact: unknown): unknown {
    if (typeof fact === 'number') return format.number(fact)
    if (isLocalized(fact)) return format.text(fact)
    if (typeof fact !== 'string' || !INSTANT.test(fact)) return fact
    return fact.length === 10 ? format.day(fact) : format.moment(fact)
  }
  return (code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}): string => {
    const key: MessageKey = `problems.${code}`
    return t(key, Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, readable(fact)])))
  }
}
