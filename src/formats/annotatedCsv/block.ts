// The annotations above a block of rows, and its header. They may stand in any order; what is not known is passed over.
import { type ColumnType, kindOfCsvType } from '../../tables/index.ts'
import { Fault, fault } from '../../values/index.ts'
import type { FieldScanner } from './fieldScanner.ts'

export interface BlockColumn {
  readonly label: string
  readonly type: ColumnType
  readonly key: boolean
  /** The layout of times: what follows the colon of the data type. */
  readonly layout: string | null
  /** The text an empty cell stands for; empty for null. */
  readonly standard: string
}

export interface Block {
  readonly result: string
  /** The table's number where rows have none. */
  readonly table: string
  readonly columns: readonly BlockColumn[]
}

/** Annotation, result and table stand before the columns of a table. */
const LEADING = 3

/** What a server says that failed after it began to answer. */
export class ErrorBlock extends Fault {
  constructor(message: string) {
    super('unknown', message)
  }
}

/** Reads up to the header. Throws a Fault with the reference's words. */
export function readBlock(scanner: FieldScanner): Block {
  const found = new Map<string, readonly string[]>()
  let width = -1
  while (!['datatype', 'group', 'default'].every(a => found.has(a))) {
    if (!scanner.toLine()) throw missing(found)
    const line = scanner.line()
    if (width < 0) width = line.length
    if (line.length !== width) throw metadata('wrong number of fields')
    if (line[0] === '') throw missing(found)
    found.set(line[0].replace(/^#/, ''), line)
  }
  if (!scanner.toLine()) throw metadata('expected a header behind the annotations, found the end of the text')
  const header = scanner.line()
  if (header[1] === 'error') throw new ErrorBlock(scanner.toLine() ? (scanner.line()[1] ?? '') : 'error')
  if (header.length !== width) throw metadata('wrong number of fields')
  for (const [place, label] of [
    [1, 'result'],
    [2, 'table'],
  ] as const)
    if (header[place] !== label && header[place] !== '')
      throw metadata(`expected the column "${label}" in place ${place + 1}, found "${header[place] ?? ''}"`)
  const [types, groups, defaults] = ['datatype', 'group', 'default'].map(a => found.get(a)!)
  const columns = header
    .slice(LEADING)
    .map((label, i) => columnOf(label, types[i + LEADING], groups[i + LEADING], defaults[i + LEADING]))
  return { result: defaults[1] ?? '', table: defaults[2] ?? '', columns }
}

function columnOf(label: string, datatype: string, group: string, standard: string): BlockColumn {
  const colon = datatype.indexOf(':')
  const name = colon < 0 ? datatype : datatype.slice(0, colon)
  const kind = kindOfCsvType(name === 'dateTime' ? 'dateTime:RFC3339' : name)
  if (kind === null)
    throw metadata(
      `column ${JSON.stringify(label)} has invalid datatype: unsupported data type ${JSON.stringify(datatype)}`,
    )
  return {
    label,
    type: kind.type,
    key: group === 'true',
    layout: colon < 0 ? null : datatype.slice(colon + 1),
    standard,
  }
}

function metadata(what: string): Fault {
  return fault('invalid', `failed to read metadata: ${what}`)
}

function missing(found: ReadonlyMap<string, unknown>): Fault {
  const first = ['datatype', 'group', 'default'].find(a => !found.has(a))
  const hint =
    first === 'datatype' ? '. consider using the mode: "raw" for csv that is not expected to have annotations.' : ''
  return metadata(`missing expected annotation ${first}${hint}`)
}
