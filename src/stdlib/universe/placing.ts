// Where windows put the rows of a frame: a cell for each pair of table and window, its rows in order. Times that ascend
// are cut at the windows' ends, found by galloping, and no row is moved; other rows are counted and placed.
import type { TimeBounds } from '../../library/index.ts'
import type { TimeColumn } from '../../tables/index.ts'
import { countMembers, countOnly, type Members, placeMembers, placeOnly } from './placingLoops.ts'
import { endOfRun, findSegments, type Segments, segmentAfter, segmentsOf } from './segments.ts'
import { halves, type TimeOrder, timeOrder } from './timeOrder.ts'
import { refuseTooMany, type WindowSequence, type Windows } from './windows.ts'

export interface Cells {
  /** Of each cell; cells come table by table, their windows in order of start, then stop. */
  readonly table: Int32Array
  readonly window: Int32Array
  /** Cell c holds the rows at offsets[c] … offsets[c + 1] - 1. */
  readonly offsets: Int32Array
  /** The rows at those places; null where every row is at its own place. */
  readonly rows: Int32Array | null
  /** Where asked for instead of places, and rows are not in order: of each row its cell plus one, 0 where it has none. */
  readonly cellOfRow: Int32Array | null
  readonly windows: Windows
}

export interface WindowChoice {
  readonly bounds: TimeBounds
  readonly sequence: WindowSequence | null
  /** Windows every table has, with or without rows; null where only rows make windows. */
  readonly wanted: Windows | null
  /** Whether the cell of each row will do, where a row has one. */
  readonly scattered?: boolean
  /** What is known of the times. */
  readonly order?: TimeOrder
}

/** The cells of a frame's tables. */
export function placeRows(offsets: Int32Array, time: TimeColumn, choice: WindowChoice): Cells {
  const { bounds, sequence, wanted } = choice
  const order = choice.order ?? timeOrder(time, offsets)
  const segments = segmentsOf(time, order, bounds, sequence, wanted)
  const located = locate(offsets, time, order, segments)
  const { windows, numberOf } = windowsInOrder(segments, located.used, wanted)
  const width = windows.starts.length
  if (wanted !== null) refuseTooMany(BigInt((offsets.length - 1) * width))
  const members = membersOf(segments, numberOf, width)
  const cells = new CellBuilder(
    width,
    wanted !== null,
    offsets[offsets.length - 1],
    choice.scattered === true && members.only !== null,
    offsets.length - 1,
  )
  for (let t = 0; t + 1 < offsets.length; t++) {
    const { runs, segmentOfRow } = located
    const [from, to] = [offsets[t], offsets[t + 1]]
    const [first, end] = [located.firstRun[t], located.firstRun[t + 1]]
    if (first < end && ascending(runs, first, end, members)) cells.addRuns(t, from, runs, first, end, members)
    else {
      for (let r = first, at = from; r < end; at = runs.end[r++]) segmentOfRow().fill(runs.segment[r], at, runs.end[r])
      cells.addRows(t, from, to, segmentOfRow(), members)
    }
  }
  return cells.build(windows)
}

export function membersOf({ starts, members }: Segments, numberOf: Int32Array, width: number): Members {
  const numbers = new Int32Array(members.length)
  for (let m = 0; m < numbers.length; m++) numbers[m] = numberOf[members[m]]
  const only = new Int32Array(starts.length - 1).fill(width)
  let single = true
  for (let s = 0; s < only.length; s++) {
    if (starts[s + 1] - starts[s] > 1) single = false
    if (starts[s + 1] > starts[s] && numbers[starts[s]] >= 0) only[s] = numbers[starts[s]]
  }
  return { starts, members: numbers, only: single ? only : null }
}

class Runs {
  segment = new Int32Array(64)
  /** The row after the run. */
  end = new Int32Array(64)
  length = 0

  add(segment: number, end: number): void {
    if (this.length === this.end.length) {
      this.segment = longer(this.segment)
      this.end = longer(this.end)
    }
    this.segment[this.length] = segment
    this.end[this.length++] = end
  }
}

export interface Located {
  readonly runs: Runs
  /** The runs of table t: firstRun[t] … firstRun[t + 1] - 1; none where its rows have segments of their own. */
  readonly firstRun: Int32Array
  segmentOfRow(): Int32Array
  /** 1 for the segments that hold rows. */
  readonly used: Uint8Array
}

