import { buildWhatIsMissing } from '../../scripts/build.ts'
import { engines } from './own-database.ts'

/** One build before the workers start, so that their demos do not build at the same time. */
export default async function buildFirst(): Promise<void> {
  await buildWhatIsMissing()
  if (!engines.some((engine) => engine === 'postgres')) {
    process.stderr.write('Journeys on PostgreSQL are left out. Set TEST_DATABASE_URL to an address as for DATABASE_URL.\n')
  }
}
