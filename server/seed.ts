import { seedAccount } from './modules/accounts/index.ts'
import { enterSigningKey } from './modules/audit/index.ts'
import { seedDecisions } from './modules/consents/index.ts'
import { followRegisters, seedNotices } from './modules/notices/index.ts'
import type { Ports } from './ports/ports.ts'

/** A data folder that a demo has used is refused in production: its passwords and keys are known to everybody. */
export class DemoDataError extends Error {
  constructor() {
    super('This data folder belongs to a demo, whose password everybody knows. Give production a DATA_DIR or DATABASE_URL of its own.')
    this.name = 'DemoDataError'
  }
}

/**
 * What must be there before the first request: the signing key among those published, the notices of the content, and in demo mode the sample account holder.
 * @throws {DemoDataError} when production is given a demo's data
 */
export async function seed(
  ports: Ports,
  demo: { email: string; password: string; name: string; locale: 'en' | 'de' | 'ar' },
): Promise<void> {
  const mark = await ports.database.selectFrom('settings').select('value').where('name', '=', 'demo').executeTakeFirst()
  if (!ports.settings.demo && mark) throw new DemoDataError()
  if (ports.settings.demo) {
    if (!mark) await ports.database.insertInto('settings').values({ name: 'demo', value: 'yes' }).execute()
    await seedDecisions(ports, await seedAccount(ports, demo))
  }
  await enterSigningKey(ports)
  await seedNotices(ports)
  await followRegisters(ports)
}
