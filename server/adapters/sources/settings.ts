import type { Setting } from './declaration.words.ts'

export interface Environment {
  env: Readonly<Record<string, string | undefined>>
  /** Whether the sample's own addresses and secrets may stand in for what the environment does not set. */
  demo: boolean
  /** Where `{data}` points. */
  dataDir: string
  /** Where `{systems}` points, e.g. `http://127.0.0.1:4402`. */
  systemsUrl: string
}

/** A setting's value, or null when neither the environment nor the demo gives one. */
export function settingOf({ env: name, demo: sample }: Setting, { env, demo, dataDir, systemsUrl }: Environment): string | null {
  const value = env[name] || (demo ? sample : undefined)
  return value ? value.replaceAll('{data}', dataDir).replaceAll('{systems}', systemsUrl) : null
}
