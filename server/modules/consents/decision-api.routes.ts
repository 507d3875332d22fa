import * as routes from '#contract/decisions.ts'
import { type Endpoint, endpoint, WrittenAnswer } from '#server/http/endpoint.ts'
import { emailKey } from '#server/modules/accounts/index.ts'
import type { Pause } from '#server/modules/propagation/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { decisionsOf } from './decision-api.usecases.ts'
import { gatheredReads } from './gathered-reads.ts'
import { importDecisions } from './import-decisions.usecase.ts'
import { mailHeaders } from './mail-tokens.usecases.ts'

/** What the operator's systems ask and bring, by the operator's token. */
export function decisionApiEndpoints(ports: Ports, { wake, later }: { wake: () => void; later: Pause }): Endpoint[] {
  const decisionsOfOne = gatheredReads((subjects: readonly string[]) => decisionsOf(subjects, ports), {
    now: () => ports.clock.now(),
    later,
  })
  return [
    conditional(routes.readDecisions, ports, ({ params }) => decisionsOfOne(params.subject)),
    conditional(routes.listDecisionsOf, ports, async ({ query }) => ({ subjects: await decisionsOf(query.subjects, ports) })),
    endpoint(routes.queryDecisions, async ({ body }) => ({ subjects: await decisionsOf(body.subjects, ports) })),
    endpoint(routes.nameSubjects, async ({ body }) => ({
      subjects: await Promise.all(body.emails.map((email) => emailKey(ports, email))),
    })),
    endpoint(routes.makeMailHeaders, async ({ body }) => ({ mails: await mailHeaders(body, ports) })),
    endpoint(routes.importDecisions, async ({ body }) => {
      const report = await importDecisions(body, ports)
      wake()
      return report
    }),
  ]
}

interface Asked {
  params: { subject: string }
  query: { subjects: string[] }
}

/** A GET that answers 304 while nothing has changed. The answer fits the contract by construction; checking it again would cost more than making it. */
function conditional(route: Endpoint['route'], { hasher }: Pick<Ports, 'hasher'>, read: (input: Asked) => Promise<unknown>): Endpoint {
  return {
    route,
    async handle(input, { request }) {
      const body = JSON.stringify(await read(input as unknown as Asked))
      const etag = `"${(await hasher.sha256(body)).slice(0, 32)}"`
      const headers = { 'content-type': 'application/json', etag, 'cache-control': 'private, no-cache', vary: 'Authorization' }
      if (matches(request.headers.get('if-none-match'), etag)) return new WrittenAnswer(304, headers, null)
      return new WrittenAnswer(200, headers, body)
    },
  }
}

/** Whether a client holds this answer already (RFC 9110, 13.1.2); weak and strong tags count alike. */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
