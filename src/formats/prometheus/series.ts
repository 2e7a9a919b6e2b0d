// Samples become tables: one frame for each set of label names, one table for each series in it, in the order in which
// the page names them. A series that is named twice has one table with both rows.
import { type Column, Dictionary, type Frame, type StringColumn, type TableStream } from '../../tables/index.ts'

/** The tables of one set of labels. A series is a tuple of codes: the field, then the labels in column order. */
export class SeriesFrame {
  tables = 0
  rows = 0
  private keys: Int32Array<ArrayBuffer>
  private hashes = new Int32Array(16)
  private slots = new Int32Array(32)
  private values = new Float64Array(16)
  /** The table of each row, once some table has two. */
  private tableOfRow: Int32Array<ArrayBuffer> | null = null
  /** Once some row has a time of its own. */
  private times: BigInt64Array<ArrayBuffer> | null = null

  constructor(
    readonly index: number,
    /** Label columns, in order. */
    readonly labels: readonly string[],
  ) {
    this.keys = new Int32Array(16 * (labels.length + 1))
  }

  /** `le` or `quantile` once a histogram or summary has these labels: it stands behind the url. */
  readonly behind = new Set<string>()

  /** Adds a row; true when its series is new. */
  add(tuple: Int32Array, value: number): boolean {
    const { keys, hashes } = this
    const width = this.labels.length + 1
    let hash = 0
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ tuple[i], 0x9e3779b1) ^ (hash >>> 15)
    hash ^= hash >>> 13
    const mask = this.slots.length - 1
    let slot = hash & mask
    let table = -1
    for (let at = this.slots[slot]; at !== 0; at = this.slots[(slot = (slot + 1) & mask)]) {
      if (hashes[at - 1] !== hash) continue
      const base = (at - 1) * width
      let i = 0
      while (i < width && keys[base + i] === tuple[i]) i++
      if (i === width) {
        table = at - 1
        break
      }
    }
    const fresh = table < 0
    if (fresh) table = this.addTable(tuple, hash, slot)
    else if (this.tableOfRow === null) this.numberRows()
    if (this.rows === this.values.length) this.growRows()
    if (this.tableOfRow !== null) this.tableOfRow[this.rows] = table
    this.values[this.rows++] = value
    return fresh
  }

  /** Gives the row added last a time of its own; `now` is what the rows before it have. */
  stamp(time: bigint, now: bigint): void {
    this.timesFrom(now)[this.rows - 1] = time
  }

  /** The rows that get no `stamp` once times are kept. */
  stampNow(now: bigint): void {
    if (this.times !== null) this.times[this.rows - 1] = now
  }

  build(shared: SharedColumns): Frame {
    const placed = this.placement()
    const labels = this.labels.map((label, i) => this.keyColumn(label, i + 1, shared.dict))
    const columns: Column[] = [
      this.timeColumn(shared.now, placed.rows),
      shared.measurement,
      ...labels.filter(c => !this.behind.has(c.label)),
      shared.url,
      ...labels.filter(c => this.behind.has(c.label)),
      this.keyColumn('_field', 0, shared.dict),
      {
        label: '_value',
        type: 'float',
        extent: 'row',
        values: gathered(this.values, this.rows, placed.rows),
        nulls: null,
      },
    ]
    return { columns, key: ['_measurement', '_field', ...this.labels], offsets: placed.offsets }
  }

  /** Offsets, and the rows in table order when they did not arrive so. */
  private placement(): { offsets: Int32Array; rows: Int32Array | null } {
    const offsets = new Int32Array(this.tables + 1)
    const { tableOfRow } = this
    if (tableOfRow === null) {
      for (let t = 0; t <= this.tables; t++) offsets[t] = t
      return { offsets, rows: null }
    }
    for (let row = 0; row < this.rows; row++) offsets[tableOfRow[row] + 1]++
    for (let t = 0; t < this.tables; t++) offsets[t + 1] += offsets[t]
    const next = offsets.slice()
    const rows = new Int32Array(this.rows)
    for (let row = 0; row < this.rows; row++) rows[next[tableOfRow[row]]++] = row
    return { offsets, rows }
  }

  private keyColumn(label: string, position: number, dict: Dictionary): StringColumn {
    const { keys } = this
    const width = this.labels.length + 1
    const values = new Int32Array(this.tables)
    for (let t = 0, at = position; t < values.length; t++, at += width) values[t] = keys[at]
    const same = values.length > 0 && values.every(code => code === values[0])
    return {
      label,
      type: 'string',
      extent: same ? 'constant' : 'group',
      values: same ? values.slice(0, 1) : values,
      nulls: null,
      dict,
    }
  }

  private timeColumn(now: bigint, order: Int32Array | null): Column {
    if (this.times === null)
      return { label: '_time', type: 'time', extent: 'constant', values: BigInt64Array.of(now), nulls: null }
    const values = new BigInt64Array(this.rows)
    if (order === null) values.set(this.times.subarray(0, this.rows))
    else for (let i = 0; i < values.length; i++) values[i] = this.times[order[i]]
    return { label: '_time', type: 'time', extent: 'row', values, nulls: null }
  }

  private addTable(tuple: Int32Array, hash: number, slot: number): number {
    const width = this.labels.length + 1
    if (this.tables === this.hashes.length) {
      this.hashes = wider(this.hashes, new Int32Array(this.tables * 2))
      this.keys = wider(this.keys, new Int32Array(this.tables * 2 * width))
    }
    const base = this.tables * width
    for (let i = 0; i < width; i++) this.keys[base + i] = tuple[i]
    this.hashes[this.tables] = hash
    this.slots[slot] = ++this.tables
    if (this.tables * 2 > this.slots.length) this.growSlots()
    return this.tables - 1
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let t = 0; t < this.tables; t++) {
      let slot = this.hashes[t] & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = t + 1
    }
    this.slots = slots
  }

  private growRows(): void {
    const size = this.rows * 2
    this.values = wider(this.values, new Float64Array(size))
    if (this.tableOfRow !== null) this.tableOfRow = wider(this.tableOfRow, new Int32Array(size))
    if (this.times !== null) this.times = wider(this.times, new BigInt64Array(size))
  }

  private numberRows(): void {
    this.tableOfRow = new Int32Array(this.values.length)
    for (let row = 0; row < this.rows; row++) this.tableOfRow[row] = row
  }

  private timesFrom(now: bigint): BigInt64Array {
    if (this.times === null) this.times = new BigInt64Array(this.values.length).fill(now, 0, this.rows)
    return this.times
  }
}

