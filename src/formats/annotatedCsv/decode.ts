// Annotated CSV to tables, column by column from the bytes. Cells of the group key are the same in all rows of a table:
// whole runs of them are compared with the row before and passed over. Tables stay in the order in which they arrive.
import {
  type Column,
  Dictionary,
  emptyStream,
  type Frame,
  kindOfCsvType,
  type TableStream,
} from '../../tables/index.ts'
import { Fault, fault } from '../../values/index.ts'
import { ByteInterner } from '../byteInterner.ts'
import { type Block, ErrorBlock, readBlock } from './block.ts'
import { cellsOf } from './cellKinds.ts'
import type { Cells } from './cells.ts'
import type { NamedStream } from './encode.ts'
import { FieldScanner } from './fieldScanner.ts'
import { KeyVaries, TableReader } from './tableReader.ts'

export interface CsvOptions {
  /** `raw`: no annotations, a header, every column a string, one table. Any other word is read as `annotations`. */
  readonly mode?: string
  /** What stands before a message; csv.from's own unless given. */
  readonly prefix?: string
}

/** The results of an annotated text, named by their `#default` rows. Throws a Fault with the reference's words. */
export function decodeAnnotatedCsv(input: string | Uint8Array, options: CsvOptions = {}): NamedStream[] {
  return decode(input, options, false)
}

function decode(input: string | Uint8Array, options: CsvOptions, strict: boolean): NamedStream[] {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  try {
    if (options.mode === 'raw') return [{ name: '_result', stream: decodeRaw(new FieldScanner(bytes)) }]
    return decodeBlocks(bytes, strict)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw fault(error.code, (options.prefix ?? 'error in csv.from(): ') + error.message)
  }
}

/** As `csv.from` reads: the tables of the one result a text may hold. */
export function decodeCsv(input: string | Uint8Array, options: CsvOptions = {}): TableStream {
  const results = decode(input, options, true)
  if (results.length > 1) {
    const refusal = fault('invalid', `${options.prefix ?? 'error in csv.from(): '}csv.from() can only parse 1 result`)
    refusal.delivered = results[0].stream
    throw refusal
  }
  return results[0]?.stream ?? emptyStream
}

/** What a server answers a query with: its results, and the error that ended it, if one did. */
export function decodeQueryAnswer(bytes: Uint8Array): { results: NamedStream[]; error: string | null } {
  let error: string | null = null
  const onError = (block: ErrorBlock): void => {
    error = block.message
  }
  const results = decodeBlocks(bytes, false, onError)
  return { results, error }
}

/** Where the cells of a group key are not the same in all rows of a table, they are kept row by row. */
function decodeBlocks(bytes: Uint8Array, strict: boolean, onError = refuse): NamedStream[] {
  try {
    return readBlocks(new FieldScanner(bytes), strict, false, onError)
  } catch (error) {
    if (!(error instanceof KeyVaries)) throw error
    return readBlocks(new FieldScanner(bytes), strict, true, onError)
  }
}

function refuse(block: ErrorBlock): void {
  throw block
}

/** An answer without tables is a line end alone; where `strict`, it lacks its annotations. Nothing follows an error. */
function readBlocks(
  scanner: FieldScanner,
  strict: boolean,
  keysByRow: boolean,
  onError: (block: ErrorBlock) => void,
): NamedStream[] {
  const dict = new Dictionary()
  const texts = new ByteInterner(dict, cellText)
  const results: Array<{ name: string; tables: ResultTables }> = []
  let more = scanner.toLine() || strict
  while (more) {
    const block = blockOrError(scanner)
    if (block instanceof ErrorBlock) {
      onError(block)
      break
    }
    let last = results.at(-1)
    if (last?.name !== block.result)
      results.push((last = { name: block.result, tables: new ResultTables(texts, keysByRow) }))
    last.tables.read(scanner, block)
    more = scanner.toLine()
  }
  return results.map(({ name, tables }) => ({ name, stream: tables.build() }))
}

function blockOrError(scanner: FieldScanner): Block | ErrorBlock {
  try {
    return readBlock(scanner)
  } catch (error) {
    if (error instanceof ErrorBlock) return error
    throw error
  }
}

/** The tables of one result: a frame for each schema, however often its block comes back. */
class ResultTables {
  private readonly readers: TableReader[] = []
  private readonly bySchema = new Map<string, TableReader>()
  private readonly sequence: number[] = []

  constructor(
    private readonly texts: ByteInterner,
    private readonly keysByRow: boolean,
  ) {}

  read(scanner: FieldScanner, block: Block): void {
    const schema = JSON.stringify(block.columns.map(c => [c.label, c.type, c.key]))
    let reader = this.bySchema.get(schema)
    if (!reader) {
      const cells = block.columns.map(c => cellsOf(c.type, this.texts))
      reader = new TableReader(this.readers.length, block.columns, cells, this.keysByRow)
      this.readers.push(reader)
      this.bySchema.set(schema, reader)
    }
    const tables = reader.read(scanner, block)
    for (let i = 0; i < tables; i++) this.sequence.push(reader.index)
  }

  build(): TableStream {
    const frames = this.readers.map(r => r.build())
    if (frames.length <= 1) return { frames, order: null, sorted: false }
    const next = new Int32Array(frames.length)
    const order = new Int32Array(this.sequence.length * 2)
    this.sequence.forEach((f, i) => {
      order[2 * i] = f
      order[2 * i + 1] = next[f]++
    })
    return { frames, order, sorted: false }
  }
}

function decodeRaw(scanner: FieldScanner): TableStream {
  if (!scanner.toLine()) return emptyStream
  const labels = scanner.line()
  const texts = new ByteInterner(new Dictionary(), cellText)
  const type = kindOfCsvType('string')!.type
  const cells = labels.map(() => cellsOf(type, texts))
  let rows = 0
  while (scanner.toLine()) {
    for (let i = 0; i < cells.length; i++) {
      readCell(scanner, cells[i])
      if (scanner.lineEnd !== (i === cells.length - 1)) throw fault('invalid', 'wrong number of fields')
    }
    rows++
  }
  const columns: Column[] = labels.map((label, i) => cells[i].build(label, 'row'))
  const frame: Frame = { columns, key: [], offsets: Int32Array.of(0, rows) }
  return { frames: [frame], order: null, sorted: true }
}

function readCell(scanner: FieldScanner, cells: Cells): void {
  scanner.next()
  cells.add(scanner.empty ? cells.standard : cells.parse(scanner.text))
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

function cellText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 256) return utf8.decode(bytes.subarray(from, to))
  let high = 0
  for (let i = from; i < to; i++) high |= bytes[i]
  const part = bytes.subarray(from, to)
  return high < 128 ? String.fromCharCode.apply(null, part as unknown as number[]) : utf8.decode(part)
}
