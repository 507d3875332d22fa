import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import { bandsOf, recordsIn, sumOf } from './bands.ts'
import ExpiryBar from './ExpiryBar.vue'
import ExpiryChart from './ExpiryChart.vue'
import ExpiryLegend from './ExpiryLegend.vue'

const leaving = { within7: 4803, within30: 9552, within12Months: 169, later: 0, whenYouSay: 355, byLaw: 41 }

describe('what leaves when', () => {
  it('names only the bands that hold records, soonest first', () => {
    expect(bandsOf(leaving).map(({ band }) => band)).toEqual(['within7', 'within30', 'within12Months', 'whenYouSay', 'byLaw'])
  })

  it('adds categories up without losing a record', () => {
    expect(recordsIn(sumOf([leaving, leaving]))).toBe(2 * 14_920)
  })

  it('draws the bar in the proportions of the records, with the sentence as its name', async () => {
    const bar = await mountPart(ExpiryBar, { props: { leaving, label: '4,803 records leave within 7 days.' } })

    expect(bar.attributes('aria-label')).toBe('4,803 records leave within 7 days.')
    expect(bar.findAll('i').map(({ element }) => element.style.getPropertyValue('--v'))).toEqual(['4803', '9552', '169', '355', '41'])
    expect(await axeFaults(bar.element)).toEqual([])
  })

  it('gives the numbers as text beside the chart', async () => {
    const legend = await mountPart(ExpiryLegend, { props: { leaving } })

    expect(legend.findAll('li').map((item) => item.text())).toEqual([
      '4,803within 7 days',
      '9,552within 30 days',
      '169within 12 months',
      '355when you say so',
      '41kept by law',
    ])
    expect(await axeFaults(legend.element)).toEqual([])
  })

  it('has a chart that is one image with a full sentence, whatever it can draw on', async () => {
    const chart = await mountPart(ExpiryChart, { props: { leaving, label: 'A full sentence.' } })

    expect(chart.get('canvas').attributes()).toMatchObject({ role: 'img', 'aria-label': 'A full sentence.' })
    expect(await axeFaults(chart.element)).toEqual([])
  })
})
