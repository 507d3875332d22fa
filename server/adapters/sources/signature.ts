/**
 * The headers that sign a request after Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.payload`.
 * @param secrets each `whsec_` and base64; while a secret rotates, the message carries a signature for both
 * @param id the same for every attempt to deliver the same thing
 */
export async function signedHeaders(
  secrets: string | readonly string[],
  id: string,
  at: Date,
  payload: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${payload}`)
  const signatures = await Promise.all([secrets].flat().map((secret) => signature(secret, signed)))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

async function signature(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, signed)
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`
}

export const SECRET = /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
