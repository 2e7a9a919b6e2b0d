// A pen that draws on a canvas.
import type { Box, Pen } from './draw.ts'

export function canvasPen(context: CanvasRenderingContext2D, scale: number): Pen {
  return {
    line(trace, { color, dash }) {
      context.beginPath()
      trace(context)
      context.strokeStyle = color
      context.lineWidth = 1.5 * scale
      context.lineJoin = 'round'
      context.setLineDash(dash.map(n => n * scale))
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

/** Whatever is drawn meanwhile stays within the box. */
export function clipped(context: CanvasRenderingContext2D, box: Box, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(box.left - 1, box.top - 1, box.width + 2, box.height + 2)
  context.clip()
  draw()
  context.restore()
}
