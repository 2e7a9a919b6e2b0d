// Regrouping: rows find the table their key names, tables with equal keys merge, schemas are united. Everything that
// changes a group key (group, window, set, rename, map, union, pivot …) comes through here.
import { fault } from '../values/index.ts'
import { type Column, gather, kindOf, relabel } from './columns/index.ts'
import { columnNamed, type Frame, rowCount, spread, tableCount, tableOfRows } from './frame.ts'
import { keySignature, sortByKey } from './groupKey.ts'
import { orderOf, type TableStream } from './stream.ts'

/**
 * Gives every frame the key `keyOf` names (labels it has, in key order) and returns the stream in key order.
 * Rows keep their order of arrival; merged tables null-fill the columns they lack.
 */
export function regroup(stream: TableStream, keyOf: (frame: Frame) => readonly string[]): TableStream {
  const frames = stream.frames.map(f => ({ ...f, key: keyOf(f) }))
  const assignment = assign({ ...stream, frames })
  return sortByKey(collect({ ...stream, frames }, assignment))
}

/** Merges tables whose keys have become equal; the order of arrival stays, or becomes that of the keys. */
export function mergeEqualKeys(stream: TableStream): TableStream {
  return regroup(stream, f => f.key)
}

interface Assignment {
  /** Destination of each table, or of each row where the key varies within tables. */
  readonly byTable: readonly (Int32Array | null)[]
  readonly byRow: readonly (Int32Array | null)[]
  readonly count: number
}

/** Numbers the destination tables by first appearance. */
function assign(stream: TableStream): Assignment {
  const perRow = stream.frames.map(f => f.key.some(label => columnNamed(f, label)!.extent === 'row'))
  const tuples = keyTuples(stream.frames, perRow)
  const byTable = stream.frames.map((f, i) => (perRow[i] ? null : new Int32Array(tableCount(f))))
  const byRow = stream.frames.map((f, i) => (perRow[i] ? new Int32Array(rowCount(f)) : null))
  const numbers = new Int32Array(tuples.count).fill(-1)
  let count = 0
  const numberOf = (tuple: number): number => (numbers[tuple] < 0 ? (numbers[tuple] = count++) : numbers[tuple])
  const order = orderOf(stream)
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    const own = tuples.ids[f]
    if (byTable[f]) byTable[f][t] = numberOf(own[t])
    else {
      const { offsets } = stream.frames[f]
      for (let row = offsets[t]; row < offsets[t + 1]; row++) byRow[f]![row] = numberOf(own[row])
    }
  }
  return { byTable, byRow, count }
}

/** A dense id of the key of each table or row, equal across frames where the keys are equal. */
function keyTuples(frames: readonly Frame[], perRow: readonly boolean[]): { ids: Int32Array[]; count: number } {
  const ids = frames.map((f, i) => new Int32Array(perRow[i] ? rowCount(f) : tableCount(f)))
  const families = new Map<string, number[]>()
  frames.forEach((frame, f) => {
    const signature = keySignature(frame)
    families.set(signature, [...(families.get(signature) ?? []), f])
  })
  let base = 0
  for (const family of families.values()) {
    const labels = [...frames[family[0]].key]
    let size = 1
    for (const label of labels) {
      const columns = family.map(f => columnNamed(frames[f], label)!)
      const codes = kindOf(columns[0].type).ids(columns)
      const parts = family.map((f, k) => ({
        ids: ids[f],
        column: columns[k],
        codes: codes[k],
        tables: perRow[f] && columns[k].extent === 'group' ? tableOfRows(frames[f].offsets) : null,
      }))
      size = combine(parts, size)
    }
    for (const f of family) for (let i = 0; i < ids[f].length; i++) ids[f][i] += base
    base += size
  }
  return { ids, count: base }
}

interface Part {
  readonly ids: Int32Array
  readonly column: Column
  readonly codes: Int32Array
  /** The table of each id, where ids stand for rows and the column has a slot a table. */
  readonly tables: Int32Array | null
}

/** Extends each id by one more column's code and makes the pairs dense again; returns how many there are. */
function combine(parts: readonly Part[], size: number): number {
  let top = 0
  for (const { codes } of parts) for (let i = 0; i < codes.length; i++) if (codes[i] > top) top = codes[i]
  const width = top + 1
  const direct = size * width <= 4_000_000 ? new Int32Array(size * width).fill(-1) : null
  const sparse = direct ? null : new Map<number, number>()
  let next = 0
  for (const { ids, column, codes, tables } of parts) {
    const single = column.extent === 'constant'
    for (let i = 0; i < ids.length; i++) {
      const pair = ids[i] * width + codes[single ? 0 : tables ? tables[i] : i]
      if (direct) ids[i] = direct[pair] < 0 ? (direct[pair] = next++) : direct[pair]
      else {
        let id = sparse!.get(pair)
        if (id === undefined) sparse!.set(pair, (id = next++))
        ids[i] = id
      }
    }
  }
  return Math.max(1, next)
}

/** Builds the destination tables: one frame for each set of source frames that meet in a table. */
function collect(stream: TableStream, { byTable, byRow, count }: Assignment): TableStream {
  const schemas = schemasOf(stream, byTable, byRow, count)
  const local = new Int32Array(count)
  const sizes = new Int32Array(schemas.sources.length)
  for (let d = 0; d < count; d++) local[d] = sizes[schemas.of[d]]++
  const frames = schemas.sources.map((sources, s) =>
    build(stream, sources, sizes[s], d => (schemas.of[d] === s ? local[d] : -1), byTable, byRow),
  )
  const order = new Int32Array(count * 2)
  for (let d = 0; d < count; d++) {
    order[2 * d] = schemas.of[d]
    order[2 * d + 1] = local[d]
  }
  return { frames, order: frames.length > 1 ? order : null, sorted: false, distinct: true }
}

