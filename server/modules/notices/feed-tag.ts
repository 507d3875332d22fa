import { dayIn } from '#domain/clocks.ts'
import type { Ports } from '#server/ports/ports.ts'

const NAME = 'notice-feed-tag'

type TagPorts = Pick<Ports, 'database' | 'content' | 'clock'>

/** Fixes, once, how ids of feed entries begin: the operator's own name on the day of the first start (RFC 4151). */
export async function fixFeedTag({ database, content, clock }: TagPorts): Promise<void> {
  await database
    .insertInto('settings')
    .values({ name: NAME, value: tagOf(content, clock.now()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** How ids of feed entries begin, as in `acmemail.example,2026-11-22`. Before the first start has fixed it: since the first publication. */
export async function feedTag({ database, content }: TagPorts): Promise<string> {
  const known = await database.selectFrom('settings').select('value').where('name', '=', NAME).executeTakeFirst()
  if (known) return known.value
  const first = await database.selectFrom('notice_versions').select('published_at').orderBy('published_at').executeTakeFirst()
  return tagOf(content, new Date(first?.published_at ?? 0))
}

function tagOf({ organisation: { contactEmail, zone } }: TagPorts['content'], since: Date): string {
  return `${contactEmail.split('@').at(-1)},${dayIn(since, zone)}`
}
