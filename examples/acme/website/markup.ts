/** HTML that is safe to write out. Only `html` makes it. */
export interface Markup {
  readonly markup: string
}

type Piece = string | Markup | readonly Markup[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Template tag: texts are escaped, markup is kept, lists of markup are joined. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return { markup: parts.map((part, at) => part + written(pieces[at] ?? '')).join('') }
}

function written(piece: Piece): string {
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('')
}
