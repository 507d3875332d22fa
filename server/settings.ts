import { z } from '@hono/zod-openapi'
import type { AppSettings } from './ports/ports.ts'

interface Setting {
  /** One line for people; `docs/SETTINGS.md` is checked against it. */
  doc: string
  env: string
  schema: z.ZodType
  /** The value outside production when nothing is set. */
  default?: string
  /** Production refuses to start without it. */
  isRequired?: true
}

const port = z
  .string()
  .transform(Number)
  .refine((port) => Number.isInteger(port) && port >= 1 && port <= 65_533, 'must be a whole number from 1 to 65533')
const key = z.string().regex(/^[A-Za-z0-9_-]{43,}$/, 'must be at least 32 random bytes in base64url')
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((url) => new URL(url))
  .refine(
    ({ pathname, search, hash, username }) => pathname === '/' && `${search}${hash}${username}` === '',
    'must end after the host and port',
  )
  .transform(({ origin }) => origin)

/** Operator token of the demo, refused in production. */
const demoSecret = 'demo-operator-token-not-for-production'

/** Every environment variable the server reads. They are parsed once, at start. */
export const settings = {
  mode: { doc: '`production` refuses everything that belongs to the demo', env: 'NODE_ENV', schema: z.string(), default: 'demo' },
  port: { doc: 'Port of API and portal', env: 'PORT', schema: port, default: '4400' },
  host: { doc: 'Network address to listen on', env: 'HOST', schema: z.string().min(1), default: '127.0.0.1' },
  dataDir: { doc: 'Folder of the embedded database, keys and copies', env: 'DATA_DIR', schema: z.string().min(1), default: './data' },
  ledgerDir: {
    doc: 'Folder of the erasure ledger, best on another disk and never restored with the database; `DATA_DIR/erasures` without it',
    env: 'LEDGER_DIR',
    schema: z.string().min(1).optional(),
  },
  contentDir: { doc: 'Folder of what the operator writes', env: 'CONTENT_DIR', schema: z.string().min(1), default: './content' },
  databaseUrl: {
    doc: 'PostgreSQL address; without it the embedded SQLite is used',
    env: 'DATABASE_URL',
    schema: z
      .string()
      .regex(/^postgres(?:ql)?:\/\//, 'must begin with postgres://')
      .optional(),
  },
  baseUrl: { doc: 'Address that people use, without a path', env: 'BASE_URL', schema: address.optional(), isRequired: true },
  websiteUrl: { doc: "Address of the operator's website", env: 'WEBSITE_URL', schema: address.optional(), isRequired: true },
  systemsUrl: { doc: 'Address that stands for {systems} in the declarations of sources', env: 'SYSTEMS_URL', schema: address.optional() },
  operatorToken: {
    doc: 'Token for operator routes',
    env: 'OPERATOR_TOKEN',
    schema: z.string().min(32, 'must have at least 32 characters'),
    default: demoSecret,
    isRequired: true,
  },
  lookupKey: { doc: 'Secret for lookup hashes, 32 bytes in base64url', env: 'LOOKUP_KEY', schema: key.optional(), isRequired: true },
  signingKey: { doc: 'Ed25519 seed for signatures, 32 bytes in base64url', env: 'SIGNING_KEY', schema: key.optional(), isRequired: true },
  blobKey: { doc: 'Secret that encrypts copies at rest, 32 bytes in base64url', env: 'BLOB_KEY', schema: key.optional(), isRequired: true },
  smtpUrl: {
    doc: 'Mail server, `smtp://` or `smtps://`',
    env: 'SMTP_URL',
    schema: z
      .string()
      .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
      .optional(),
    isRequired: true,
  },
  mailFrom: { doc: 'Sender of mails', env: 'MAIL_FROM', schema: z.email().optional(), isRequired: true },
  trustedHops: {
    doc: 'Proxies in front whose X-Forwarded-For is believed',
    env: 'TRUSTED_HOPS',
    schema: z.string().regex(/^\d$/, 'must be a digit').transform(Number),
    default: '0',
  },
  sweepMs: {
    doc: 'Pause between two rounds of due work, in milliseconds',
    env: 'SWEEP_MS',
    schema: z
      .string()
      .regex(/^\d{2,6}$/, 'must be a number from 10 to 999999')
      .transform(Number),
    default: '1000',
  },
  daysAhead: {
    doc: 'Whole days by which the clock of a demo is put forward, to see what a later day brings; refused in production',
    env: 'DEMO_DAYS_AHEAD',
    schema: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a number from 0 to 9999')
      .transform(Number),
    default: '0',
  },
} satisfies Record<string, Setting>

export type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K]['schema']> } & { isProduction: boolean }

/** The demo's account holder. The password is no secret: it stands on the demo's sign-in page. */
export const demoAccount = {
  email: 'demo@acmemail.example',
  password: 'a glass case with a small label',
  name: 'Ida Lindqvist',
  locale: 'en',
} as const

/** What is missing or wrong, one line each, with the remedy. */
export class SettingsError extends Error {
  constructor(faults: readonly string[]) {
    super(`The server does not start, because its settings are not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'SettingsError'
  }
}

/**
 * Reads the environment once.
 * @throws {SettingsError} naming every setting that is missing or wrong
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const isProduction = environment.NODE_ENV === 'production'
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = environment[setting.env]?.trim() || undefined
    if (given === undefined && isProduction && setting.isRequired) {
      faults.push(`${setting.env} is missing. ${setting.doc}.`)
      continue
    }
    const result = setting.schema.safeParse(given ?? setting.default)
    if (result.success) values[name] = result.data
    else faults.push(`${setting.env} is not usable: ${result.error.issues[0]?.message ?? 'wrong value'}. ${setting.doc}.`)
  }
  if (isProduction && environment.DEMO_DAYS_AHEAD?.trim()) faults.push('DEMO_DAYS_AHEAD belongs to the demo. Leave it away.')
  if (isProduction && values.operatorToken === demoSecret) faults.push('OPERATOR_TOKEN is the demo’s. Make one of your own.')
  if (faults.length > 0) throw new SettingsError(faults)
  return { ...(values as Omit<Settings, 'isProduction'>), isProduction }
}

/** What the app needs to know, with the demo's addresses where none are set. */
export function appSettings(values: Settings, { version, process }: { version: string; process: string }): AppSettings {
  return {
    version,
    process,
    baseUrl: values.baseUrl ?? `http://localhost:${values.port}`,
    websiteUrl: values.websiteUrl ?? `http://127.0.0.1:${values.port + 1}`,
    demo: values.isProduction ? null : { email: demoAccount.email, password: demoAccount.password, daysAhead: values.daysAhead },
    operatorToken: values.operatorToken,
  }
}
