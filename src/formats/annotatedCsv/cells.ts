// Columns that fill from the bytes of cells; one class a column type. `take` reads a plain cell where it stands and says
// where it ends; -1 sends the cell the long way round, by its text, which also finds the words for what is wrong.
import type { Column, ColumnType, Extent } from '../../tables/index.ts'
import { type Fault, fault, isNull, nullOf, type Value } from '../../values/index.ts'
import { wider } from '../wider.ts'

export abstract class Cells {
  length = 0
  /** What an empty cell stands for. */
  standard: Value
  private nulls: Uint8Array<ArrayBuffer> | null = null

  constructor(readonly type: ColumnType) {
    this.standard = nullOf(type)
  }

  /** Appends the plain cell at `at` and returns its end; -1, with nothing appended, when it is not plain. */
  abstract take(bytes: Uint8Array, at: number, end: number): number
  /** Throws a Fault with the reference's words. */
  abstract parse(text: string): Value
  protected abstract append(value: Value): void
  /** What a null slot holds. */
  protected abstract appendZero(): void
  protected abstract stored(label: string, extent: Extent): Column

  add(value: Value): void {
    if (!isNull(value)) {
      this.append(value)
      return
    }
    if (this.nulls === null) this.nulls = new Uint8Array(Math.max(16, this.length + 1))
    else if (this.length >= this.nulls.length) this.nulls = wider(this.nulls, new Uint8Array(this.length * 2))
    this.nulls[this.length] = 1
    this.appendZero()
  }

  build(label: string, extent: Extent): Column {
    const column = this.stored(label, extent)
    if (this.nulls === null) return column
    const nulls = new Uint8Array(this.length)
    nulls.set(this.nulls.subarray(0, this.length))
    return { ...column, nulls }
  }
}

/** True at a comma, a line end or the end of the text. */
export function isDelimiter(bytes: Uint8Array, at: number, end: number): boolean {
  if (at >= end) return true
  const b = bytes[at]
  return b === 44 || b === 10 || (b === 13 && (at + 1 >= end || bytes[at + 1] === 10))
}

/** The errors of Go's strconv. */
export function numberFault(parser: string, text: string, outOfRange = false): Fault {
  const why = outOfRange ? 'value out of range' : 'invalid syntax'
  return fault('invalid', `strconv.${parser}: parsing ${JSON.stringify(text)}: ${why}`)
}