/** The segments of the rows: runs where times ascend. */
export function locate(
  offsets: Int32Array,
  { values, nulls }: TimeColumn,
  { ascending }: TimeOrder,
  segments: Segments,
): Located {
  const times = halves(values)
  const runs = new Runs()
  const firstRun = new Int32Array(offsets.length)
  const used = new Uint8Array(segments.lastHigh.length + 1)
  let own: Int32Array | null = null
  const segmentOfRow = (): Int32Array => (own ??= new Int32Array(values.length))
  for (let t = 0; t + 1 < offsets.length; t++) {
    const [from, to] = [offsets[t], offsets[t + 1]]
    if (ascending[t] === 1) {
      for (let row = from, s = -1, size = 0; row < to; row += size) {
        s = segmentAfter(times, row, segments, s)
        size = endOfRun(times, row, to, segments, s, size) - row
        runs.add(s, row + size)
        used[s] = 1
      }
    } else findSegments(times, nulls, from, to, segments, segmentOfRow(), used)
    firstRun[t + 1] = runs.length
  }
  return { runs, firstRun, segmentOfRow, used }
}

/** The windows wanted or used, in order, and for each window of the segments its number among them. */
export function windowsInOrder(
  { windows, starts, members }: Segments,
  used: Uint8Array,
  wanted: Windows | null,
): { windows: Windows; numberOf: Int32Array } {
  const count = windows.starts.length
  const here = new Uint8Array(count)
  if (wanted !== null) here.fill(1, 0, wanted.starts.length)
  for (let s = 0; s < used.length; s++)
    if (used[s] === 1) for (let m = starts[s]; m < starts[s + 1]; m++) here[members[m]] = 1
  const sorted = new Int32Array(count)
  let n = 0
  let inOrder = true
  for (let w = 0; w < count; w++) {
    if (here[w] === 0) continue
    if (inOrder && n > 0) inOrder = !isLater(windows, sorted[n - 1], w)
    sorted[n++] = w
  }
  const own = sorted.subarray(0, n)
  if (!inOrder) own.sort((a, b) => (isLater(windows, a, b) ? 1 : isLater(windows, b, a) ? -1 : a - b))
  const numberOf = new Int32Array(count).fill(-1)
  for (let i = 0; i < n; i++) numberOf[own[i]] = i
  return { windows: inOrder && n === count ? windows : chosen(windows, own), numberOf }
}

function isLater({ starts, stops }: Windows, a: number, b: number): boolean {
  return starts[a] > starts[b] || (starts[a] === starts[b] && stops[a] > stops[b])
}

function chosen({ starts, stops }: Windows, numbers: Int32Array): Windows {
  const out = { starts: new BigInt64Array(numbers.length), stops: new BigInt64Array(numbers.length) }
  for (let i = 0; i < numbers.length; i++) {
    out.starts[i] = starts[numbers[i]]
    out.stops[i] = stops[numbers[i]]
  }
  return out
}

/** Whether each run lies in one window, after that of the run before. */
function ascending(runs: Runs, first: number, end: number, { starts, members }: Members): boolean {
  let before = -1
  for (let r = first; r < end; r++) {
    const s = runs.segment[r]
    if (starts[s + 1] - starts[s] !== 1 || members[starts[s]] <= before) return false
    before = members[starts[s]]
  }
  return true
}

class CellBuilder {
  private table: Int32Array
  private window: Int32Array
  private ends: Int32Array
  private cellCount = 0
  /** Null as long as every row is at its own place. */
  private rows: Int32Array | null = null
  private cellOfRow: Int32Array | null = null
  private at = 0
  /** By window; the last slot is for rows in none. */
  private readonly counts: Int32Array

  constructor(
    private readonly width: number,
    private readonly all: boolean,
    private readonly total: number,
    private readonly scattered: boolean,
    tables: number,
  ) {
    const size = all ? tables * width : Math.min(tables * width, 2 * total + 16)
    this.table = new Int32Array(size)
    this.window = new Int32Array(size)
    this.ends = new Int32Array(size + 1)
    this.counts = new Int32Array(width + 1)
  }

  /** A table whose rows stay where they are; `from` is its first row. */
  addRuns(table: number, from: number, runs: Runs, first: number, end: number, { starts, members }: Members): void {
    let next = 0
    let row = from
    for (let r = first; r < end; r++) {
      const w = members[starts[runs.segment[r]]]
      if (this.all) for (; next < w; next++) this.cell(table, next, 0)
      this.cell(table, w, runs.end[r] - row)
      row = runs.end[r]
      next = w + 1
    }
    if (this.all) for (; next < this.width; next++) this.cell(table, next, 0)
    if (this.cellOfRow !== null) this.fillCells(first, end, runs, from)
    if (this.rows !== null) {
      this.reserve()
      for (let i = from, at = this.at - (row - from); i < row; i++) this.rows[at++] = i
    }
  }

