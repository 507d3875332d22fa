import { describe, expect, it } from 'vitest'
import { hatched } from './hatch.ts'

function canvasThatAnswers(pattern: CanvasPattern | null) {
  const drawn: string[] = []
  const pen = {
    fillRect: () => drawn.push('fill'),
    beginPath: () => drawn.push('begin'),
    moveTo: (x: number, y: number) => drawn.push(`${x},${y}`),
    lineTo: (x: number, y: number) => drawn.push(`to ${x},${y}`),
    stroke: () => drawn.push('stroke'),
  }
  const tile = { getContext: () => pen }
  const context = { canvas: { ownerDocument: { createElement: () => tile } }, createPattern: () => pattern }
  return { context: context as unknown as CanvasRenderingContext2D, drawn }
}

describe('the hatch of a band', () => {
  it('leaves a plain band its colour', () => {
    const { context } = canvasThatAnswers(null)

    expect(hatched(context, 'plain', 'teal', 'black')).toBe('teal')
  })

  it('draws twice as many lines for what the law keeps as for what the person keeps', () => {
    const you = canvasThatAnswers({} as CanvasPattern)
    const law = canvasThatAnswers({} as CanvasPattern)

    hatched(you.context, 'lines', 'brass', 'black')
    hatched(law.context, 'cross', 'blue', 'white')

    expect(law.drawn.filter((step) => step.startsWith('to'))).toHaveLength(6)
    expect(you.drawn.filter((step) => step.startsWith('to'))).toHaveLength(3)
  })

  it('falls back to the colour where no pattern can be made', () => {
    const { context } = canvasThatAnswers(null)

    expect(hatched(context, 'lines', 'brass', 'black')).toBe('brass')
  })
})
