// What the closures of a row function read: the row they stand on, and the names in scope there.
import { type Column, columnNamed, type Frame, kindOf, slotOf, valueAt } from '../tables/index.ts'
import { nullOf, quoted, RecordValue, type Value } from '../values/index.ts'
import { Scope } from './scope.ts'

export type Thunk = () => Value

const untyped = new WeakSet<Thunk>()

/** Marks what inference knows no type of: what `json.parse` gives, and what is taken out of it. */
export function asUntyped(thunk: Thunk): Thunk {
  untyped.add(thunk)
  return thunk
}

export function isUntyped(thunk: Thunk): boolean {
  return untyped.has(thunk)
}

/** The row a bound function stands on. */
export class Cursor {
  table = 0
  row = -1
  constructor(readonly frame: Frame) {}

  move(table: number, row: number): void {
    this.table = table
    this.row = row
  }
  /** Names the row among all rows of a stream: its table's key and its place there. */
  place(): string {
    const { frame, table, row } = this
    const key = frame.key.map(label => {
      const column = columnNamed(frame, label)!
      return `${label}=${quoted(valueAt(column, slotOf(column, table, row)))}`
    })
    return `${key.join(',')}#${row - frame.offsets[table]}`
  }
  /** The row as a record, for bodies that use it as a whole. */
  record(): RecordValue {
    const fields = new Map<string, Value>()
    for (const c of this.frame.columns) fields.set(c.label, valueAt(c, slotOf(c, this.table, this.row)))
    return new RecordValue(fields)
  }
  reader(label: string): Thunk {
    const column = columnNamed(this.frame, label)
    if (!column) {
      const missing = nullOf('invalid')
      return () => missing
    }
    return cellReader(column, this)
  }
}

function cellReader(column: Column, cursor: Cursor): Thunk {
  const { extent, nulls } = column
  const kind = kindOf(column.type)
  const missing = nullOf(column.type)
  const slot = extent === 'row' ? () => cursor.row : extent === 'group' ? () => cursor.table : () => 0
  if (nulls === null) return () => kind.valueAt(column, slot())
  return () => (nulls[slot()] === 1 ? missing : kind.valueAt(column, slot()))
}

/** Names inside a row function: the row, its other parameters, and what the script had in scope. */
export class RowScope {
  private readonly thunks = new Map<string, Thunk>()
  private rowName: string | null = null
  private readonly seen: { columns: Set<string>; whole: boolean }

  constructor(
    private readonly parent: RowScope | null,
    readonly outer: Scope,
  ) {
    this.seen = parent?.seen ?? { columns: new Set(), whole: false }
  }
  bind(name: string, thunk: Thunk): void {
    this.thunks.set(name, thunk)
  }
  bindRow(name: string): void {
    this.rowName = name
  }
  /** `row`, a computed name, or null: then the name belongs to the script around. */
  find(name: string): Thunk | 'row' | null {
    const own = this.thunks.get(name)
    if (own) return own
    if (this.rowName === name) return 'row'
    return this.parent?.find(name) ?? null
  }
  noteColumn(label: string): void {
    this.seen.columns.add(label)
  }
  noteWholeRow(): void {
    this.seen.whole = true
  }
  /** Columns that compiling has met so far. */
  get columnsUsed(): ReadonlySet<string> {
    return this.seen.columns
  }
  get usesWholeRow(): boolean {
    return this.seen.whole
  }
  /** Makes scopes of plain values, of the names bound so far, for what is evaluated by walking the tree. */
  capture(cursor: Cursor): () => Scope {
    const outer = this.parent?.capture(cursor) ?? (() => this.outer)
    const names = [...this.thunks]
    return () => {
      const scope = new Scope(outer())
      for (const [name, thunk] of names) scope.set(name, thunk())
      if (this.rowName !== null) scope.set(this.rowName, cursor.record())
      return scope
    }
  }
}

/** Computes a value at most once a row. */
export function oncePerRow(thunk: Thunk, cursor: Cursor): Thunk {
  let at = -2
  let value: Value
  const once = (): Value => {
    if (at !== cursor.row) {
      value = thunk()
      at = cursor.row
    }
    return value
  }
  return isUntyped(thunk) ? asUntyped(once) : once
}
