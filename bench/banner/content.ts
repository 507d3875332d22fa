/** The same question for every row: four categories, twelve services, one host page. */
export const categories = [
  { id: 'necessary', title: 'Strictly necessary', summary: 'Sign-in, security and your basket. Always on.' },
  { id: 'preferences', title: 'Preferences', summary: 'Remembers language, region and display.' },
  { id: 'statistics', title: 'Statistics', summary: 'Shows how the site is used.' },
  { id: 'advertising', title: 'Advertising', summary: 'Shows offers and measures campaigns.' },
] as const
export type CategoryId = (typeof categories)[number]['id']

export interface Service {
  id: string
  category: CategoryId
  name: string
}

const listed: readonly (readonly [id: string, category: CategoryId, name: string])[] = [
  ['session', 'necessary', 'Session'],
  ['token', 'necessary', 'Security token'],
  ['language', 'preferences', 'Language memory'],
  ['chat', 'preferences', 'Support chat'],
  ['maps', 'preferences', 'Maps'],
  ['visits', 'statistics', 'Visit counter'],
  ['paths', 'statistics', 'Path report'],
  ['heat', 'statistics', 'Heat map'],
  ['replay', 'statistics', 'Session replay'],
  ['pixel', 'advertising', 'Pixel'],
  ['search-ads', 'advertising', 'Search ads'],
  ['work-ads', 'advertising', 'Work network ads'],
]
export const services: readonly Service[] = listed.map(([id, category, name]) => ({ id, category, name }))
export const optional = services.filter(({ category }) => category !== 'necessary')
export const sentences = {
  title: 'May we use optional cookies?',
  body: 'They store and read data on your device for preferences, statistics and advertising. The site works the same without them.',
  accept: 'Accept all',
  reject: 'Reject all',
  choose: 'Choose',
  save: 'Save my choices',
  notice: '/privacy.html',
}

/** Where the script of a service is; the server answers that it ran. */
export const scriptOf = (id: string) => `/ran.js?id=${id}`

const prose =
  'The harbour opens at six. Boats with fish come first, then the ferry, then whoever has waited longest. Nobody pays before the gate. '.repeat(
    3,
  )

/** One neutral page. `head` goes behind the title, `body` to the end. */
export function hostPage({ head = '', begin = '', body = '' }: { head?: string; begin?: string; body?: string }): string {
  const sections = Array.from({ length: 12 }, (_, at) => `<h2>Section ${at + 1}</h2><p>${prose}</p><p>${prose}</p>`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>An ordinary page</title><link rel="icon" href="data:,">
<style>body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}header,main,footer{max-width:880px;margin:0 auto;padding:16px 24px}h1{font-size:36px}</style>
<script>window.began=performance.now();window.ran=[]</script>
${head}</head><body>${begin}<header><a href="/privacy.html">Privacy</a></header><main><h1>An ordinary page of an ordinary site</h1>${sections.join('')}</main><footer><a href="/privacy.html">Legal notice</a></footer>
${body}</body></html>`
}
