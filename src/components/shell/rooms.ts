import type { RouteLocationRaw } from 'vue-router'

/** A place of the portal in its navigation. */
export interface Room {
  to: RouteLocationRaw
  label: string
  isCurrent: boolean
  /** Stands apart, at the end of the rail. */
  isLast?: boolean
}

/** The same page in another language. */
export interface LanguageLink {
  locale: string
  name: string
  to: RouteLocationRaw
  isCurrent: boolean
}
