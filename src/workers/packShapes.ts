// Tables as they cross between threads: buffers that can be transferred, and the texts that string columns use.
import type { ColumnType } from '../tables/index.ts'

export type PackedColumn = {
  readonly label: string
  readonly type: ColumnType
  readonly extent: 'row' | 'group' | 'constant'
  readonly values: ArrayBufferView
  readonly nulls: Uint8Array | null
  /** The texts the codes of a string column stand for. */
  readonly texts: readonly string[] | null
}

export interface PackedFrame {
  readonly columns: readonly PackedColumn[]
  readonly key: readonly string[]
  readonly offsets: Int32Array
}

/** Frames of the rows asked for: each range is one table of one of the frames. */
export interface PackedPage {
  readonly frames: readonly PackedFrame[]
  /** For each range the frame and the table in it. */
  readonly places: Int32Array
}
