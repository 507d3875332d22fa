/**
 * The headers that sign a request after Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.payload`.
 * @param secret `whsec_` and base64
 * @param id the same for every attempt to deliver the same thing
 */
export async function signedHeaders(secret: string, id: string, at: Date, payload: string): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${payload}`))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`,
  }
}

export const SECRET = /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
