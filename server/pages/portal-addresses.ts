/** Rooms below a language: `sign-in` in `/en/sign-in`. Some are whole trees, of which only these pages exist. */
const rooms = [
  '',
  'sign-in',
  'choices',
  'verify',
  'status/[^/]+',
  'notices',
  'cookies',
  'sub-processors',
  'transfers',
  'retention',
  'me',
  'me/data',
  'me/data/[^/]+',
  'me/choices',
  'me/copies',
  'me/security',
  'me/delete',
]
const address = new RegExp(`^(?:${rooms.join('|')})/?$`)
const firstWords = new Set(rooms.map((room) => room.split('/')[0]))

/** Whether the portal has a page at what follows the language. */
export function isPortalAddress(below: string): boolean {
  return address.test(below)
}

/** The room an address without a language means, or null: such an address leads to the reader's own language. */
export function roomOf(pathname: string): string | null {
  const [, first = ''] = pathname.split('/')
  return first !== '' && firstWords.has(first) ? first : null
}
