/** One sample script: what a service of the cookie register would put on the page. */
export interface Tag {
  /** The service's id in content/registers/services.yaml. */
  service: string
  category: 'preferences' | 'statistics' | 'advertising'
  cookie: string
  days: number
}

export const tags: readonly Tag[] = [
  { service: 'reading-comfort', category: 'preferences', cookie: 'acme_reading', days: 365 },
  { service: 'help-chat', category: 'preferences', cookie: 'hd_chat', days: 30 },
  { service: 'plain-count', category: 'statistics', cookie: 'pc_visit', days: 365 },
  { service: 'tempo-watch', category: 'statistics', cookie: 'tw_run', days: 1 },
  { service: 'heat-sketch', category: 'statistics', cookie: 'hs_map', days: 30 },
  { service: 'fork-and-field', category: 'statistics', cookie: 'ff_arm', days: 90 },
  { service: 'adriane', category: 'advertising', cookie: 'adr_click', days: 90 },
  { service: 'northlight-ads', category: 'advertising', cookie: 'nl_seen', days: 180 },
  { service: 'blue-kite', category: 'advertising', cookie: 'bk_cap', days: 90 },
  { service: 'lumen-reach', category: 'advertising', cookie: 'lr_seed', days: 180 },
]

/** The script of one service: it sets its cookie and notes on `<html data-tags>` that it ran. */
export function tagScript({ service, cookie, days }: Tag): string {
  return `(() => {
  const root = document.documentElement
  document.cookie = '${cookie}=1; Path=/; Max-Age=${days * 86_400}; SameSite=Lax'
  root.dataset.tags = \`\${root.dataset.tags ?? ''} ${service}\`.trim()
})()
`
}
