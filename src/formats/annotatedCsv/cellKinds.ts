// The cells of each column type.
import type { ColumnType } from '../../tables/index.ts'
import type { ByteInterner } from '../byteInterner.ts'
import type { Cells } from './cells.ts'
import { BoolCells, FloatCells, IntCells, UintCells } from './numberCells.ts'
import { TextCells } from './textCells.ts'
import { TimeCells } from './timeCells.ts'
import { RFC3339 } from './timeLayout.ts'

const makers: Readonly<Record<ColumnType, (texts: ByteInterner) => Cells>> = {
  bool: () => new BoolCells(),
  int: () => new IntCells(),
  uint: () => new UintCells(),
  float: () => new FloatCells(),
  string: texts => new TextCells(texts),
  time: () => new TimeCells(),
}

/** Empty cells of a type; texts go to the dictionary of `texts`. */
export function cellsOf(type: ColumnType, texts: ByteInterner): Cells {
  return makers[type](texts)
}

/** Sets how times of a block are written: the part of the data type behind the colon. */
export function setLayout(cells: Cells, description: string | null): void {
  if (!(cells instanceof TimeCells)) return
  const named = description === 'RFC3339' || description === 'RFC3339Nano'
  cells.layout = named ? RFC3339 : (description ?? '')
}
