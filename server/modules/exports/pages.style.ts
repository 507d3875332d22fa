import { sha256 } from './sha256.ts'

/** How the pages of a copy look: the reader's own fonts and colours, since nothing may be loaded. */
export const pageStyle = `body{font:1rem/1.55 system-ui,sans-serif;margin:0}
main{max-inline-size:46rem;margin-inline:auto;padding:1.5rem 1rem 4rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-block:1rem}
nav a{padding-block:.5rem}
table{border-collapse:collapse}
th,td{border:1px solid;padding:.4rem .6rem;text-align:start;vertical-align:top}
article{border-block-start:1px solid;padding-block:.75rem}
article h3{margin:0;overflow-wrap:anywhere}
dl{margin:.5rem 0 0;display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.2rem 1rem}
dt{font-weight:600}
dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-block-end:.5rem}}`

/** Allows exactly this style and nothing else: nothing runs, loads or is sent, whatever a record holds. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${base64OfHash(pageStyle)}'; base-uri 'none'; form-action 'none'`

function base64OfHash(text: string): string {
  const digest = sha256()
  digest.update(new TextEncoder().encode(text))
  const bytes = (digest.end().match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes))
}
