// One frame of regrouped tables: its rows are counted, placed in order of arrival, and gathered column by column.
import { fault } from '../values/index.ts'
import { type Column, gather, gatherLater, kindOf, relabel } from './columns/index.ts'
import { columnNamed, type Frame, rowCount, spread, tableCount, tableOfRows } from './frame.ts'

/** Where tables and rows of a stream go, as numbers of destination tables. */
export interface Assignment {
  /** Destination of each table, or of each row where the key varies within tables. */
  readonly byTable: readonly (Int32Array | null)[]
  readonly byRow: readonly (Int32Array | null)[]
  readonly count: number
}

/** The destination tables that make one frame. */
export interface Destination {
  /** The frames whose rows meet in these tables. */
  readonly sources: readonly number[]
  readonly tables: number
  /** The table in this frame of each destination number, -1 for those of other frames. */
  readonly localOf: Int32Array
}

export function placeInTables(
  frames: readonly Frame[],
  order: Int32Array,
  assignment: Assignment,
  { sources, tables, localOf }: Destination,
): Frame {
  const base = new Int32Array(frames.length).fill(-1)
  let total = 0
  for (const f of sources) {
    base[f] = total
    total += rowCount(frames[f])
  }
  const first = new Firsts(tables)
  const offsets = new Int32Array(tables + 1)
  visit(frames, order, assignment, localOf, base, {
    table(local, f, t, from, to) {
      first.note(local, f, t, from)
      offsets[local + 1] += to - from
    },
    rows(destinations, f, t, from, to) {
      for (let row = from; row < to; row++) {
        const local = localOf[destinations[row]]
        if (local < 0) continue
        if (offsets[local + 1]++ === 0) first.note(local, f, t, row)
      }
    },
  })
  for (let t = 0; t < tables; t++) offsets[t + 1] += offsets[t]
  const slots = once(() => rowSlots(frames, order, assignment, localOf, base, offsets))
  const alone = sources.length === 1 && offsets[tables] === total
  const byRow = assignment.byRow[sources[0]]
  if (alone && byRow === null) {
    const inPlace = staysInPlace(frames, order, assignment, localOf, base, offsets)
    return gatherColumns(frames, sources, { offsets, slots, inPlace, tableOf: null, first })
  }
  const tableOf = alone && frames.length === 1 && tablesAscend(order) ? byRow : null
  return gatherColumns(frames, sources, { offsets, slots, inPlace: ascends(tableOf), tableOf, first })
}

/** Whether the tables of a frame are visited as they lie. */
function tablesAscend(order: Int32Array): boolean {
  for (let i = 3; i < order.length; i += 2) if (order[i] < order[i - 2]) return false
  return true
}

/** Whether rows are in the order of the tables they go to. */
function ascends(tableOf: Int32Array | null): boolean {
  if (tableOf === null) return false
  for (let row = 1; row < tableOf.length; row++) if (tableOf[row] < tableOf[row - 1]) return false
  return true
}

/** Whether the tables of a frame, all of which go whole, come to lie where they are. */
function staysInPlace(
  frames: readonly Frame[],
  order: Int32Array,
  assignment: Assignment,
  localOf: Int32Array,
  base: Int32Array,
  offsets: Int32Array,
): boolean {
  const next = offsets.slice()
  let same = true
  visit(frames, order, assignment, localOf, base, {
    table(local, _f, _t, from, to) {
      if (next[local] !== from) same = false
      next[local] += to - from
    },
    rows() {},
  })
  return same
}

/** For each destination row its row in the sources laid end to end. */
function rowSlots(
  frames: readonly Frame[],
  order: Int32Array,
  assignment: Assignment,
  localOf: Int32Array,
  base: Int32Array,
  offsets: Int32Array,
): Int32Array {
  const next = offsets.slice()
  const slots = new Int32Array(offsets[offsets.length - 1])
  visit(frames, order, assignment, localOf, base, {
    table(local, f, _t, from, to) {
      const shift = next[local] - from
      for (let row = from; row < to; row++) slots[row + shift] = base[f] + row
      next[local] += to - from
    },
    rows: (destinations, f, _t, from, to) => placeRows(destinations, from, to, localOf, next, slots, base[f]),
  })
  return slots
}

interface Visitor {
  /** A whole table, its rows from `from` to before `to`, goes to the table `local`. */
  table(local: number, frame: number, table: number, from: number, to: number): void
  /** The rows of a table go where `destinations` says. */
  rows(destinations: Int32Array, frame: number, table: number, from: number, to: number): void
}

function visit(
  frames: readonly Frame[],
  order: Int32Array,
  { byTable, byRow }: Assignment,
  localOf: Int32Array,
  base: Int32Array,
  visitor: Visitor,
): void {
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    if (base[f] < 0) continue
    const { offsets } = frames[f]
    const [whole, rows] = [byTable[f], byRow[f]]
    if (rows) visitor.rows(rows, f, t, offsets[t], offsets[t + 1])
    else if (localOf[whole![t]] >= 0) visitor.table(localOf[whole![t]], f, t, offsets[t], offsets[t + 1])
  }
}

