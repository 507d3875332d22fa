/** One-click bodies have 26 bytes, an address at most 254; some mail providers send multipart. */
const LARGEST_BODY = 4_096

/** What a form of a page, or a mail provider, sends. Null for anything else, which changes nothing. */
export async function readForm(request: Request): Promise<FormData | null> {
  const type = request.headers.get('content-type') ?? ''
  const bytes = await bounded(request)
  if (!bytes || !/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return null
  return new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null)
}

async function bounded(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > LARGEST_BODY) return null
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
