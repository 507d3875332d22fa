import type { ImportedDecision, ImportReport } from '#contract/decisions.ts'
import { allowsMore, type ConsentAnswer } from '#domain/consent.ts'
import { emailKey } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { DecisionWrite } from './decision-write.ts'
import { type ChoiceRow, findChoices } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { readImportCsv } from './import-csv.ts'
import { openAccounts } from './mail-tokens.repository.ts'
import { identityOf, type RecordPorts, storeDecisions } from './record-decisions.usecase.ts'
import { subjectOf } from './standing.ts'
import { accountsOfSubjects } from './subjects.repository.ts'

type Verdict = 'lowered' | 'unchanged' | 'refused' | 'unknown'
type Sorted = { row: ImportedDecision; line: number; subject: string | null }
const ROWS_AT_ONCE = 500

/**
 * Brings in decisions from elsewhere. Imports can only lower a consent: a no is taken where something is granted and nothing newer was said;
 * whatever would raise a consent is counted and left out. Sent twice under one id, it is done once.
 */
export async function importDecisions(
  body: { id: string; decisions: readonly ImportedDecision[] } | { id: string; csv: string },
  ports: RecordPorts & Pick<Ports, 'content'>,
): Promise<ImportReport> {
  const { rows, faults } =
    'csv' in body ? readImportCsv(body.csv) : { rows: body.decisions.map((row, at) => ({ row, line: at + 1 })), faults: [] }
  const report: ImportReport = { id: body.id, read: rows.length, lowered: 0, unchanged: 0, refused: 0, unknown: 0, faults }
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const verdicts = await importSome(body.id, rows.slice(from, from + ROWS_AT_ONCE), ports)
    for (const verdict of verdicts) report[verdict] += 1
  }
  await commit(ports, async (_, record) => {
    const { read, lowered, unchanged, refused, unknown } = report
    record({
      kind: 'import/done',
      subject: 'operator',
      about: body.id,
      facts: { read, lowered, unchanged, refused, unknown, unreadable: faults.length },
    })
  })
  return report
}

async function importSome(
  importId: string,
  rows: readonly { row: ImportedDecision; line: number }[],
  ports: RecordPorts,
): Promise<Verdict[]> {
  const named = await Promise.all(
    rows.map(async ({ row, line }) => ({
      row,
      line,
      name: row.subject.includes('@') ? await emailKey(ports as Ports, row.subject) : row.subject,
    })),
  )
  const accounts = await accountsOfSubjects(
    ports.database,
    named.map(({ name }) => name),
  )
  const open = await openAccounts(ports.database, [...accounts.values()])
  const sorted = named.map(({ row, line, name }): Sorted => {
    const accountId = accounts.get(name)
    return { row, line, subject: accountId !== undefined && open.has(accountId) ? subjectOf(accountId) : null }
  })
  return commit(ports, async (trx, record) => {
    const standing = await findChoices(trx, [...new Set(sorted.flatMap(({ subject }) => subject ?? []))])
    const verdicts = sorted.map((one) => verdictOn(one, standing, ports))
    const writes = await Promise.all(sorted.map((one, at) => (verdicts[at] === 'lowered' ? writeOf(importId, one, ports) : null)))
    const lowering = writes.filter((write) => write !== null)
    // Two rows about the same question in one list: the later line is the same no again.
    const once = [...new Map(lowering.map((write) => [identityOf(write), write])).values()]
    await storeDecisions(trx, record, once, ports)
    return verdicts
  })
}

function verdictOn({ row, subject }: Sorted, standing: readonly ChoiceRow[], { clock, content }: RecordPorts): Verdict {
  const { purpose, channel, state, decidedAt } = row
  const known = content.purposes.find((one) => one.id === purpose && one.channel === channel)
  if (!subject || !known || known.lockedReason) return 'unknown'
  const choice = standing.find((one) => one.subject === subject && one.purpose === purpose && one.channel === channel)
  const stands = (choice?.state ?? 'denied') as ConsentAnswer
  if (allowsMore(state, stands)) return 'refused'
  // A list says yes or no. "Less often" and "pause" are the person's own words, and are not lowered to by anybody else.
  if (state !== 'denied' || stands === 'denied') return 'unchanged'
  const said = decidedAt === undefined ? clock.now().getTime() : Date.parse(decidedAt)
  return choice !== undefined && said < choice.decided_at ? 'unchanged' : 'lowered'
}

async function writeOf(importId: string, { row, subject }: Sorted, { clock, content, hasher }: RecordPorts): Promise<DecisionWrite> {
  const { purpose: id, channel, decidedAt } = row
  const purpose = content.purposes.find((one) => one.id === id && one.channel === channel)
  if (!purpose || !subject) throw new Error('only rows about what we know are written')
  const now = clock.now().getTime()
  return {
    row: {
      id: await derivedId(`import:${importId}:${subject}:${id}:${channel}`, hasher),
      subject,
      site: null,
      purpose: id,
      channel,
      state: 'denied',
      origin: 'import',
      wording_id: purpose.wording.id,
      wording_text: purpose.wording.text.en,
      fingerprint: null,
      language: 'en',
      surface: 'api',
      decided_at: Math.min(decidedAt === undefined ? now : Date.parse(decidedAt), now),
      recorded_at: now,
      paused_until: null,
      resumes: null,
    },
    sources: purpose.sources,
    evidence: { import: importId },
    keepsTime: true,
  }
}
