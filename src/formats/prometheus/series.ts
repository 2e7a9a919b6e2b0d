// Samples become tables: one frame for each set of label names, one table for each series in it, in the order in which
// the page names them. A series that is named twice has one table with both rows. While a page is read all series lie
// in one place, in the page's order; frames are cut out of it at the end, every column at its exact size.
import { type Column, Dictionary, type Frame, type StringColumn, type TableStream } from '../../tables/index.ts'

/** The tables of one set of labels. */
export class SeriesFrame {
  tables = 0
  /** `le` or `quantile` once a histogram or summary has these labels: it stands behind the url. */
  readonly behind = new Set<string>()

  constructor(
    readonly index: number,
    /** Label columns, in order. */
    readonly labels: readonly string[],
  ) {}
}

export class SeriesFrames {
  readonly dict = new Dictionary()
  private readonly frames: SeriesFrame[] = []
  private readonly byLabels = new Map<string, SeriesFrame>()
  private tables = 0
  /** The frame of each table, and where its tuple of codes (the field, then the labels in order) begins. */
  private frameOfTable = new Int32Array(1024)
  private starts = new Int32Array(1024)
  private hashes = new Int32Array(1024)
  private codes = new Int32Array(4096)
  private used = 0
  /** Table + 1, found by hash. */
  private slots = new Int32Array(2048)
  private rows = 0
  private values = new Float64Array(1024)
  /** The table of each row, once some table has two. */
  private tableOfRow: Int32Array<ArrayBuffer> | null = null
  /** Once some row has a time of its own. */
  private times: BigInt64Array<ArrayBuffer> | null = null

  constructor(private readonly now: bigint) {}

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

  /** Adds a row to the series that the first `width` codes of `tuple` name. */
  add(frame: SeriesFrame, tuple: Int32Array, width: number, value: number): void {
    const { slots, hashes, codes, starts } = this
    let hash = frame.index
    for (let i = 0; i < width; i++) hash = Math.imul((hash ^ tuple[i]) + (hash >>> 13), 0x9e3779b1)
    hash ^= hash >>> 16
    const mask = slots.length - 1
    let slot = hash & mask
    let table = slots[slot] - 1
    while (table >= 0) {
      if (hashes[table] === hash && this.frameOfTable[table] === frame.index) {
        const start = starts[table]
        let i = 0
        while (i < width && codes[start + i] === tuple[i]) i++
        if (i === width) break
      }
      slot = (slot + 1) & mask
      table = slots[slot] - 1
    }
    if (this.rows === this.values.length) this.growRows()
    if (table < 0) table = this.addTable(frame, tuple, width, hash, slot)
    else if (this.tableOfRow === null) this.numberRows()
    if (this.tableOfRow !== null) this.tableOfRow[this.rows] = table
    if (this.times !== null) this.times[this.rows] = this.now
    this.values[this.rows++] = value
  }

  /** Gives the row added last a time of its own. */
  stamp(time: bigint): void {
    if (this.times === null) this.times = new BigInt64Array(this.values.length).fill(this.now, 0, this.rows)
    this.times[this.rows - 1] = time
  }

  build(url: string): TableStream {
    const shared = {
      measurement: this.constant('_measurement', 'prometheus'),
      url: this.constant('url', url),
    }
    const tables = this.tablesByFrame()
    const rows = this.rowsByTable()
    const used = this.frames.filter(f => f.tables > 0)
    let at = 0
    const frames = used.map(frame => {
      const own = tables.subarray(at, at + frame.tables)
      at += frame.tables
      return this.frame(frame, own, rows, shared)
    })
    return { frames, order: this.order(used), sorted: this.tables === 0 }
  }

  private addTable(frame: SeriesFrame, tuple: Int32Array, width: number, hash: number, slot: number): number {
    if (this.tables === this.starts.length) this.growTables()
    if (this.used + width > this.codes.length)
      this.codes = wider(this.codes, new Int32Array(Math.max(this.codes.length * 2, this.used + width)))
    const table = this.tables++
    const { codes } = this
    const start = this.used
    for (let i = 0; i < width; i++) codes[start + i] = tuple[i]
    this.used = start + width
    this.starts[table] = start
    this.hashes[table] = hash
    this.frameOfTable[table] = frame.index
    this.slots[slot] = table + 1
    frame.tables++
    if (this.tables * 2 > this.slots.length) this.growSlots()
    return table
  }

  /** The tables of each frame in turn. */
  private tablesByFrame(): Int32Array {
    const next = new Int32Array(this.frames.length)
    for (let f = 1; f < next.length; f++) next[f] = next[f - 1] + this.frames[f - 1].tables
    const out = new Int32Array(this.tables)
    for (let t = 0; t < this.tables; t++) out[next[this.frameOfTable[t]]++] = t
    return out
  }