/** For each destination the set of frames that reach it, sets numbered. */
function schemasOf(
  stream: TableStream,
  byTable: Assignment['byTable'],
  byRow: Assignment['byRow'],
  count: number,
): { of: Int32Array; sources: number[][] } {
  const of = new Int32Array(count).fill(-1)
  const sources: number[][] = []
  const steps = new Map<string, number>()
  const add = (d: number, f: number): void => {
    if (of[d] >= 0 && sources[of[d]].includes(f)) return
    const key = `${of[d]}+${f}`
    let next = steps.get(key)
    if (next === undefined) {
      next = sources.push([...(of[d] < 0 ? [] : sources[of[d]]), f]) - 1
      steps.set(key, next)
    }
    of[d] = next
  }
  const order = orderOf(stream)
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    if (byTable[f]) add(byTable[f][t], f)
    else {
      const { offsets } = stream.frames[f]
      for (let row = offsets[t]; row < offsets[t + 1]; row++) add(byRow[f]![row], f)
    }
  }
  const used = [...new Set(of)].sort((a, b) => a - b)
  const renumber = new Map(used.map((s, i) => [s, i]))
  for (let d = 0; d < count; d++) of[d] = renumber.get(of[d])!
  return { of, sources: used.map(s => sources[s]) }
}

/** One destination frame: rows counted, placed in order of arrival, and gathered column by column. */
function build(
  stream: TableStream,
  sources: readonly number[],
  tables: number,
  localOf: (destination: number) => number,
  byTable: Assignment['byTable'],
  byRow: Assignment['byRow'],
): Frame {
  const base = new Map<number, number>()
  let total = 0
  for (const f of sources) {
    base.set(f, total)
    total += rowCount(stream.frames[f])
  }
  const offsets = new Int32Array(tables + 1)
  const representative = {
    frame: new Int32Array(tables).fill(-1),
    table: new Int32Array(tables),
    row: new Int32Array(tables),
  }
  const order = orderOf(stream)
  const visit = (place: (local: number, f: number, t: number, row: number) => void): void => {
    for (let i = 0; i < order.length; i += 2) {
      const [f, t] = [order[i], order[i + 1]]
      if (!base.has(f)) continue
      const { offsets: from } = stream.frames[f]
      const whole = byTable[f] ? localOf(byTable[f][t]) : -1
      if (byTable[f] && whole < 0) continue
      if (byTable[f]) place(whole, f, t, -1)
      for (let row = from[t]; row < from[t + 1]; row++) {
        const local = byTable[f] ? whole : localOf(byRow[f]![row])
        if (local >= 0) place(local, f, t, row)
      }
    }
  }
  visit((local, f, t, row) => {
    if (row >= 0) offsets[local + 1]++
    if (representative.frame[local] >= 0) return
    representative.frame[local] = f
    representative.table[local] = t
    representative.row[local] = row
  })
  for (let t = 0; t < tables; t++) offsets[t + 1] += offsets[t]
  const next = offsets.slice()
  const slots = new Int32Array(offsets[tables])
  const tableSlots = new Int32Array(offsets[tables])
  const tableBase = new Map<number, number>()
  let tableTotal = 0
  for (const f of sources) {
    tableBase.set(f, tableTotal)
    tableTotal += tableCount(stream.frames[f])
  }
  visit((local, f, t, row) => {
    if (row < 0) return
    const at = next[local]++
    slots[at] = base.get(f)! + row
    tableSlots[at] = tableBase.get(f)! + t
  })
  return gatherColumns(stream.frames, sources, { offsets, slots, tableSlots, representative, base, tableBase })
}

interface Placement {
  readonly offsets: Int32Array
  /** For each destination row its row, and its table, in the sources laid end to end. */
  readonly slots: Int32Array
  readonly tableSlots: Int32Array
  readonly representative: { readonly frame: Int32Array; readonly table: Int32Array; readonly row: Int32Array }
  readonly base: ReadonlyMap<number, number>
  readonly tableBase: ReadonlyMap<number, number>
}

function gatherColumns(frames: readonly Frame[], sources: readonly number[], p: Placement): Frame {
  const key = frames[sources[0]].key
  const columns = unitedColumns(sources.map(f => frames[f])).map(({ label, parts }) => {
    if (key.includes(label)) return keyColumn(label, frames, sources, p)
    const [first] = parts
    if (parts.length === 1 && first?.extent === 'constant') return first
    const tablewise = parts.every(c => c?.extent === 'group')
    const whole =
      parts.length === 1
        ? first!
        : joinParts(
            label,
            parts,
            sources.map(f => frames[f]),
            tablewise,
          )
    return relabel(gather(whole, tablewise ? p.tableSlots : p.slots, 'row'), label)
  })
  return { columns, key, offsets: p.offsets }
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

function keyColumn(label: string, frames: readonly Frame[], sources: readonly number[], p: Placement): Column {
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
  const tables = p.offsets.length - 1
  const slots = new Int32Array(tables)
  for (let t = 0; t < tables; t++) {
    const i = place.get(p.representative.frame[t])!
    const { extent } = columns[i]
    const own = extent === 'row' ? p.representative.row[t] : extent === 'group' ? p.representative.table[t] : 0
    slots[t] = starts[i] + own
  }
  return relabel(gather(whole, slots, 'group'), label)
}
