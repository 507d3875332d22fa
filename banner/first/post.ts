/** Tells the privacy center something, without credentials and past the end of this page. */
export function post(address: string, body: string): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    credentials: 'omit',
    keepalive: true,
    referrerPolicy: 'origin',
  })
}
