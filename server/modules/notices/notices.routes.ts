import {
  annotateNotice as annotateRoute,
  checkNotice as checkRoute,
  previewNotice as previewRoute,
  publishNotice as publishRoute,
  withdrawNotice as withdrawRoute,
} from '#contract/notice-publication.ts'
import { compareNotice, getNotice, getNoticeClause, getNoticeText, listNoticeCorrigenda, listNotices } from '#contract/notices.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { annotateNotice } from './annotate.usecase.ts'
import { checkNotice, previewNotice } from './check.usecase.ts'
import { readClause } from './clauses.usecase.ts'
import { readComparison } from './compare.usecase.ts'
import { publishableOf } from './publication.ts'
import { publishNotice } from './publish.usecase.ts'
import { readNotice, readNotices, readNoticeText } from './read.usecases.ts'
import { withdrawNotice } from './withdraw.usecase.ts'

export interface NoticesOptions {
  /** Told after a publication, so that nobody waits for the next round of mails. */
  wake?: () => void
}

/** The notices as anyone may read them, and as the operator publishes them. */
export function noticesEndpoints(ports: Ports, { wake }: NoticesOptions = {}): Endpoint[] {
  return [
    endpoint(listNotices, async () => ({ notices: await readNotices(ports) })),
    endpoint(getNotice, ({ params }) => readNotice(ports, params.slug)),
    endpoint(getNoticeText, ({ params, query }) =>
      readNoticeText(ports, params.slug, params.date, query.language, { beside: query.beside }),
    ),
    endpoint(compareNotice, ({ params, query }, { address }) =>
      readComparison(ports, params.slug, { from: params.from, to: params.to }, query.language, address),
    ),
    endpoint(getNoticeClause, ({ params, query }) => readClause(ports, params.slug, params.clause, query.language)),
    endpoint(listNoticeCorrigenda, async ({ params }) => ({ corrigenda: corrigendaOf(await readNotice(ports, params.slug)) })),
    endpoint(publishRoute, async ({ params, body }) => {
      const { findings } = await checkNotice(ports, params.slug, body)
      const published = await publishNotice(ports, publishableOf(params.slug, body), { publishedAt: ports.clock.now() })
      wake?.()
      return { ...published, findings }
    }),
    endpoint(checkRoute, ({ params, body }) => checkNotice(ports, params.slug, body)),
    endpoint(previewRoute, ({ params, body }) => previewNotice(ports, params.slug, body)),
    endpoint(withdrawRoute, ({ params, body }) => withdrawNotice(ports, params.slug, params.date, body.reason)),
    endpoint(annotateRoute, ({ params, body }) => annotateNotice(ports, params.slug, params.date, body)),
  ]
}

function corrigendaOf({ versions }: Awaited<ReturnType<typeof readNotice>>) {
  return versions
    .filter(({ significance, status }) => significance === 'corrigendum' && status !== 'withdrawn')
    .map(({ effectiveOn, corrects, publishedAt, reason, changelog, hash }) => ({
      effectiveOn,
      corrects,
      publishedAt,
      reason: reason ?? '',
      changelog,
      hash,
    }))
}
