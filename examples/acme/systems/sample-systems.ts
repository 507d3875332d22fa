import { Hono } from 'hono'
import { createAudienceTool } from './audience.ts'
import { demoSecrets } from './demo-secrets.ts'
import type { Volume } from './mail-platform.seed.ts'
import { type MailPlatform, mailPlatformOn } from './mail-platform.ts'
import { createNewsletterTool } from './newsletter.ts'
import { seededRandom } from './seeded-random.ts'
import type { SyncDatabase } from './sync-database.ts'
import type { Behaviour } from './tool.behaviour.ts'
import type { SampleTool } from './tool.ts'

export interface SampleOptions {
  now: () => Date
  behaviour?: { newsletter?: Partial<Behaviour>; audience?: Partial<Behaviour> }
  secrets?: { newsletter: string; audience: string }
  /** How much the mail platform holds about Ida, where a test wants less than the demo's 12,000 events. */
  volume?: Partial<Volume>
}

export interface SampleSystems {
  mailPlatform: MailPlatform
  newsletter: SampleTool
  audience: SampleTool
  /** Both tools, at `/newsletter/` and `/audience/`. */
  fetch(request: Request): Promise<Response>
}

/** Both tools work, but not at once, and the audience list needs a second try now and then. */
const demoBehaviour: Required<NonNullable<SampleOptions['behaviour']>> = {
  newsletter: { confirmAfterMs: 2_000 },
  audience: { confirmAfterMs: 6_000, failureRate: 0.15, retryAfterSeconds: 2 },
}

/** The sample operator's systems on the given databases. They need nothing of Node, so they run in a page too. */
export function createSampleSystems(
  databases: Readonly<Record<'mailPlatform' | 'newsletter' | 'audience', SyncDatabase>>,
  { now, behaviour = demoBehaviour, secrets = demoSecrets, volume = {} }: SampleOptions,
): SampleSystems {
  const common = (name: 'newsletter' | 'audience', seed: number) => ({
    database: databases[name],
    secret: secrets[name],
    now,
    random: seededRandom(seed),
    behaviour: behaviour[name] ?? {},
  })
  const mailPlatform = mailPlatformOn(databases.mailPlatform, { now, volume })
  const newsletter = createNewsletterTool(common('newsletter', 11))
  const audience = createAudienceTool(common('audience', 12))
  const app = new Hono()
  app.get('/', ({ html }) =>
    html('<!doctype html><title>Acme systems</title><a href="/newsletter/">Newsletter</a> <a href="/audience/">Audience</a>'),
  )
  app.mount('/newsletter', newsletter.fetch)
  app.mount('/audience', audience.fetch)
  return { mailPlatform, newsletter, audience, fetch: async (request) => app.fetch(request) }
}
