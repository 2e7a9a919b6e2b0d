// Draws what a picture holds with any pen: a canvas, or the text of an SVG file.
import { heat, type Ink, type Stroke, strokeAt } from './ink.ts'
import type { Cells, Curve, Picture, Range } from './picture.ts'

export interface Pen {
  /** A line of the stroke's colour and dash through what `trace` draws. */
  line(trace: (path: Path) => void, stroke: Stroke & { readonly width: number }): void
  /** An area or a set of marks. */
  area(trace: (path: Path) => void, color: string, opacity: number): void
}

export interface Path {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  rect(x: number, y: number, width: number, height: number): void
  closePath(): void
}

/** The rectangle the picture fills. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** From values to pixels. */
export interface Places {
  x(ms: number): number
  y(value: number): number
}

export function placesIn(picture: { readonly x: Range; readonly y: Range }, box: Box): Places {
  const [across, up] = [box.width / (picture.x.high - picture.x.low), box.height / (picture.y.high - picture.y.low)]
  const [left, bottom] = [box.left - picture.x.low * across, box.top + box.height + picture.y.low * up]
  return { x: ms => left + ms * across, y: value => bottom - value * up }
}

/** A part that can be drawn by itself. */
export interface Piece {
  /** What it costs, in points. */
  readonly points: number
  readonly draw: (pen: Pen) => void
}

/** From back to front; `scale` is how many of the box's pixels make one of the page's. */
export function piecesOf(picture: Picture, box: Box, ink: Ink, scale = 1): Piece[] {
  const places = placesIn(picture, box)
  const { cells, form } = picture
  if (cells) return [{ points: cells.counts.length, draw: pen => drawCells(pen, cells, places, ink) }]
  return picture.curves.map(curve => {
    const stroke = strokeOf(curve, box, ink, scale)
    const few = curve.x.length * 14 < box.width / scale
    const marked = form === 'points' || (few && !curve.base) ? isValue : alone
    const size = (form === 'points' ? 3 : 5) * scale
    return {
      points: curve.x.length,
      draw(pen) {
        if (curve.base) pen.area(path => traceBand(path, curve, places), stroke.color, 0.35)
        if (form !== 'points') pen.line(path => traceLine(path, curve, places), stroke)
        pen.area(path => traceMarks(path, curve, places, marked, size), stroke.color, 1)
      },
    }
  })
}

/** Of a line with several points a pixel neither dashes nor a breadth are seen, and both take long to draw. */
function strokeOf({ order, x }: Curve, box: Box, ink: Ink, scale: number): Stroke & { readonly width: number } {
  const stroke = strokeAt(order, ink.dark)
  return x.length > box.width ? { color: stroke.color, dash: [], width: 1 } : { ...stroke, width: 1.5 * scale }
}

function traceLine(path: Path, { x, y }: Curve, places: Places): void {
  let drawing = false
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(y[i])) {
      drawing = false
      continue
    }
    if (drawing) path.lineTo(places.x(x[i]), places.y(y[i]))
    else path.moveTo(places.x(x[i]), places.y(y[i]))
    drawing = true
  }
}

function traceBand(path: Path, { x, y, base }: Curve, places: Places): void {
  if (base === null || y.length === 0) return
  path.moveTo(places.x(x[0]), places.y(y[0]))
  for (let i = 1; i < y.length; i++) path.lineTo(places.x(x[i]), places.y(y[i]))
  for (let i = y.length - 1; i >= 0; i--) path.lineTo(places.x(x[i]), places.y(base[i]))
  path.closePath()
}

type Marked = (y: Float64Array, i: number) => boolean

const isValue: Marked = (y, i) => !Number.isNaN(y[i])
/** A point that no line reaches. */
const alone: Marked = (y, i) =>
  isValue(y, i) && (i === 0 || Number.isNaN(y[i - 1])) && (i + 1 === y.length || Number.isNaN(y[i + 1]))

function traceMarks(path: Path, { x, y }: Curve, places: Places, marked: Marked, size: number): void {
  for (let i = 0; i < y.length; i++)
    if (marked(y, i)) path.rect(places.x(x[i]) - size / 2, places.y(y[i]) - size / 2, size, size)
}

/** Cells of one shade are drawn together. */
const SHADES = 24

function drawCells(pen: Pen, { edges, counts, rows, most }: Cells, places: Places, ink: Ink): void {
  const shades = Array.from({ length: SHADES }, (): number[] => [])
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] > 0) shades[shadeOf(counts[cell], most)].push(cell)
  for (const [shade, cells] of shades.entries()) {
    if (cells.length === 0) continue
    const color = heat(0.12 + (0.88 * shade) / (SHADES - 1), ink)
    const trace = (path: Path): void => {
      for (const cell of cells) {
        const [column, row] = [Math.floor(cell / rows), cell % rows]
        const [left, top] = [places.x(edges[column]), places.y(row + 1)]
        path.rect(left, top, places.x(edges[column + 1]) - left, places.y(row) - top)
      }
    }
    pen.area(trace, color, 1)
  }
}

/** By the square root, so that small counts are seen beside large ones. */
function shadeOf(count: number, most: number): number {
  return Math.min(SHADES - 1, Math.floor(Math.sqrt(count / most) * SHADES))
}
