// Numbers that say which tables, or which rows, of several frames are equal in given columns. Two slots have one number
// exactly where the columns both have are equal there; a column that a frame lacks counts as a value of its own.
import { type Column, columnNamed, type Frame, kindOf, rowCount, tableCount, tableOfRows } from '../../tables/index.ts'

/** Pairs of numbers are looked up in a plain table while it stays this small. */
const PLAIN = 1 << 22

export function numbersOf(
  frames: readonly Frame[],
  labels: readonly string[],
  unit: 'tables' | 'rows',
): readonly Int32Array[] {
  const numbers = frames.map(f => new Int32Array(unit === 'rows' ? rowCount(f) : tableCount(f)))
  let next = 1
  for (const label of labels)
    for (const members of families(frames, label)) {
      const { type } = members[0].column
      const columns = members.map(m => m.column)
      // of floats only ranks take one NaN for another
      const ids = kindOf(type).numeric ? kindOf(type).ranks(columns) : kindOf(type).ids(columns)
      const combined = new Pairs(next, ids)
      members.forEach(({ frame, column }, i) => {
        const slots = slotsOf(frames[frame], column, unit)
        const own = numbers[frame]
        for (let at = 0; at < own.length; at++) own[at] = combined.number(own[at], ids[i][slots ? slots[at] : 0])
      })
      next = combined.next
    }
  return numbers
}

interface Member {
  readonly frame: number
  readonly column: Column
}

/** The columns of a label that can be compared, type by type. */
function families(frames: readonly Frame[], label: string): Iterable<readonly Member[]> {
  const byType = new Map<string, Member[]>()
  frames.forEach((f, frame) => {
    const column = columnNamed(f, label)
    if (!column) return
    const members = byType.get(column.type)
    if (members) members.push({ frame, column })
    else byType.set(column.type, [{ frame, column }])
  })
  return byType.values()
}

/** The slot of each table or row; null where there is but one. A table without rows may have no slot. */
function slotsOf(frame: Frame, column: Column, unit: 'tables' | 'rows'): Int32Array | null {
  if (column.extent === 'constant') return null
  if (unit === 'tables') return column.extent === 'row' ? frame.offsets.slice(0, -1) : Int32Array.from({ length: tableCount(frame) }, (_, t) => t) // biome-ignore format: one choice
  return column.extent === 'group' ? tableOfRows(frame.offsets) : Int32Array.from({ length: rowCount(frame) }, (_, r) => r) // biome-ignore format: one choice
}

/** New numbers for pairs of a number so far and an id. */
class Pairs {
  private readonly span: number
  private readonly plain: Int32Array | null
  private readonly known = new Map<number, number>()

  constructor(
    public next: number,
    ids: readonly Int32Array[],
  ) {
    let top = 0
    for (const own of ids) for (let i = 0; i < own.length; i++) if (own[i] > top) top = own[i]
    this.span = top + 2
    this.plain = this.span * next <= PLAIN ? new Int32Array(this.span * next) : null
  }

  number(before: number, id: number | undefined): number {
    const pair = before * this.span + (id === undefined ? this.span - 1 : id)
    const found = this.plain === null ? this.known.get(pair) : this.plain[pair] || undefined
    if (found !== undefined) return found
    if (this.plain === null) this.known.set(pair, this.next)
    else this.plain[pair] = this.next
    return this.next++
  }
}
