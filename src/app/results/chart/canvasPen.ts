// A pen that draws on a canvas.
import type { Box, Path, Pen } from './draw.ts'

/** A path that crosses itself often takes much longer whole than in parts. */
const PART = 64

export function canvasPen(context: CanvasRenderingContext2D, scale: number): Pen {
  return {
    line(trace, { color, dash, width }) {
      context.strokeStyle = color
      context.lineWidth = width
      context.lineJoin = 'round'
      context.setLineDash(dash.map(n => n * scale))
      context.beginPath()
      trace(dash.length > 0 ? context : inParts(context))
      context.stroke()
    },
    area(trace, color, opacity) {
      context.beginPath()
      trace(context)
      context.globalAlpha = opacity
      context.fillStyle = color
      context.fill()
      context.globalAlpha = 1
    },
  }
}

function inParts(context: CanvasRenderingContext2D): Path {
  let points = 0
  return {
    moveTo: (x, y) => context.moveTo(x, y),
    lineTo(x, y) {
      context.lineTo(x, y)
      if (++points % PART !== 0) return
      context.stroke()
      context.beginPath()
      context.moveTo(x, y)
    },
    rect: (x, y, width, height) => context.rect(x, y, width, height),
    closePath: () => context.closePath(),
  }
}

/** Whatever is drawn meanwhile stays within the box. */
export function clipped(context: CanvasRenderingContext2D, box: Box, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(box.left - 1, box.top - 1, box.width + 2, box.height + 2)
  context.clip()
  draw()
  context.restore()
}
