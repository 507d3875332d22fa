/** How a band is told apart without its colour: plain, one set of lines, or two that cross. */
export type Hatch = 'plain' | 'lines' | 'cross'

const STEP = 8

/** A fill for a canvas. Without a second canvas to draw on, the plain colour remains. */
export function hatched(context: CanvasRenderingContext2D, hatch: Hatch, colour: string, line: string): CanvasPattern | string {
  if (hatch === 'plain') return colour
  const tile = context.canvas.ownerDocument.createElement('canvas')
  tile.width = STEP
  tile.height = STEP
  const draw = tile.getContext('2d')
  if (!draw) return colour
  draw.fillStyle = colour
  draw.fillRect(0, 0, STEP, STEP)
  draw.strokeStyle = line
  draw.globalAlpha = 0.45
  draw.lineWidth = 1
  draw.beginPath()
  stroke(draw, 1)
  if (hatch === 'cross') stroke(draw, -1)
  draw.stroke()
  return context.createPattern(tile, 'repeat') ?? colour
}

// Three lines, so that the corners of neighbouring tiles meet.
function stroke(draw: CanvasRenderingContext2D, direction: 1 | -1): void {
  for (const offset of [-STEP, 0, STEP]) {
    const start = direction === 1 ? offset : STEP - offset
    draw.moveTo(start, STEP)
    draw.lineTo(start + direction * STEP, 0)
  }
}
