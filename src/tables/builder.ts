// Building streams row by row, for sources whose rows come as values: literal arrays, decoded texts.
import { isNull, type Value } from '../values/index.ts'
import { builderOf, type Column, type ColumnBuilder, type ColumnType } from './columns/index.ts'
import type { Frame } from './frame.ts'
import { regroup } from './group.ts'
import { sortByKey } from './groupKey.ts'
import { streamOf, type TableStream } from './stream.ts'

export interface ColumnShape {
  readonly label: string
  readonly type: ColumnType
}

/** Rows of one table (or of several, ended one after another) with the same columns. */
export class FrameBuilder {
  private readonly builders: readonly ColumnBuilder[]
  private readonly ends: number[] = [0]
  private rows = 0

  constructor(
    readonly shape: readonly ColumnShape[],
    readonly key: readonly string[] = [],
  ) {
    this.builders = shape.map(c => builderOf(c.type))
  }

  addRow(values: readonly Value[]): void {
    for (let i = 0; i < values.length; i++) {
      const v = values[i]
      if (isNull(v)) this.builders[i].pushNull()
      else this.builders[i].push(v)
    }
    this.rows++
  }
  /** Ends a table at the rows so far. */
  endTable(): void {
    this.ends.push(this.rows)
  }
  /** The frame with all columns a slot a row; only right while the key is empty. */
  build(): Frame {
    const offsets = Int32Array.from(
      this.ends.at(-1) === this.rows && this.ends.length > 1 ? this.ends : [...this.ends, this.rows],
    )
    const columns: Column[] = this.shape.map((c, i) => this.builders[i].build(c.label))
    return { columns, key: [], offsets }
  }
  /** The stream with rows moved to the tables their key values name, in key order. */
  buildGrouped(): TableStream {
    if (this.key.length === 0) return sortByKey(streamOf(this.build()))
    return regroup(streamOf(this.build()), () => this.key)
  }
}
