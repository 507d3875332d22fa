import { getOrganisation, listCategories, listServices, listSubProcessors, listTransfers, type Organisation } from '#contract/registers.ts'
import { BACKUP_DAYS, EXPORT_DAYS, GRACE_DAYS, IDLE_MINUTES, NOTICE_DAYS, OPT_OUT_DAYS, OPT_OUT_TARGET_HOURS } from '#domain/clocks.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import type { Ports } from '#server/ports/ports.ts'

/** What the operator wrote, as anyone may read it. */
export function registerEndpoints({ content, settings }: Pick<Ports, 'content' | 'settings'>): Endpoint[] {
  return [
    endpoint(getOrganisation, async () => organisation({ content, settings })),
    endpoint(listCategories, async () => ({ categories: [...content.categories] })),
    endpoint(listServices, async () => ({ categories: [...content.services] })),
    endpoint(listSubProcessors, async () => ({ subProcessors: [...content.subProcessors] })),
    endpoint(listTransfers, async () => ({ transfers: [...content.transfers] })),
  ]
}

function organisation({ content, settings }: Pick<Ports, 'content' | 'settings'>): Organisation {
  const { holidays: _holidays, sites: _sites, address, locales, ...shown } = content.organisation
  return {
    ...shown,
    address: [...address],
    locales: [...locales],
    website: settings.websiteUrl,
    clocks: {
      optOutDays: OPT_OUT_DAYS,
      optOutTargetHours: OPT_OUT_TARGET_HOURS,
      noticeDays: NOTICE_DAYS,
      graceDays: GRACE_DAYS,
      exportDays: EXPORT_DAYS,
      backupDays: BACKUP_DAYS,
      idleMinutes: IDLE_MINUTES,
    },
    demo: settings.demo,
  }
}
