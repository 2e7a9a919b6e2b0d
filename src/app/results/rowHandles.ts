// The handles a card is given for rows: where a row lies among the fetched blocks, never a copy of its values.
import { type Frame, slotOf } from '../../tables/index.ts'
import type { DisplayZone } from '../zone.ts'
import { type CellText, cellText } from './cellText.ts'
import { BLOCK, type RowCache } from './rowCache.ts'

/** A row of a table: where it lies, once it is here. */
export interface RowHandle {
  readonly row: number
  readonly frame: Frame | null
  readonly table: number
  /** The row within the frame. */
  readonly at: number
}

/** Null while the row is on its way. */
export function textOf({ frame, table, at }: RowHandle, column: number, zone: DisplayZone): CellText | null {
  if (!frame) return null
  const stored = frame.columns[column]
  return cellText(stored, slotOf(stored, table, at), zone)
}

/** Handles of the rows `from`…`to`; those of `before` that still hold are kept, so that their rows need no drawing. */
export function handlesOf(
  cache: RowCache,
  place: number,
  from: number,
  to: number,
  before: readonly RowHandle[],
): RowHandle[] {
  // biome-ignore format: one signature
  const out: RowHandle[] = []
  const first = before[0]?.row ?? 0
  for (let row = from; row < to; row++) {
    const block = cache.block(place, row)
    const frame = block?.frame ?? null
    const old = before[row - first]
    if (old?.row === row && old.frame === frame) out.push(old)
    else out.push({ row, frame, table: block?.table ?? 0, at: block ? block.start + (row % BLOCK) : 0 })
  }
  return out
}