  /** The rows of each table in turn, and where they begin; null while every table has the row of its number. */
  private rowsByTable(): RowsByTable | null {
    const { tableOfRow } = this
    if (tableOfRow === null) return null
    const starts = new Int32Array(this.tables + 1)
    for (let row = 0; row < this.rows; row++) starts[tableOfRow[row] + 1]++
    for (let t = 0; t < this.tables; t++) starts[t + 1] += starts[t]
    const next = starts.slice()
    const rows = new Int32Array(this.rows)
    for (let row = 0; row < this.rows; row++) rows[next[tableOfRow[row]]++] = row
    return { starts, rows }
  }

  private frame(frame: SeriesFrame, tables: Int32Array, byTable: RowsByTable | null, shared: SharedColumns): Frame {
    const offsets = new Int32Array(tables.length + 1)
    for (let t = 0; t < tables.length; t++) {
      const size = byTable === null ? 1 : byTable.starts[tables[t] + 1] - byTable.starts[tables[t]]
      offsets[t + 1] = offsets[t] + size
    }
    const rows = byTable === null ? tables : rowsOfTables(tables, byTable, offsets)
    const labels = frame.labels.map((label, i) => this.keyColumn(label, i + 1, tables))
    const values = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = this.values[rows[i]]
    const columns: Column[] = [
      this.timeColumn(rows),
      shared.measurement,
      ...labels.filter(c => !frame.behind.has(c.label)),
      shared.url,
      ...labels.filter(c => frame.behind.has(c.label)),
      this.keyColumn('_field', 0, tables),
      { label: '_value', type: 'float', extent: 'row', values, nulls: null },
    ]
    return { columns, key: ['_measurement', '_field', ...frame.labels], offsets }
  }

  private keyColumn(label: string, position: number, tables: Int32Array): StringColumn {
    const { codes, starts, dict } = this
    const values = new Int32Array(tables.length)
    let differ = 0
    for (let t = 0; t < values.length; t++) {
      values[t] = codes[starts[tables[t]] + position]
      differ |= values[t] ^ values[0]
    }
    if (differ !== 0) return { label, type: 'string', extent: 'group', values, nulls: null, dict }
    return { label, type: 'string', extent: 'constant', values: values.slice(0, 1), nulls: null, dict }
  }

  private timeColumn(rows: Int32Array): Column {
    if (this.times === null)
      return { label: '_time', type: 'time', extent: 'constant', values: BigInt64Array.of(this.now), nulls: null }
    const values = new BigInt64Array(rows.length)
    for (let i = 0; i < values.length; i++) values[i] = this.times[rows[i]]
    return { label: '_time', type: 'time', extent: 'row', values, nulls: null }
  }

  private constant(label: string, value: string): StringColumn {
    const values = Int32Array.of(this.dict.intern(value))
    return { label, type: 'string', extent: 'constant', values, nulls: null, dict: this.dict }
  }

  private order(used: readonly SeriesFrame[]): Int32Array | null {
    if (used.length <= 1) return null
    const place = new Int32Array(this.frames.length)
    for (let i = 0; i < used.length; i++) place[used[i].index] = i
    const next = new Int32Array(used.length)
    const order = new Int32Array(this.tables * 2)
    for (let t = 0; t < this.tables; t++) {
      const f = place[this.frameOfTable[t]]
      order[2 * t] = f
      order[2 * t + 1] = next[f]++
    }
    return order
  }

  private growTables(): void {
    const size = this.tables * 2
    this.frameOfTable = wider(this.frameOfTable, new Int32Array(size))
    this.starts = wider(this.starts, new Int32Array(size))
    this.hashes = wider(this.hashes, new Int32Array(size))
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 4)
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
}

interface RowsByTable {
  readonly starts: Int32Array
  readonly rows: Int32Array
}

interface SharedColumns {
  readonly measurement: StringColumn
  readonly url: StringColumn
}

function rowsOfTables(tables: Int32Array, { starts, rows }: RowsByTable, offsets: Int32Array): Int32Array {
  const out = new Int32Array(offsets[tables.length])
  for (let t = 0; t < tables.length; t++) {
    const from = starts[tables[t]]
    for (let i = offsets[t], k = from; i < offsets[t + 1]; i++, k++) out[i] = rows[k]
  }
  return out
}

function wider<T extends Int32Array | Float64Array | BigInt64Array>(from: T, to: T): T {
  ;(to as { set(values: T): void }).set(from)
  return to
}
