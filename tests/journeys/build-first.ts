import { buildWhatIsMissing } from '../../scripts/build.ts'

/** One build before the workers start, so that their demos do not build at the same time. */
export default async function buildFirst(): Promise<void> {
  await buildWhatIsMissing()
}
