import { problem } from '#contract/problems.ts'
import { problemResponse } from '#server/http/problem-response.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { byteRange } from './byte-range.ts'
import { type ExportRow, findExport, logDownload } from './exports.repository.ts'

/**
 * The copy's bytes, or the part of them that is asked for. Each download stands in the person's access log before the first byte leaves.
 * @throws {ProblemError} request/not-found, export/not-ready, export/expired
 */
export async function downloadExport(
  ports: Ports,
  { id, accountId }: { id: string; accountId: string },
  request: Request,
): Promise<Response> {
  const now = ports.clock.now()
  const { blob_key, bytes, sha256, ready_at } = readyCopy(await findExport(ports.database, id), accountId, now)
  const etag = `"${sha256}"`
  const headers = new Headers({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="copy-${new Date(ready_at).toISOString().slice(0, 10)}.zip"`,
    'content-length': String(bytes),
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    etag,
  })
  if (request.method === 'HEAD') return new Response(null, { headers })

  const condition = request.headers.get('if-range')
  const range = condition === null || condition === etag ? byteRange(request.headers.get('range'), bytes) : null
  if (range === 'unsatisfiable') {
    const refusal = problemResponse(problem('export/range-not-satisfiable'), ports)
    refusal.headers.set('content-range', `bytes */${bytes}`)
    return refusal
  }
  const stream = await ports.blobs.read(blob_key, range ?? undefined)
  if (!stream) throw new Error('the file of a finished copy is missing')
  await logged(ports, { id, accountId }, stream)
  if (!range) return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>, { headers })
  headers.set('content-length', String(range.to - range.from + 1))
  headers.set('content-range', `bytes ${range.from}-${range.to}/${bytes}`)
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>, { status: 206, headers })
}

type ReadyCopy = { blob_key: string; bytes: number; sha256: string; ready_at: number }

function readyCopy(row: ExportRow | undefined, accountId: string, now: Date): ReadyCopy {
  if (!row || row.account_id !== accountId) throw problem('request/not-found')
  const { status, blob_key, bytes, sha256, ready_at, expires_at } = row
  const isOver = status === 'expired' || (expires_at !== null && expires_at <= now.getTime())
  if (isOver) throw problem('export/expired', { expiredAt: new Date(expires_at ?? now).toISOString() })
  if (status !== 'ready' || blob_key === null || bytes === null || sha256 === null || ready_at === null) throw problem('export/not-ready')
  return { blob_key, bytes, sha256, ready_at }
}

async function logged(ports: Ports, { id, accountId }: { id: string; accountId: string }, stream: ReadableStream): Promise<void> {
  try {
    await commit(ports, async (trx, record) => {
      await logDownload(trx, { id: ports.random.id(), accountId, exportId: id, at: ports.clock.now().getTime() })
      record({ kind: 'export/downloaded', subject: `account:${accountId}`, about: id })
    })
  } catch (error) {
    await stream.cancel()
    throw error
  }
}
