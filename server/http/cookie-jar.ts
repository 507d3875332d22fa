import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Jar } from './context.ts'

/** Cookies bound to this host alone (`__Host-`): no domain, the whole path, secure, and out of reach of scripts. */
export function cookieJar(c: HonoContext): Jar {
  return {
    get: (name) => getCookie(c, name, 'host'),
    set: (name, value, maxAgeSeconds) =>
      setCookie(c, name, value, {
        prefix: 'host',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
        ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
      }),
    remove: (name) => {
      deleteCookie(c, name, { prefix: 'host', path: '/', secure: true })
    },
  }
}
