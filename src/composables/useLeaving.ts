import type { Leaving } from '#contract/records.ts'
import { bandsOf } from '#src/components/charts/bands.ts'
import { useLocale, useT } from '#src/i18n.ts'
import { useFormat } from './useFormat.ts'

/** Says in words what the expiry chart shows. */
export function useLeaving() {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()

  return {
    /** The name of a band: "within 7 days". */
    bandName: (band: keyof Leaving) => t(`charts.band.${band}`),
    /** "4,803 records within 7 days, 41 kept by law." */
    sentence(leaving: Leaving): string {
      const parts = bandsOf(leaving).map(({ band, count }) => t(`charts.part.${band}`, { count: format.number(count) }, count))
      return parts.length > 0 ? new Intl.ListFormat(locale.value, { type: 'unit' }).format(parts) : t('charts.none')
    },
  }
}
