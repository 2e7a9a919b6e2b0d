// A shape is the list of label names a line has, in the line's order, resolved once to the frame and the places of its
// labels there. Shapes hang in a tree by label, and remember the values they saw last: mostly the next line repeats them.
import type { ByteInterner } from '../byteInterner.ts'
import { columnNames, compareLabels } from './labels.ts'
import type { SeriesFrame, SeriesFrames } from './series.ts'

export class Shape {
  readonly count: number
  /** The value ids of the line before; -1 before the first. */
  readonly last: Int32Array
  /** Where each label's value goes in the tuple of a series; 0 is the field's place. */
  readonly places: Int32Array
  /** The place in the line of the bucket's or quantile's label, -1 when it has none. */
  boundAt = -1
  /** Null until a sample of this shape is kept. */
  frame: SeriesFrame | null = null
  private readonly next = new Map<number, Shape>()

  constructor(
    /** Ids of the label names. */
    readonly labels: Int32Array,
    readonly bound: 'le' | 'quantile' | null,
  ) {
    this.count = labels.length
    this.last = new Int32Array(labels.length).fill(-1)
    this.places = new Int32Array(labels.length)
  }

  /** The shape with one more label. */
  with(label: number): Shape {
    let shape = this.next.get(label)
    if (!shape) {
      const labels = new Int32Array(this.count + 1)
      labels.set(this.labels)
      labels[this.count] = label
      shape = new Shape(labels, this.bound)
      this.next.set(label, shape)
    }
    return shape
  }

  /** Finds the frame. Returns what is wrong with the labels, or null; `renamed` is told of names that are taken. */
  resolve(names: ByteInterner, frames: SeriesFrames, renamed: (label: string, column: string) => void): string | null {
    const labels = Array.from(this.labels, id => names.text(id))
    if (new Set(labels).size < labels.length) {
      const twice = labels.find((l, i) => labels.indexOf(l) !== i)
      return `expected every label once, found "${twice}" twice`
    }
    if (labels.includes('__name__')) return 'label name "__name__" is reserved'
    const columns = columnNames(labels)
    columns.forEach((column, i) => {
      if (column !== labels[i]) renamed(labels[i], column)
    })
    const sorted = columns.toSorted(compareLabels)
    columns.forEach((column, i) => {
      this.places[i] = 1 + sorted.indexOf(column)
    })
    this.boundAt = this.bound === null ? -1 : labels.indexOf(this.bound)
    this.frame = frames.frameWith(sorted, this.boundAt < 0 ? null : this.bound)
    return null
  }
}
