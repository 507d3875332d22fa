import * as routes from '#contract/notice-decisions.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'
import { answerNotice } from './answer-notice.usecase.ts'
import { getNoticeReceipt } from './notice-receipt.usecase.ts'
import { listNoticeDecisions, readStanding } from './notice-standing.usecases.ts'
import type { NoticesOptions } from './notices.routes.ts'

/** What account holders say about versions of notices. */
export function noticeDecisionsEndpoints(ports: Ports, { wake = () => undefined }: NoticesOptions = {}): Endpoint[] {
  return [
    endpoint(routes.getNoticeStanding, ({ params }, { caller }) =>
      readStanding({ accountId: caller.accountId, slug: params.slug, effectiveOn: params.date }, ports),
    ),
    endpoint(routes.answerNotice, async ({ params, body }, { caller }) => {
      const standing = await answerNotice({ ...body, accountId: caller.accountId, slug: params.slug, effectiveOn: params.date }, ports)
      wake()
      return standing
    }),
    endpoint(routes.listNoticeDecisions, ({ query }, { caller }) =>
      listNoticeDecisions({ accountId: caller.accountId, cursor: query.cursor, limit: query.limit }, ports),
    ),
    endpoint(routes.getNoticeReceipt, ({ params }, { caller }) =>
      getNoticeReceipt({ accountId: caller.accountId, decisionId: params.id }, ports),
    ),
  ]
}
