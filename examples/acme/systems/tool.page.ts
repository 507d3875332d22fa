import type { Listed } from './tool.operations.ts'

/** The tool's own page: who is on which list now. Read-only, and as plain as such pages are. */
export function listPage(title: string, entries: readonly Listed[]): Response {
  const rows = entries.map(
    ({ purpose, name, knownBy, isLessOften }) =>
      `<tr><td>${text(purpose)}<td>${text(name)}<td>${text(knownBy)}<td>${isLessOften ? 'less often' : 'every time'}`,
  )
  const body = rows.length > 0 ? `<table><tr><th>List<th>Name<th>Known by<th>How often${rows.join('')}</table>` : '<p>Nobody is on a list.'
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(title)}</title><h1>${text(title)}</h1><p>A sample system of Acme Mail. These people are on its lists now.${body}`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
  }
  return new Response(html, { headers })
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