export interface SharedColumns {
  readonly dict: Dictionary
  readonly now: bigint
  readonly measurement: StringColumn
  readonly url: StringColumn
}

/** The frames in order of first appearance, and the order of their tables across them. */
export class SeriesFrames {
  readonly dict = new Dictionary()
  private readonly frames: SeriesFrame[] = []
  private readonly byLabels = new Map<string, SeriesFrame>()
  /** The frame of each table, in the order of the page: within a frame tables come one after another. */
  private sequence = new Int32Array(1024)
  private tables = 0

  /** The frame of a set of label columns, in column order. */
  frameOf(labels: readonly string[], bound: string | null): SeriesFrame {
    const key = labels.join('\u0000')
    let frame = this.byLabels.get(key)
    if (!frame) {
      frame = new SeriesFrame(this.frames.length, labels)
      this.frames.push(frame)
      this.byLabels.set(key, frame)
    }
    if (bound !== null) frame.behind.add(bound)
    return frame
  }

  appended(frame: SeriesFrame): void {
    if (this.tables === this.sequence.length) this.sequence = wider(this.sequence, new Int32Array(this.tables * 2))
    this.sequence[this.tables++] = frame.index
  }

  build(now: bigint, url: string): TableStream {
    const text = (label: string, value: string): StringColumn => ({
      label,
      type: 'string',
      extent: 'constant',
      values: Int32Array.of(this.dict.intern(value)),
      nulls: null,
      dict: this.dict,
    })
    const shared = { dict: this.dict, now, measurement: text('_measurement', 'prometheus'), url: text('url', url) }
    const used = this.frames.filter(f => f.tables > 0)
    const place = new Int32Array(this.frames.length)
    used.forEach((frame, i) => {
      place[frame.index] = i
    })
    return { frames: used.map(f => f.build(shared)), order: this.order(used.length, place), sorted: this.tables === 0 }
  }

  private order(frames: number, place: Int32Array): Int32Array | null {
    if (frames <= 1) return null
    const next = new Int32Array(frames)
    const order = new Int32Array(this.tables * 2)
    for (let i = 0; i < this.tables; i++) {
      const f = place[this.sequence[i]]
      order[2 * i] = f
      order[2 * i + 1] = next[f]++
    }
    return order
  }
}

function wider<T extends Int32Array | Float64Array | BigInt64Array>(from: T, to: T): T {
  ;(to as { set(values: T): void }).set(from)
  return to
}

function gathered(values: Float64Array, rows: number, order: Int32Array | null): Float64Array {
  if (order === null) return values.slice(0, rows)
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) out[i] = values[order[i]]
  return out
}
