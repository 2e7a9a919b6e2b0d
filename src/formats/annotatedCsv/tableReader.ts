// The rows of the blocks with one schema. The plan of a row is its columns cut into runs of key columns, which are
// mostly the same bytes as in the row before, and single columns whose cells are read.
import type { Frame } from '../../tables/index.ts'
import { type Fault, fault, nullOf } from '../../values/index.ts'
import { wider } from '../wider.ts'
import type { Block, BlockColumn } from './block.ts'
import { setLayout } from './cellKinds.ts'
import type { Cells } from './cells.ts'
import type { FieldScanner } from './fieldScanner.ts'

/** Thrown where a cell of the group key is another than in the first row of its table: such a text is read row by row. */
export class KeyVaries extends Error {}

export class TableReader {
  private offsets = new Int32Array(16)
  private tables = 0
  private rows = 0
  /** For each step of a row: a column that is read, or -1 - n for a run of n key columns (the first holds the table). */
  private readonly steps: readonly number[]
  /** The first column of each run. */
  private readonly firsts: readonly number[]

  /** The texts of the key cells of the table's first row, by column. */
  private readonly keyTexts: string[] = []

  /** `keysByRow`: the cells of the group key are read in every row. */
  constructor(
    readonly index: number,
    private readonly columns: readonly BlockColumn[],
    private readonly cells: readonly Cells[],
    private readonly keysByRow: boolean,
  ) {
    const steps: number[] = [-1]
    const firsts: number[] = [0]
    columns.forEach((c, i) => {
      const last = steps.length - 1
      if (!c.key || keysByRow) steps.push(i)
      else if (steps[last] < 0) steps[last]--
      else steps.push(-2)
      if (steps.length - 1 > last) firsts.push(i)
    })
    this.steps = steps
    this.firsts = firsts
  }

  /** Reads the rows of a block; returns how many tables it had. */
  read(scanner: FieldScanner, block: Block): number {
    this.configure(block)
    const before = this.tables
    const { bytes, end } = scanner
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const { steps, cells } = this
    const lastStep = steps.length - 1
    // Where the runs of the row before lie, and how long they are; -1 before the first row.
    const runStarts = new Int32Array(steps.length).fill(-1)
    const runLengths = new Int32Array(steps.length)
    let id = block.table
    let open = false
    while (scanner.toLine()) {
      const start = scanner.at
      let fresh = false
      for (let s = 0; s <= lastStep; s++) {
        const step = steps[s]
        const at = scanner.at
        if (step >= 0) {
          const after = cells[step].take(bytes, at, end)
          if (after >= 0) this.pass(scanner, after, s === lastStep)
          else this.readCell(scanner, step, s === lastStep)
          continue
        }
        if (!fresh && runStarts[s] >= 0) {
          const length = runLengths[s]
          if (sameBytes(view, runStarts[s], at, length, end) && this.passRun(scanner, at + length, s === lastStep)) {
            runStarts[s] = at
            continue
          }
          scanner.at = at
        }
        if (s === 0) {
          const found = this.leading(scanner, columnsOf(step) === 0 && lastStep === 0)
          if (found === null) {
            scanner.at = start
            return this.finish(block, before, open)
          }
          if (!open || (found !== '' && found !== id)) {
            if (found === '' && id === '') throw fault('invalid', 'missing table ID')
            if (found !== '') id = found
            this.begin()
            open = fresh = true
          }
        }
        this.readRun(scanner, s, fresh, s === lastStep)
        runStarts[s] = at
        runLengths[s] = this.runEnd(scanner) - at
      }
      this.rows++
    }
    return this.finish(block, before, open)
  }

  build(): Frame {
    const offsets = this.offsets.slice(0, this.tables + 1)
    offsets[this.tables] = this.rows
    // where there is no column there is nothing a row could be of
    if (this.columns.length === 0) offsets.fill(0)
    const columns = this.columns.map((c, i) => this.cells[i].build(c.label, c.key && !this.keysByRow ? 'group' : 'row'))
    return { columns, key: this.columns.filter(c => c.key).map(c => c.label), offsets }
  }