  /** Runs end at rows, and have the last cells with rows. */
  private fillCells(first: number, end: number, runs: Runs, from: number): void {
    let cell = this.cellCount
    for (let r = end - 1; r >= first; r--) {
      while (this.ends[cell] === this.ends[cell - 1]) cell--
      this.cellOfRow!.fill(cell--, r > first ? runs.end[r - 1] : from, runs.end[r])
    }
  }

  private cell(table: number, window: number, count: number): void {
    if (this.cellCount === this.table.length) {
      this.table = longer(this.table)
      this.window = longer(this.window)
      this.ends = longer(this.ends)
    }
    this.table[this.cellCount] = table
    this.window[this.cellCount++] = window
    this.ends[this.cellCount] = this.at += count
  }

  /** A table whose rows are counted and placed. */
  addRows(table: number, from: number, to: number, segmentOfRow: Int32Array, members: Members): void {
    const { counts } = this
    const base = this.at
    if (members.only !== null) countOnly(from, to, segmentOfRow, members.only, counts)
    else countMembers(from, to, segmentOfRow, members, counts)
    if (this.scattered) this.cellOfRow ??= this.cellsSoFar()
    const listed = this.all || to - from > this.width / 8 ? null : windowsWith(counts, from, to, segmentOfRow, members)
    const listedCount = listed === null ? this.width : listed.length
    for (let i = 0; i < listedCount; i++) {
      const w = listed === null ? i : listed[i]
      const size = counts[w]
      counts[w] = this.at
      if (!this.all && size === 0) continue
      this.cell(table, w, size)
      if (this.scattered) counts[w] = this.cellCount
    }
    counts[this.width] = 0
    if (from < to) this.place(base, from, to, segmentOfRow, members)
    if (listed === null) counts.fill(0)
    else for (const w of listed) counts[w] = 0
  }

  private place(base: number, from: number, to: number, segmentOfRow: Int32Array, members: Members): void {
    const { counts, cellOfRow, width } = this
    const { only } = members
    if (cellOfRow !== null && only !== null) {
      for (let row = from; row < to; row++) cellOfRow[row] = counts[only[segmentOfRow[row]]]
      return
    }
    this.rows ??= ascendingTo(base, this.total)
    this.reserve()
    if (only !== null) placeOnly(from, to, segmentOfRow, only, counts, width, this.rows)
    else placeMembers(from, to, segmentOfRow, members, counts, this.rows)
  }

  /** The cells of the rows so far, all of them at their own places. */
  private cellsSoFar(): Int32Array {
    const out = new Int32Array(this.total)
    for (let c = 0; c < this.cellCount; c++) out.fill(c + 1, this.ends[c], this.ends[c + 1])
    return out
  }

  private reserve(): void {
    if (this.rows === null || this.at <= this.rows.length) return
    const wider = new Int32Array(Math.max(this.at, 2 * this.rows.length))
    wider.set(this.rows)
    this.rows = wider
  }

  build(windows: Windows): Cells {
    const { table, window: own, ends, cellCount, rows, at, total, cellOfRow } = this
    const kept = rows === null ? (at === total ? null : rows) : rows.subarray(0, at)
    return {
      table: table.slice(0, cellCount),
      window: own.slice(0, cellCount),
      offsets: ends.slice(0, cellCount + 1),
      rows: cellOfRow === null ? kept : null,
      cellOfRow,
      windows,
    }
  }
}

/** The windows that have counted rows, in order: for tables of few rows. */
function windowsWith(
  counts: Int32Array,
  from: number,
  to: number,
  segmentOfRow: Int32Array,
  { starts, members }: Members,
): Int32Array {
  const found = new Set<number>()
  for (let row = from; row < to; row++) {
    const s = segmentOfRow[row]
    for (let m = starts[s]; m < starts[s + 1]; m++) if (counts[members[m]] > 0) found.add(members[m])
  }
  return Int32Array.from(found).sort()
}

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(2 * numbers.length + 16)
  out.set(numbers)
  return out
}

/** 0 … end - 1, in an array of at least a size. */
function ascendingTo(end: number, size: number): Int32Array {
  const out = new Int32Array(Math.max(end, size))
  for (let i = 0; i < end; i++) out[i] = i
  return out
}
