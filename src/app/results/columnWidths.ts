// How wide the columns of a schema are drawn. Where there is room to spare every column gets a share; where there is
// too little, texts give way first, and times and numbers never.
import { kindOf } from '../../tables/index.ts'
import type { ColumnInfo } from '../../workers/protocol.ts'

/** Left and right of a cell's text, and the line beside it. */
export const CELL_PADDING = 19
/** A text column that gives way keeps this many characters. */
const FEWEST = 10
/** No column asks for more than this many characters by itself. */
const MOST = 64
const GLYPH = 2
/** The arrow of a column that is sorted. */
const SORT_GLYPH = 2
/** Characters that a column is widened for at most. */
const FIT_MOST = 400

export interface Widths {
  /** Pixels, whole ones. */
  readonly columns: readonly number[]
  readonly total: number
  /** Wider than the card, which then scrolls sideways. */
  readonly overflows: boolean
  /** For each column the characters that fit, where its values are cut; null where they are not. */
  readonly room: readonly (number | null)[]
}

/**
 * `seen` holds the widest values drawn so far, in characters, where they were wider than the sample; `given` the widths
 * that a reader gave, in pixels.
 */
export function columnWidths(
  columns: readonly ColumnInfo[],
  seen: readonly number[],
  available: number,
  charWidth: number,
  given: readonly (number | undefined)[] = [],
): Widths {
  const natural = columns.map((c, i) => {
    const head = Math.max(c.label.length + (c.key ? GLYPH : 0), c.type.length)
    const value = Math.max(c.width, seen[i] ?? 0)
    return Math.max(head, givesWay(c) ? Math.min(value, MOST) : value, 4)
  })
  const pixels = (characters: number): number => Math.ceil(characters * charWidth) + CELL_PADDING
  const chosen = natural.map((characters, i) => given[i] ?? pixels(characters))
  const least = columns.map((c, i) => {
    const head = c.label.length + (c.key ? GLYPH : 0)
    if (given[i] !== undefined) return given[i]
    return givesWay(c) ? pixels(Math.min(natural[i], Math.max(head, FEWEST))) : chosen[i]
  })
  shrink(chosen, least, available)
  const used = sum(chosen)
  const free = columns.flatMap((_, i) => (given[i] === undefined ? i : []))
  if (used < available && free.length > 0) {
    const share = Math.floor((available - used) / free.length)
    for (const i of free) chosen[i] += share
    chosen[free.at(-1)!] += available - sum(chosen)
  }
  const room = columns.map((c, i) => {
    const fits = Math.floor((chosen[i] - CELL_PADDING) / charWidth)
    return givesWay(c) || given[i] !== undefined ? Math.max(3, fits) : null
  })
  const total = sum(chosen)
  return { columns: chosen, total, overflows: total > available, room }
}

/** The width at which nothing of a column is cut, in pixels; texts of a page or more aside. */
export function fittingWidth({ label, key, type, width }: ColumnInfo, seen: number, charWidth: number): number {
  const head = Math.max(label.length + (key ? GLYPH : 0), type.length + SORT_GLYPH)
  return Math.ceil(Math.max(head, Math.min(Math.max(width, seen), FIT_MOST)) * charWidth) + CELL_PADDING
}

/** Only columns drawn from the left edge are cut, and times are not. */
function givesWay(column: ColumnInfo): boolean {
  return !column.numeric && kindOf(column.type).csvType === 'string'
}

/** Takes width from the widest column that has any to spare, until all fit or none has. */
function shrink(widths: number[], least: readonly number[], available: number): void {
  if (sum(least) >= available) {
    for (let i = 0; i < widths.length; i++) widths[i] = least[i]
    return
  }
  for (let excess = sum(widths) - available; excess > 0; ) {
    let widest = -1
    for (let i = 0; i < widths.length; i++)
      if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) widest = i
    if (widest < 0) return
    const others = widths.filter((w, i) => i !== widest && w > least[i] && w < widths[widest])
    const step = Math.min(excess, widths[widest] - Math.max(least[widest], ...others, 0))
    widths[widest] -= Math.max(1, step)
    excess -= Math.max(1, step)
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
