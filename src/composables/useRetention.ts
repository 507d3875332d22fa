import type { Retention } from '#domain/retention.ts'
import { useT } from '#src/i18n.ts'
import { useFormat } from './useFormat.ts'

/** How a retention period is shown on a ruler. */
export interface RetentionRuler {
  total: number
  tone: 'edge' | 'time' | 'ink'
  unit: 'days' | 'months' | 'years'
  open: boolean
}

/** Says and draws how long a kind of data stays. */
export function useRetention() {
  const t = useT()
  const format = useFormat()

  function words(retention: Retention): string {
    switch (retention.kind) {
      case 'days':
        return t('words.retention.days', { count: format.number(retention.days) }, retention.days)
      case 'months':
        return t('words.retention.months', { count: format.number(retention.months) }, retention.months)
      case 'years':
        return t('words.retention.years', { count: format.number(retention.years) }, retention.years)
      case 'while-account-open':
        return t('words.retention.whileAccountOpen')
      case 'until-removed':
        return t('words.retention.untilRemoved')
      default:
        return retention satisfies never
    }
  }
  function ruler(retention: Retention): RetentionRuler {
    switch (retention.kind) {
      case 'days':
        return { total: retention.days, tone: 'time', unit: 'days', open: false }
      case 'months':
        return { total: retention.months, tone: 'edge', unit: 'months', open: false }
      case 'years':
        return { total: retention.years, tone: 'ink', unit: 'years', open: false }
      case 'while-account-open':
      case 'until-removed':
        return { total: 1, tone: 'edge', unit: 'days', open: true }
      default:
        return retention satisfies never
    }
  }
  return { words, ruler }
}
