import { AxiosError, type AxiosResponse, CanceledError, type InternalAxiosRequestConfig } from 'axios'

const TIMEOUT_MS = 20_000

/**
 * Sends a request of ours by `fetch`: same origin, JSON both ways.
 * @throws {AxiosError} when no answer comes within 20 seconds, or the answer is a refusal
 * @throws {CanceledError} when the caller no longer wants the answer
 */
export async function sendByFetch(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  const asked = config.signal as AbortSignal | undefined
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await fetch(addressWith(config), {
    method: (config.method ?? 'get').toUpperCase(),
    headers: config.headers.toJSON() as Record<string, string>,
    ...(config.data === undefined ? {} : { body: config.data as string }),
    signal: asked ? AbortSignal.any([asked, timeout]) : timeout,
  }).catch((failure: unknown) => {
    if (asked?.aborted) throw new CanceledError()
    throw new AxiosError(String(failure), AxiosError.ERR_NETWORK, config)
  })
  const text = await answer.text()
  const response: AxiosResponse = {
    data: answer.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined,
    status: answer.status,
    statusText: answer.statusText,
    headers: Object.fromEntries(answer.headers),
    config,
  }
  if (!answer.ok) throw new AxiosError(`Refused with ${answer.status}`, AxiosError.ERR_BAD_RESPONSE, config, null, response)
  return response
}

function addressWith({ url = '', params }: InternalAxiosRequestConfig): string {
  const query = new URLSearchParams(
    Object.entries((params ?? {}) as Record<string, string | undefined>).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  return query.size > 0 ? `${url}?${query}` : url
}
