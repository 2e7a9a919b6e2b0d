// How much memory the columns of a stream hold.
import { type Column, isWaiting } from './columns/index.ts'
import { rowCount } from './frame.ts'
import type { TableStream } from './stream.ts'

/** Of a column that is still to be moved: the values it will have, and where they come from. */
const WAITING = 12

/** Bytes of the arrays not counted yet, which are counted then. Columns that have yet to move are not moved for it. */
export function bytesHeld(stream: TableStream, counted = new Set<object>()): number {
  let bytes = 0
  const add = (owner: object, size: number): void => {
    if (counted.has(owner)) return
    counted.add(owner)
    bytes += size
  }
  for (const frame of stream.frames) {
    add(frame.offsets.buffer, frame.offsets.byteLength)
    for (const column of frame.columns)
      if (isWaiting(column)) add(column, WAITING * rowCount(frame))
      else for (const array of arraysOf(column)) add(array.buffer, array.buffer.byteLength)
  }
  return bytes
}

function arraysOf({ values, nulls }: Column): readonly { readonly buffer: ArrayBufferLike }[] {
  return nulls === null ? [values] : [values, nulls]
}