  private configure(block: Block): void {
    block.columns.forEach((c, i) => {
      const cells = this.cells[i]
      setLayout(cells, c.layout)
      cells.standard = c.standard === '' ? nullOf(cells.type) : cells.parse(c.standard)
    })
  }

  /** A block without rows is an empty table, whose key its defaults give. */
  private finish(block: Block, before: number, open: boolean): number {
    if (!open) {
      if (block.table === '') throw fault('invalid', 'missing table ID')
      this.begin()
      this.columns.forEach((c, i) => {
        if (c.key && !this.keysByRow) this.cells[i].add(this.cells[i].standard)
      })
    }
    return this.tables - before
  }

  private begin(): void {
    if (this.tables + 1 >= this.offsets.length)
      this.offsets = wider(this.offsets, new Int32Array(this.offsets.length * 2))
    this.offsets[this.tables++] = this.rows
  }

  /** The text of the table's number; null where the line begins another block. */
  private leading(scanner: FieldScanner, last: boolean): string | null {
    scanner.next()
    if (!scanner.empty) return null
    if (scanner.lineEnd) throw wrongCount()
    scanner.next()
    if (scanner.lineEnd) throw wrongCount()
    scanner.next()
    if (scanner.lineEnd !== last) throw wrongCount()
    return scanner.text
  }

  /** The key columns of a run: read in a table's first row, compared with it in the others. */
  private readRun(scanner: FieldScanner, s: number, fresh: boolean, lastRun: boolean): void {
    const count = columnsOf(this.steps[s])
    for (let k = 0; k < count; k++) {
      const column = this.firsts[s] + k
      const last = lastRun && k === count - 1
      if (fresh) {
        this.readCell(scanner, column, last)
        this.keyTexts[column] = scanner.text
      } else {
        scanner.next()
        if (scanner.lineEnd !== last) throw wrongCount()
        if (scanner.text !== this.keyTexts[column]) throw new KeyVaries()
      }
    }
  }

  private readCell(scanner: FieldScanner, column: number, last: boolean): void {
    scanner.next()
    if (scanner.lineEnd !== last) throw wrongCount()
    const cells = this.cells[column]
    cells.add(scanner.empty ? cells.standard : cells.parse(scanner.text))
  }

  /** Steps over the delimiter at `after`. */
  private pass(scanner: FieldScanner, after: number, last: boolean): void {
    if (!this.passRun(scanner, after, last)) throw wrongCount()
  }

  private passRun(scanner: FieldScanner, after: number, last: boolean): boolean {
    const { bytes, end } = scanner
    const b = after < end ? bytes[after] : 10
    if (!last) {
      scanner.at = after + 1
      return b === 44
    }
    const carriage = b === 13 && (after + 1 >= end || bytes[after + 1] === 10)
    scanner.at = after + (carriage ? 2 : 1)
    return b === 10 || carriage
  }

  /** Where the run ended that was read last, its delimiter left out. */
  private runEnd(scanner: FieldScanner): number {
    const p = Math.min(scanner.at, scanner.end) - 1
    if (!scanner.lineEnd) return p
    const { bytes } = scanner
    const line = bytes[p] === 10 ? p : p + 1
    return line > 0 && bytes[line - 1] === 13 ? line - 1 : line
  }
}

const columnsOf = (step: number): number => -1 - step

const wrongCount = (): Fault => fault('invalid', 'wrong number of fields')

function sameBytes(view: DataView, a: number, b: number, length: number, end: number): boolean {
  if (b + length > end) return false
  let i = 0
  for (; i + 4 <= length; i += 4) if (view.getInt32(a + i, true) !== view.getInt32(b + i, true)) return false
  for (; i < length; i++) if (view.getInt8(a + i) !== view.getInt8(b + i)) return false
  return true
}
