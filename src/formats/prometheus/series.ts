// Samples become tables: one frame for each set of label names, one table for each series in it, in the order in which
// the page names them. A series that is named twice has one table with both rows. While a page is read all series lie
// in one place, in the page's order; frames are cut out of it at the end, every column at its exact size.
import { type Column, Dictionary, type Frame, type StringColumn, type TableStream } from '../../tables/index.ts'
import { wider } from '../wider.ts'

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
  private rows = 0
  /** The frame of each row, the hash of its tuple of codes (the field, then the labels in order), where that begins. */
  private frameOf = new Int32Array(1024)
  private hashes = new Int32Array(1024)
  private starts = new Int32Array(1024)
  private codes = new Int32Array(4096)
  private used = 0
  private values = new Float64Array(1024)
  /** Once some row has a time of its own. */
  private times: BigInt64Array<ArrayBuffer> | null = null

  constructor(private readonly now: bigint) {}

  /** The frame of a set of label columns, in column order. */
  frameWith(labels: readonly string[], bound: string | null): SeriesFrame {
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
    const row = this.rows
    if (row === this.values.length) this.growRows()
    if (this.used + width > this.codes.length)
      this.codes = wider(this.codes, new Int32Array(Math.max(this.codes.length * 2, this.used + width)))
    const { codes } = this
    const start = this.used
    let hash = frame.index
    for (let i = 0; i < width; i++) {
      const code = tuple[i]
      codes[start + i] = code
      hash = Math.imul((hash ^ code) + (hash >>> 13), 0x9e3779b1)
    }
    this.used = start + width
    this.starts[row] = start
    this.hashes[row] = hash ^ (hash >>> 16)
    this.frameOf[row] = frame.index
    this.values[row] = value
    if (this.times !== null) this.times[row] = this.now
    this.rows = row + 1
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
    const series = this.findSeries()
    const tables = this.tablesByFrame(series)
    const rows = series.tableOfRow === null ? null : rowsByTable(series.tableOfRow, series.firstRows.length)
    const used = this.frames.filter(f => f.tables > 0)
    let at = 0
    const frames = used.map(frame => {
      const own = tables.subarray(at, at + frame.tables)
      at += frame.tables
      return this.frame(frame, own, series, rows, shared)
    })
    return { frames, order: this.order(used, series), sorted: series.firstRows.length === 0, distinct: true }
  }

  /** Which rows name a series that an earlier one has named: done in one go, when nothing else needs the caches. */
  private findSeries(): Series {
    const { rows, hashes, starts, frameOf, codes } = this
    let size = 16
    while (size < rows * 2) size *= 2
    const slots = new Int32Array(size)
    const mask = size - 1
    let tableOfRow: Int32Array<ArrayBuffer> | null = null
    let firstRows: Int32Array<ArrayBuffer> | null = null
    let tables = 0
    for (let row = 0; row < rows; row++) {
      const hash = hashes[row]
      let slot = hash & mask
      let first = slots[slot] - 1
      while (first >= 0) {
        if (hashes[first] === hash && frameOf[first] === frameOf[row]) {
          const width = this.frames[frameOf[row]].labels.length + 1
          let i = 0
          while (i < width && codes[starts[first] + i] === codes[starts[row] + i]) i++
          if (i === width) break
        }
        slot = (slot + 1) & mask
        first = slots[slot] - 1
      }
      if (first >= 0 && tableOfRow === null) {
        tableOfRow = countingUp(rows)
        firstRows = countingUp(rows)
      }
      if (first >= 0) tableOfRow![row] = tableOfRow![first]
      else {
        slots[slot] = row + 1
        this.frames[frameOf[row]].tables++
        if (tableOfRow !== null) {
          tableOfRow[row] = tables
          firstRows![tables] = row
        }
        tables++
      }
    }
    return { tableOfRow, firstRows: firstRows === null ? countingUp(rows) : firstRows.subarray(0, tables) }
  }

  /** The tables of each frame in turn. */
  private tablesByFrame({ firstRows }: Series): Int32Array {
    const next = new Int32Array(this.frames.length)
    for (let f = 1; f < next.length; f++) next[f] = next[f - 1] + this.frames[f - 1].tables
    const out = new Int32Array(firstRows.length)
    for (let t = 0; t < out.length; t++) out[next[this.frameOf[firstRows[t]]]++] = t
    return out
  }

  private frame(
    frame: SeriesFrame,
    tables: Int32Array,
    { firstRows }: Series,
    byTable: RowsByTable | null,
    shared: SharedColumns,
  ): Frame {
    const offsets = new Int32Array(tables.length + 1)
    for (let t = 0; t < tables.length; t++) {
      const size = byTable === null ? 1 : byTable.starts[tables[t] + 1] - byTable.starts[tables[t]]
      offsets[t + 1] = offsets[t] + size
    }
    const rows = byTable === null ? tables : rowsOfTables(tables, byTable, offsets)
    const firsts = byTable === null ? tables : tables.map(t => firstRows[t])
    const labels = frame.labels.map((label, i) => this.keyColumn(label, i + 1, firsts))
    const values = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = this.values[rows[i]]
    const columns: Column[] = [
      this.timeColumn(rows),
      shared.measurement,
      ...labels.filter(c => !frame.behind.has(c.label)),
      shared.url,
      ...labels.filter(c => frame.behind.has(c.label)),
      this.keyColumn('_field', 0, firsts),
      { label: '_value', type: 'float', extent: 'row', values, nulls: null },
    ]
    return { columns, key: ['_measurement', '_field', ...frame.labels], offsets }
  }

  /** `rows` holds a row of each table: they all have its key. */
  private keyColumn(label: string, position: number, rows: Int32Array): StringColumn {
    const { codes, starts, dict } = this
    const values = new Int32Array(rows.length)
    let differ = 0
    for (let t = 0; t < values.length; t++) {
      values[t] = codes[starts[rows[t]] + position]
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

  private order(used: readonly SeriesFrame[], { firstRows }: Series): Int32Array | null {
    if (used.length <= 1) return null
    const place = new Int32Array(this.frames.length)
    for (let i = 0; i < used.length; i++) place[used[i].index] = i
    const next = new Int32Array(used.length)
    const order = new Int32Array(firstRows.length * 2)
    for (let t = 0; t < firstRows.length; t++) {
      const f = place[this.frameOf[firstRows[t]]]
      order[2 * t] = f
      order[2 * t + 1] = next[f]++
    }
    return order
  }

  private growRows(): void {
    const size = this.rows * 2
    this.frameOf = wider(this.frameOf, new Int32Array(size))
    this.hashes = wider(this.hashes, new Int32Array(size))
    this.starts = wider(this.starts, new Int32Array(size))
    this.values = wider(this.values, new Float64Array(size))
    if (this.times !== null) this.times = wider(this.times, new BigInt64Array(size))
  }
}

/** Series by first appearance. */
interface Series {
  /** The table of each row; null while every row has a table of its own. */
  readonly tableOfRow: Int32Array | null
  readonly firstRows: Int32Array
}

interface RowsByTable {
  readonly starts: Int32Array
  readonly rows: Int32Array
}

interface SharedColumns {
  readonly measurement: StringColumn
  readonly url: StringColumn
}

/** The rows of each table in turn, and where they begin. */
function rowsByTable(tableOfRow: Int32Array, tables: number): RowsByTable {
  const starts = new Int32Array(tables + 1)
  for (let row = 0; row < tableOfRow.length; row++) starts[tableOfRow[row] + 1]++
  for (let t = 0; t < tables; t++) starts[t + 1] += starts[t]
  const next = starts.slice()
  const rows = new Int32Array(tableOfRow.length)
  for (let row = 0; row < rows.length; row++) rows[next[tableOfRow[row]]++] = row
  return { starts, rows }
}

function rowsOfTables(tables: Int32Array, { starts, rows }: RowsByTable, offsets: Int32Array): Int32Array {
  const out = new Int32Array(offsets[tables.length])
  for (let t = 0; t < tables.length; t++) {
    const from = starts[tables[t]]
    for (let i = offsets[t], k = from; i < offsets[t + 1]; i++, k++) out[i] = rows[k]
  }
  return out
}

function countingUp(length: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(length)
  for (let i = 0; i < length; i++) out[i] = i
  return out
}
