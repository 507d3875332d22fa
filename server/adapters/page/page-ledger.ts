import type { ErasureLedger, LedgerEntry } from '#server/ports/erasure-ledger.ts'

/** In the memory of the page, whose database is never restored from a backup. */
export function pageLedger(): ErasureLedger {
  const entries = new Map<string, LedgerEntry>()
  return {
    stages: async () => new Map([...entries].map(([id, { stage }]) => [id, stage])),
    read: async (id) => entries.get(id) ?? null,
    async write(entry) {
      const { id } = entry.erasure
      if (entry.stage === 'done' || entries.get(id)?.stage !== 'done') entries.set(id, structuredClone(entry))
    },
  }
}
