// Streams of tables as grouped frames of typed columns, and the few moves every operator is made of.
export { type ColumnShape, FrameBuilder } from './builder.ts'
export {
  allNull,
  type BoolColumn,
  builderOf,
  type Column,
  type ColumnBuilder,
  type ColumnKind,
  type ColumnType,
  columnOf,
  columnTypes,
  constantColumn,
  Dictionary,
  type Extent,
  FloatBuilder,
  type FloatColumn,
  gather,
  gatherLater,
  type IntColumn,
  isColumnType,
  isNullAt,
  kindOf,
  kindOfCsvType,
  relabel,
  StringBuilder,
  type StringColumn,
  type TimeColumn,
  trimNulls,
  type UintColumn,
  type Unmoved,
  unmoved,
  valueAt,
} from './columns/index.ts'
export { type Keys, orderOfKeys, ranksOfKeys } from './columns/radix.ts'
export type { MergedPieces } from './frame.ts'
export {
  cell,
  columnNamed,
  type Frame,
  isKey,
  keyColumns,
  rowCount,
  rowsOf,
  selectRows,
  selectTables,
  slotOf,
  spread,
  tableCount,
  tableOfRows,
  withColumn,
} from './frame.ts'
export { keysDiffer, mergeEqualKeys, regroup } from './group.ts'
export { sortByKey } from './groupKey.ts'
export { bytesHeld } from './held.ts'
export { inOnePiece, mergedPiecesOf, piecesOf, piecesOfRows, withPieces } from './pieces.ts'
export {
  appendStreams,
  countRows,
  countTables,
  dropEmpty,
  emptyStream,
  filterRows,
  forEachTable,
  keepTables,
  mapFrames,
  orderOf,
  streamOf,
  type TableStream,
} from './stream.ts'
