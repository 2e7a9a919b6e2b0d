// Annotated CSV as the reference writes it: CRLF everywhere, quotes only where they must be, a block of annotations
// where the schema changes and around empty tables. In a quoted cell a line end becomes CRLF too: read back it is one
// line end again.
import {
  type Column,
  type Frame,
  forEachTable,
  isNullAt,
  kindOf,
  slotOf,
  type TableStream,
} from '../../tables/index.ts'
import { timeTexts } from './timeTexts.ts'

export interface NamedStream {
  readonly name: string
  readonly stream: TableStream
}

/** Pieces are at least this long, but for the last. */
const PIECE = 1 << 16

/** The text of the results, in pieces. No result, or one without a table, is a line end alone. */
export function* encodeAnnotatedCsv(results: Iterable<NamedStream>): Generator<string, void> {
  let any = false
  for (const { name, stream } of results) {
    any = true
    yield* encodeResult(name, stream)
  }
  if (!any) yield '\r\n'
}

/** The block that tells, behind results already written, why nothing follows. */
export function encodeErrorBlock(message: string): string {
  return `\r\n#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,${quotedCell(message)},\r\n`
}

function* encodeResult(name: string, stream: TableStream): Generator<string, void> {
  const texts = new Map<Column, CellTexts>()
  const textsOf = (c: Column): CellTexts => {
    let own = texts.get(c)
    if (!own) texts.set(c, (own = cellTexts(c)))
    return own
  }
  let out = ''
  let schema: string | null = null
  const tables: Array<[frame: Frame, table: number]> = []
  forEachTable(stream, (frame, table) => tables.push([frame, table]))
  const headers = new Map<Frame, Header>()
  for (let id = 0; id < tables.length; id++) {
    const [frame, table] = tables[id]
    let header = headers.get(frame)
    if (!header) headers.set(frame, (header = headerOf(frame)))
    const empty = frame.offsets[table] === frame.offsets[table + 1]
    if (empty || schema !== header.text) {
      if (id > 0) out += '\r\n'
      out += header.types
      out += header.groups
      out += defaults(name, frame, table, empty ? id : null, textsOf)
      out += header.labels
      schema = empty ? null : header.text
    }
    const row = rowWriter(frame, table, id, textsOf)
    for (let r = frame.offsets[table]; r < frame.offsets[table + 1]; r++) {
      out += row(r)
      if (out.length >= PIECE) {
        yield out
        out = ''
      }
    }
  }
  yield out + '\r\n'
}

interface Header {
  readonly types: string
  readonly groups: string
  readonly labels: string
  /** Equal where no new block is needed. */
  readonly text: string
}

function headerOf(frame: Frame): Header {
  const { columns, key } = frame
  const line = (start: string, cells: readonly string[]): string => [start, ...cells].join(',') + '\r\n'
  const types = line(
    '#datatype,string,long',
    columns.map(c => kindOf(c.type).csvType),
  )
  const groups = line(
    '#group,false,false',
    columns.map(c => String(key.includes(c.label))),
  )
  const labels = line(
    ',result,table',
    columns.map(c => quotedCell(c.label)),
  )
  return { types, groups, labels, text: types + groups + labels }
}

/** An empty table has its number and its key here, for it has no row to show them. */
function defaults(
  name: string,
  frame: Frame,
  table: number,
  id: number | null,
  textsOf: (c: Column) => CellTexts,
): string {
  const cells = frame.columns.map(c =>
    id === null || !frame.key.includes(c.label) ? '' : textsOf(c)(slotOf(c, table, frame.offsets[table])),
  )
  return `#default,${[quotedCell(name), id ?? '', ...cells].join(',')}\r\n`
}

/** Writes rows of one table: what is the same in all of them is put together once. */
function rowWriter(
  frame: Frame,
  table: number,
  id: number,
  textsOf: (c: Column) => CellTexts,
): (row: number) => string {
  const fixed: string[] = [`,,${id}`]
  const varying: CellTexts[] = []
  for (const c of frame.columns) {
    if (c.extent === 'row') {
      fixed[fixed.length - 1] += ','
      varying.push(textsOf(c))
      fixed.push('')
    } else fixed[fixed.length - 1] += ',' + textsOf(c)(slotOf(c, table, 0))
  }
  fixed[fixed.length - 1] += '\r\n'
  const count = varying.length
  return row => {
    let text = fixed[0]
    for (let i = 0; i < count; i++) text += varying[i](row) + fixed[i + 1]
    return text
  }
}

type CellTexts = (slot: number) => string

function cellTexts(column: Column): CellTexts {
  const kind = kindOf(column.type)
  if (column.type === 'time') {
    const text = timeTexts(column)
    return slot => (isNullAt(column, slot) ? '' : text(slot))
  }
  const plain = (slot: number): string => (isNullAt(column, slot) ? '' : kind.text(column, slot))
  if (column.type !== 'string') return plain
  // Each text of the dictionary is looked at for quoting once.
  const { values, dict, nulls } = column
  const cells: string[] = []
  return slot => {
    if (nulls !== null && nulls[slot] === 1) return ''
    const code = values[slot]
    return (cells[code] ??= quotedCell(dict.texts[code]))
  }
}

/** Unicode's White_Space, as Go's unicode.IsSpace has it. */
const needsQuotes = /[,"\r\n]|^[\t\v\f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|^\\\.$/

function quotedCell(text: string): string {
  if (!needsQuotes.test(text)) return text
  return `"${text.replaceAll('"', '""').replaceAll('\r', '').replaceAll('\n', '\r\n')}"`
}
