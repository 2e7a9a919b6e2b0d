// Whether two answers are equal: results by name, tables in order, group keys, columns with types, values. Floats may
// differ by 1e-9 of their size, NaN equals NaN. The order of columns is told apart, since the reference's is often random.
import {
  type Column,
  cell,
  columnNamed,
  countTables,
  type Frame,
  forEachTable,
  rowsOf,
  type TableStream,
} from '../tables/index.ts'
import { isNull, quoted, Time, UInt, type Value } from '../values/index.ts'

export interface Named {
  readonly name: string
  readonly stream: TableStream
}

/** What the reference itself leaves open, from a `.meta` file. */
export interface Freedom {
  readonly tables: boolean
  readonly rows: boolean
}

export interface Comparison {
  /** The first difference found, in words; null when there is none. */
  readonly difference: string | null
  readonly columnOrderDiffers: boolean
}

interface TableView {
  readonly frame: Frame
  readonly table: number
}

export function compareResults(expected: readonly Named[], found: readonly Named[], freedom: Freedom): Comparison {
  let columnOrderDiffers = false
  const names = (all: readonly Named[]): string =>
    all
      .map(r => r.name)
      .sort()
      .join(', ')
  if (names(expected) !== names(found))
    return { difference: `results: expected [${names(expected)}], found [${names(found)}]`, columnOrderDiffers }
  for (const { name, stream } of expected) {
    const other = found.find(r => r.name === name)!.stream
    const { difference, columnOrder } = compareStreams(stream, other, freedom)
    columnOrderDiffers ||= columnOrder
    if (difference !== null) return { difference: `${name}: ${difference}`, columnOrderDiffers }
  }
  return { difference: null, columnOrderDiffers }
}

function viewsOf(stream: TableStream): TableView[] {
  const out: TableView[] = []
  forEachTable(stream, (frame, table) => out.push({ frame, table }))
  return out
}

function compareStreams(
  expected: TableStream,
  found: TableStream,
  freedom: Freedom,
): { difference: string | null; columnOrder: boolean } {
  const [es, fs] = [viewsOf(expected), viewsOf(found)]
  if (freedom.tables) {
    es.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1))
    fs.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1))
  }
  if (es.length !== fs.length)
    return { difference: `expected ${countTables(expected)} tables, found ${countTables(found)}`, columnOrder: false }
  let columnOrder = false
  for (let i = 0; i < es.length; i++) {
    columnOrder ||= labels(es[i]).join() !== labels(fs[i]).join()
    const difference = compareTables(es[i], fs[i], freedom)
    if (difference !== null) return { difference: `table ${i} (${keyText(es[i])}): ${difference}`, columnOrder }
  }
  return { difference: null, columnOrder }
}

const labels = ({ frame }: TableView): string[] => frame.columns.map(c => c.label)

function keyText({ frame, table }: TableView): string {
  return frame.key
    .toSorted()
    .map(label => `${label}=${quoted(cell(columnNamed(frame, label)!, table, frame.offsets[table]))}`)
    .join(' ')
}

function compareTables(expected: TableView, found: TableView, freedom: Freedom): string | null {
  if (keyText(expected) !== keyText(found)) return `its group key is ${keyText(found)}`
  const shape = (v: TableView): string =>
    v.frame.columns
      .map(c => `${c.label}:${c.type}`)
      .sort()
      .join(', ')
  if (shape(expected) !== shape(found)) return `expected columns ${shape(expected)}, found ${shape(found)}`
  const [n, m] = [rowsOf(expected.frame, expected.table), rowsOf(found.frame, found.table)]
  if (n !== m) return `expected ${n} rows, found ${m}`
  return freedom.rows ? compareLoose(expected, found, n) : compareRows(expected, found, n)
}

function compareRows(expected: TableView, found: TableView, rows: number): string | null {
  for (const column of expected.frame.columns) {
    const other = columnNamed(found.frame, column.label)!
    for (let i = 0; i < rows; i++) {
      const [a, b] = [valueIn(expected, column, i), valueIn(found, other, i)]
      if (!sameValue(a, b)) return `${column.label}[${i}]: expected ${quoted(a)}, found ${quoted(b)}`
    }
  }
  return null
}

/** Rows in any order: compared as sorted texts. */
function compareLoose(expected: TableView, found: TableView, rows: number): string | null {
  const texts = (v: TableView): string[] =>
    Array.from({ length: rows }, (_, i) =>
      labels(v)
        .sort()
        .map(label => quoted(valueIn(v, columnNamed(v.frame, label)!, i)))
        .join(' | '),
    ).sort()
  const [a, b] = [texts(expected), texts(found)]
  const at = a.findIndex((text, i) => text !== b[i])
  return at < 0 ? null : `rows in any order: expected ${a[at]}, found ${b[at]}`
}

function valueIn({ frame, table }: TableView, column: Column, i: number): Value {
  return cell(column, table, frame.offsets[table] + i)
}

function sameValue(a: Value, b: Value): boolean {
  if (isNull(a) || isNull(b)) return isNull(a) && isNull(b)
  if (typeof a === 'number' && typeof b === 'number')
    return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
  if (a instanceof Time && b instanceof Time) return a.ns === b.ns
  if (a instanceof UInt && b instanceof UInt) return a.value === b.value
  return a === b
}
