import { Html } from '#server/http/html.ts'

/** Lucide icons (ISC licence) as inline SVG; always beside words. */
const icon = (name: string, paths: string, names = 'i') =>
  new Html(
    `<svg class="${names}" data-icon="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`,
  )

export const changeIcon = icon(
  'calendar-clock',
  '<path d="M16 14v2.2l1.6 1"/><path d="M16 2v3"/><path d="M21 7.338V5a2 2 0 00-2-2H5a2 2 0 00-2 2v14a2 2 0 002 2h2.338"/><path d="M3 9h5.859"/><path d="M8 2v3"/><circle cx="16" cy="16" r="6"/>',
)
export const compareIcon = icon('columns-2', '<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M12 3v18"/>')
/** Points along the line, so it turns in a text from right to left. */
export const foldIcon = icon('chevron-right', '<path d="m9 18 6-6-6-6"/>', 'i flip')
export const inlineIcon = icon('rows-3', '<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M21 9H3"/><path d="M21 15H3"/>')
export const languagesIcon = icon(
  'languages',
  '<path d="m5 8 6 6"/><path d="m4 14 6-6 2-3"/><path d="M2 5h12"/><path d="M7 2h1"/><path d="m22 22-5-10-5 10"/><path d="M14 18h6"/>',
)
export const menuIcon = icon('menu', '<path d="M4 5h16"/><path d="M4 12h16"/><path d="M4 19h16"/>')
export const sectionsIcon = icon(
  'list',
  '<path d="M3 5h.01"/><path d="M3 12h.01"/><path d="M3 19h.01"/><path d="M8 5h13"/><path d="M8 12h13"/><path d="M8 19h13"/>',
)

export const operatorMark = new Html(
  '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="2" fill="currentColor"/><path d="M7 22.5 16 8l9 14.5M10.4 17h11.2" fill="none" stroke="var(--wall)" stroke-width="2.4"/></svg>',
)
export const productMark = new Html(
  '<svg class="i" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d="M6.5 4.5h19v17h-19z"/><path d="M4 21.5h24v6H4z" fill="currentColor"/><path d="M11 17.5 19.5 8M16.5 17.5l4.6-5.2" stroke-width="1.2"/></svg>',
)
