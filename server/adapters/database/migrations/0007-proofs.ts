import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

const DEVICES_AT_ONCE = 500

/**
 * One row per proof of a visitor instead of a decision, a choice and an event for each category, and no index that nothing reads.
 * What visitors have said so far moves over; their events stay as they were recorded.
 */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  const integer = engine === 'postgres' ? 'bigint' : 'integer'
  let proofs = trx.schema.createTable('proofs') as CreateTableBuilder<string, string>
  for (const name of ['device', 'id', 'site', 'fingerprint', 'language', 'surface', 'decisions']) {
    proofs = proofs.addColumn(name, text, (column) => column.notNull())
  }
  for (const name of ['signal', 'decided_at', 'recorded_at']) proofs = proofs.addColumn(name, integer, (column) => column.notNull())
  proofs = proofs.addColumn('except', text).addPrimaryKeyConstraint('proofs_pk', ['device', 'id'])
  // Devices and ids are random, so every further tree is a further page to write.
  await (engine === 'sqlite' ? proofs.modifyEnd(sql`strict, without rowid`) : proofs).execute()

  await moveDecisions(trx)

  for (const index of [
    'events_by_subject_occurred_at_id',
    'events_by_about',
    'events_by_occurred_at_id',
    'decisions_by_subject_recorded_at_id',
    'choices_by_state_paused_until',
  ]) {
    await trx.schema.dropIndex(index).execute()
  }
  await trx.schema
    .createIndex('choices_by_paused_until')
    .on('choices')
    .column('paused_until')
    .where(sql.ref('state'), '=', sql.lit('paused'))
    .execute()
}

async function moveDecisions(trx: Kysely<Schema>): Promise<void> {
  for (let after = ''; ; ) {
    const devices = await trx
      .selectFrom('decisions')
      .select('subject')
      .distinct()
      .where('subject', 'like', 'device:%')
      .where('subject', '>', after)
      .orderBy('subject')
      .limit(DEVICES_AT_ONCE)
      .execute()
    const last = devices.at(-1)?.subject
    if (last === undefined) return
    const subjects = devices.map(({ subject }) => subject)
    const rows = await trx
      .selectFrom('decisions')
      .leftJoin('events', (join) => join.onRef('events.about', '=', 'decisions.id').on('events.kind', '=', 'decision/recorded'))
      .selectAll('decisions')
      .select('events.facts')
      .where('decisions.subject', 'in', subjects)
      .orderBy('decisions.purpose')
      .execute()
    for (const [, said] of Map.groupBy(rows, (row) => `${row.subject}\n${proofOf(row).id}`)) {
      await trx
        .insertInto('proofs')
        .values(proofRow(said as [Said, ...Said[]]))
        .execute()
    }
    await trx.deleteFrom('choices').where('subject', 'in', subjects).execute()
    await trx.deleteFrom('decisions').where('subject', 'in', subjects).execute()
    after = last
  }
}

type Said = Schema['decisions'] & { facts: string | null }

/** The event of a decision names the proof that it came with; one without is a proof of its own. */
function proofOf({ id, facts }: Said): { id: string; signal: boolean } {
  const { proof = id, signal = false } = JSON.parse(facts ?? '{}') as { proof?: string; signal?: boolean }
  return { id: proof, signal }
}

function proofRow(said: [Said, ...Said[]]): Schema['proofs'] {
  const [first] = said
  const { id, signal } = proofOf(first)
  return {
    device: first.subject.slice('device:'.length),
    id,
    site: first.site ?? '',
    fingerprint: first.fingerprint ?? '',
    language: first.language,
    surface: first.surface,
    decisions: JSON.stringify(said.map((row) => ({ category: row.purpose, state: row.state, wording: row.wording_text }))),
    signal: signal ? 1 : 0,
    decided_at: first.decided_at,
    recorded_at: first.recorded_at,
    except: null,
  }
}
