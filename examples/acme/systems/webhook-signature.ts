const TOLERANCE_SECONDS = 300

/**
 * Whether a request was signed with the secret, after Standard Webhooks: HMAC-SHA-256 over `id.timestamp.payload`, at most five minutes old.
 * @param secret `whsec_` and base64
 */
export async function isSigned(secret: string, headers: Headers, payload: string, now: Date): Promise<boolean> {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const signatures = headers.get('webhook-signature')?.split(' ') ?? []
  if (!id || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
  const key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  const text = new TextEncoder().encode(`${id}.${timestamp}.${payload}`)
  for (const signature of signatures) {
    const [version, value] = signature.split(',')
    if (version === 'v1' && value && isBase64(value) && (await crypto.subtle.verify('HMAC', key, bytesOf(value), text))) return true
  }
  return false
}

const isBase64 = (text: string) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
