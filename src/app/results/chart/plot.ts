// The canvas: uPlot has the axes, the crosshair's line and the dragging; what is between the axes is drawn by us, since
// every series has times of its own.
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { canvasPen, clipped } from './canvasPen.ts'
import { type Box, type Piece, piecesOf } from './draw.ts'
import type { Ink } from './ink.ts'
import type { Mark, Picture } from './picture.ts'

export interface PlotEvents {
  /** The pointer is over a place, in milliseconds since the window's start and the scale's values; null when it leaves. */
  readonly onMove: (at: { readonly ms: number; readonly value: number } | null) => void
  readonly onSelect: (fromMs: number, toMs: number) => void
  readonly onReset: () => void
  /** Where the plot lies within its element, in the page's pixels. */
  readonly onDrawn: (box: Box) => void
}

const FONT = '11px ui-monospace, "JetBrains Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'
const NAME_FONT = '11px system-ui, "Segoe UI", Roboto, sans-serif'
const CHARACTER = 6.7
/** Points drawn in one frame: a task of some 20 ms where no graphics processor helps. */
const FRAME_POINTS = 6000

export class Plot {
  private readonly plot: uPlot
  private quiet = false
  private frame = 0

  constructor(
    host: HTMLElement,
    private picture: Picture,
    private ink: Ink,
    private readonly events: PlotEvents,
  ) {
    this.plot = new uPlot(this.options(host), [[0, 1], [0, 0]], host) // biome-ignore format: one call
    this.plot.over.addEventListener('dblclick', () => this.events.onReset())
    this.plot.over.addEventListener('mouseleave', () => this.events.onMove(null))
  }

  show(picture: Picture, ink: Ink): void {
    ;[this.picture, this.ink] = [picture, ink]
    this.plot.axes[0].label = picture.xLabel
    this.plot.setData([[0, 1], [0, 0]]) // biome-ignore format: one call
    this.plot.redraw(false, true)
  }

  resize(width: number, height: number): void {
    if (width !== this.plot.width || height !== this.plot.height) this.plot.setSize({ width, height })
  }

  /** Puts the crosshair at a time without telling of it. */
  point(ms: number | null): void {
    this.quiet = true
    const left = ms === null ? -10 : this.plot.valToPos(ms, 'x')
    this.plot.setCursor({ left, top: ms === null ? -10 : 0 }, false)
    this.quiet = false
  }

  destroy(): void {
    cancelAnimationFrame(this.frame)
    this.plot.destroy()
  }

  private options(host: HTMLElement): uPlot.Options {
    const axis = (marks: () => readonly Mark[], grid: () => boolean): uPlot.Axis => ({
      stroke: () => this.ink.muted,
      font: FONT,
      labelFont: NAME_FONT,
      grid: { width: 1, stroke: () => (grid() ? this.ink.line : 'transparent') },
      ticks: { width: 1, size: 4, stroke: () => this.ink.muted },
      gap: 4,
      splits: () => marks().map(m => m.at),
      values: () => marks().map(m => m.text),
    })
    return {
      width: host.clientWidth,
      height: host.clientHeight,
      // half of a mark stands out at the right end
      padding: [12, 34, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => [this.picture.x.low, this.picture.x.high] },
        y: { range: () => [this.picture.y.low, this.picture.y.high] },
      },
      axes: [
        { ...axis(() => this.picture.xMarks, () => false), size: 38, label: this.picture.xLabel, labelSize: 18, labelGap: 0 }, // biome-ignore format: one axis
        { ...axis(() => this.picture.yMarks, () => this.picture.cells === null), size: () => this.left() }, // biome-ignore format: one axis
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        draw: [plot => this.draw(plot)],
        setCursor: [plot => this.moved(plot)],
        setSelect: [plot => this.selected(plot)],
      },
    }
  }

  private left(): number {
    return 14 + Math.max(3, ...this.picture.yMarks.map(m => m.text.length)) * CHARACTER
  }

  private draw(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox
    const box = { left, top, width, height }
    cancelAnimationFrame(this.frame)
    this.drawPieces(plot.ctx, box, piecesOf(this.picture, box, this.ink, uPlot.pxRatio))
    const page = (n: number): number => n / uPlot.pxRatio
    this.events.onDrawn({ left: page(left), top: page(top), width: page(width), height: page(height) })
  }

  /** As many as a frame has time for, the others in the frames after it. */
  private drawPieces(context: CanvasRenderingContext2D, box: Box, pieces: readonly Piece[]): void {
    let [n, points] = [0, 0]
    do points += pieces[n++]?.points ?? 0
    while (n < pieces.length && points + pieces[n].points <= FRAME_POINTS)
    const pen = canvasPen(context, uPlot.pxRatio)
    clipped(context, box, () => {
      for (const piece of pieces.slice(0, n)) piece.draw(pen)
    })
    if (n < pieces.length) this.frame = requestAnimationFrame(() => this.drawPieces(context, box, pieces.slice(n)))
  }

  private moved(plot: uPlot): void {
    const { left, top } = plot.cursor
    if (this.quiet || left === undefined || top === undefined || left < 0) return
    this.events.onMove({ ms: plot.posToVal(left, 'x'), value: plot.posToVal(top, 'y') })
  }

  private selected(plot: uPlot): void {
    const { left, width } = plot.select
    if (width < 4) return
    this.events.onSelect(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
  }
}