function placeRows(
  destinations: Int32Array,
  from: number,
  to: number,
  localOf: Int32Array,
  next: Int32Array,
  slots: Int32Array,
  base: number,
): void {
  for (let row = from; row < to; row++) {
    const local = localOf[destinations[row]]
    if (local >= 0) slots[next[local]++] = base + row
  }
}

/** What came first to each table: it gives the table its key. */
class Firsts {
  readonly frame: Int32Array
  readonly table: Int32Array
  readonly row: Int32Array

  constructor(tables: number) {
    this.frame = new Int32Array(tables).fill(-1)
    this.table = new Int32Array(tables)
    this.row = new Int32Array(tables)
  }

  note(local: number, frame: number, table: number, row: number): void {
    if (this.frame[local] >= 0) return
    this.frame[local] = frame
    this.table[local] = table
    this.row[local] = row
  }
}

interface Placement {
  readonly offsets: Int32Array
  /** For each destination row its row in the sources laid end to end. */
  slots(): Int32Array
  /** Rows stay where they are. */
  readonly inPlace: boolean
  /** Of the rows of a frame that is the only one; their order stays within tables. */
  readonly tableOf: Int32Array | null
  readonly first: Firsts
}

function gatherColumns(frames: readonly Frame[], sources: readonly number[], placement: Placement): Frame {
  const { offsets, slots, inPlace, tableOf } = placement
  const { key } = frames[sources[0]]
  const own = sources.map(f => frames[f])
  const still = tableOf && { offsets, tableOf }
  const tablesOf = once(() => (inPlace ? tableOfRows(own[0].offsets) : tablesOfSlots(own, slots())))
  const columns = unitedColumns(own).map(({ label, parts }) => {
    if (key.includes(label)) return keyColumn(label, frames, sources, placement)
    const [first] = parts
    if (parts.length === 1 && (first?.extent === 'constant' || (first?.extent === 'row' && inPlace))) return first
    const tablewise = parts.every(c => c?.extent === 'group')
    const whole = parts.length === 1 ? first! : joinParts(label, parts, own, tablewise)
    if (tablewise) return gatherLater(relabel(whole, label), tablesOf, 'row')
    return gatherLater(relabel(whole, label), slots, 'row', still)
  })
  return { columns, key, offsets }
}

/** Computed when it is first asked for. */
function once(compute: () => Int32Array): () => Int32Array {
  let made: Int32Array | null = null
  return () => (made ??= compute())
}

/** The tables of rows, both counted over frames laid end to end. */
function tablesOfSlots(frames: readonly Frame[], slots: Int32Array): Int32Array {
  const owners = new Int32Array(frames.reduce((n, f) => n + rowCount(f), 0))
  let [rows, tables] = [0, 0]
  for (const frame of frames) {
    const own = tableOfRows(frame.offsets)
    for (let i = 0; i < own.length; i++) owners[rows + i] = tables + own[i]
    rows += own.length
    tables += tableCount(frame)
  }
  const out = new Int32Array(slots.length)
  for (let i = 0; i < out.length; i++) out[i] = owners[slots[i]]
  return out
}

/** The columns of several frames by first appearance; one label with two types cannot be united. */
function unitedColumns(frames: readonly Frame[]): Array<{ label: string; parts: Array<Column | null> }> {
  const labels = [...new Set(frames.flatMap(f => f.columns.map(c => c.label)))]
  return labels.map(label => {
    const parts = frames.map(f => columnNamed(f, label) ?? null)
    const types = [...new Set(parts.flatMap(c => (c ? [c.type] : [])))]
    if (types.length > 1)
      throw fault(
        'failed precondition',
        `schema collision detected: column "${label}" is both of type ${types[0]} and ${types[1]}`,
      )
    return { label, parts }
  })
}

/** The parts end to end: a slot a table where all parts have that, else a slot a row. */
function joinParts(
  label: string,
  parts: readonly (Column | null)[],
  frames: readonly Frame[],
  tablewise: boolean,
): Column {
  const kind = kindOf(parts.find(c => c !== null)!.type)
  const whole = parts.map((column, i) => ({
    column: column === null || tablewise ? column : spread(column, frames[i].offsets),
    length: tablewise ? tableCount(frames[i]) : rowCount(frames[i]),
  }))
  return kind.concat(label, whole)
}

function keyColumn(
  label: string,
  frames: readonly Frame[],
  sources: readonly number[],
  { offsets, first }: Placement,
): Column {
  const columns = sources.map(f => columnNamed(frames[f], label)!)
  const starts: number[] = []
  let total = 0
  for (const c of columns) {
    starts.push(total)
    total += c.values.length
  }
  const whole =
    columns.length === 1
      ? columns[0]
      : kindOf(columns[0].type).concat(
          label,
          columns.map(column => ({ column, length: column.values.length })),
        )
  const place = new Map(sources.map((f, i) => [f, i]))
  const tables = offsets.length - 1
  const slots = new Int32Array(tables)
  for (let t = 0; t < tables; t++) {
    const i = place.get(first.frame[t])!
    const { extent } = columns[i]
    const own = extent === 'row' ? first.row[t] : extent === 'group' ? first.table[t] : 0
    slots[t] = starts[i] + own
  }
  return relabel(gather(whole, slots, 'group'), label)
}
