import type { DeviceStanding, JoinedDevice, WebChoice } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import type { ConsentOrigin } from '#domain/consent.ts'
import { commit } from '#server/modules/audit/index.ts'
import { registeredOrigins } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { carriedToAccount, WEB } from './carried.ts'
import { type DecisionRow, standingDecisions } from './decisions.repository.ts'
import { standingOnDevice } from './device-decisions.ts'
import { devicesOf, findJoined, removeJoined, upsertJoined } from './joined-devices.repository.ts'
import { type RecordPorts, storeDecisions } from './record-decisions.usecase.ts'
import { subjectOf } from './standing.ts'

/** The devices that follow an account, and what stands for the websites on all of them. */
export async function readDevices(
  accountId: string,
  ports: Pick<Ports, 'database' | 'hasher'>,
): Promise<{ devices: JoinedDevice[]; websites: WebChoice[] }> {
  return { devices: await listDevices(accountId, ports), websites: await listWebChoices(accountId, ports) }
}

async function listWebChoices(accountId: string, { database }: Pick<Ports, 'database'>): Promise<WebChoice[]> {
  const rows = (await standingDecisions(database, subjectOf(accountId))).filter(({ channel }) => channel === WEB)
  return rows.map((row) => {
    const { id, purpose: category, origin, surface, decided_at } = row
    const said = { origin: origin as ConsentOrigin, surface: surface as WebChoice['decision']['surface'] }
    return { category, state: deviceState(row), decision: { id, decidedAt: iso(decided_at), ...said } }
  })
}

async function listDevices(accountId: string, { database, hasher }: Pick<Ports, 'database' | 'hasher'>): Promise<JoinedDevice[]> {
  const joined = await devicesOf(database, accountId)
  return Promise.all(
    joined.map(async ({ device, joined_at }) => {
      const rows = await standingOnDevice(database, device, hasher)
      return {
        device,
        joinedAt: iso(joined_at),
        site: rows.find(({ site }) => site !== null)?.site ?? null,
        decisions: rows.map((row) => ({ category: row.purpose, state: deviceState(row), decidedAt: iso(row.decided_at) })),
      }
    }),
  )
}

/**
 * Lets a device follow an account. What was decided on the device is decided for the account, each at its own time, so the newest explicit
 * decision wins and an older yes never overwrites a no. A device that followed somebody else before brings only its noes: whoever used it
 * last does not consent for whoever uses it now.
 */
export async function joinDevice({ accountId, device: token }: { accountId: string; device: string }, ports: RecordPorts): Promise<void> {
  const device = token.toLowerCase()
  await commit(ports, async (trx, record) => {
    const [before] = await findJoined(trx, [device])
    const own = await standingOnDevice(trx, device, ports.hasher)
    const brought = before && before.account_id !== accountId ? own.filter(({ state }) => state === 'denied') : own
    const writes = await Promise.all(brought.map((row) => carriedToAccount(row, accountId, ports)))
    await storeDecisions(trx, record, writes, ports)
    if (before?.account_id === accountId) return
    await upsertJoined(trx, { device, account_id: accountId, joined_at: ports.clock.now().getTime() })
    // The token opens the device's choices, so the chain of events names it no more than the database must.
    record({ kind: 'device/joined', subject: subjectOf(accountId), about: accountId, facts: { brought: writes.length } })
  })
}

/** @throws {ProblemError} `request/not-found` when the device does not follow this account */
export async function leaveDevice({ accountId, device }: { accountId: string; device: string }, ports: RecordPorts): Promise<void> {
  await commit(ports, async (trx, record) => {
    if (!(await removeJoined(trx, device.toLowerCase(), accountId))) throw problem('request/not-found')
    record({ kind: 'device/left', subject: subjectOf(accountId), about: accountId })
  })
}

/**
 * What a device should do now: its own decisions and, when it follows an account, what was decided on the others; the newest per category
 * wins. A yes follows only to where exactly the same was asked (site and fingerprint); a no follows everywhere. An unknown device learns
 * nothing.
 * @throws {ProblemError} `request/origin-not-registered` when the origin is not one of the site's
 */
export async function readDeviceStanding(
  { site, device, fingerprint, origin }: { site: string; device: string; fingerprint: string; origin: string | null },
  { database, content, settings, hasher }: Pick<Ports, 'database' | 'content' | 'settings' | 'hasher'>,
): Promise<DeviceStanding> {
  if (origin === null || !registeredOrigins(content, site, settings.websiteUrl).includes(origin)) {
    throw problem('request/origin-not-registered')
  }
  const own = await standingOnDevice(database, device, hasher)
  const [joined] = await findJoined(database, [device.toLowerCase()])
  const others = joined ? (await standingDecisions(database, subjectOf(joined.account_id))).filter(({ channel }) => channel === WEB) : []
  const following = others.filter((row) => row.state === 'denied' || (row.site === site && row.fingerprint === fingerprint))
  const newest = new Map<string, DecisionRow>()
  for (const row of [...own, ...following]) {
    const known = newest.get(row.purpose)
    if (!known || outranks(row, known)) newest.set(row.purpose, row)
  }
  const decisions = [...newest.values()].map((row) => ({
    category: row.purpose as DeviceStanding['decisions'][number]['category'],
    state: deviceState(row),
    decidedAt: iso(row.decided_at),
  }))
  return { joined: joined !== undefined, decisions }
}

function outranks(one: DecisionRow, other: DecisionRow): boolean {
  if (one.decided_at !== other.decided_at) return one.decided_at > other.decided_at
  return one.state === 'denied'
}

function deviceState({ state }: DecisionRow): 'granted' | 'denied' {
  return state === 'granted' ? 'granted' : 'denied'
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
