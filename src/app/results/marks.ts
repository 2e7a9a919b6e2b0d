// What a pair of before and after marks on its tables. Tables outside of a pair have no marks.
import { createContext } from 'react'
import type { StagePair } from '../../workers/protocol.ts'

export interface Marks {
  /** A word for what happened to a column, by its label. */
  readonly columns: ReadonlyMap<string, ColumnMark>
  readonly side: 'before' | 'after'
  /** Places of the tables that the other side has not. */
  readonly alone: ReadonlySet<number>
  /** What changed in single rows, by table and row; a stage has none. */
  readonly rows?: ReadonlyMap<number, ReadonlyMap<number, RowMark>>
}

/** The labels of the cells that changed, or that the other side has no such row. */
export type RowMark = ReadonlySet<string> | 'alone'

export type ColumnMark = 'added' | 'removed' | 'retyped' | 'changed' | 'entered the key' | 'left the key'

export const MarksContext = createContext<Marks | null>(null)

/** For the head of a column. */
export const markClass = (mark?: ColumnMark): string => (mark ? ` marked mark-${mark.split(' ')[0]}` : '')

export function marksOf({ difference, gone, came }: StagePair, side: Marks['side']): Marks {
  const { columns, key } = difference
  const marked = new Map<string, ColumnMark>()
  const mark = (labels: readonly string[], as: ColumnMark): void => {
    for (const label of labels) if (!marked.has(label)) marked.set(label, as)
  }
  if (side === 'before') {
    mark(columns.removed, 'removed')
    mark(key.left, 'left the key')
  } else {
    mark(columns.added, 'added')
    mark(key.entered, 'entered the key')
    mark(columns.changed, 'changed')
  }
  mark(columns.retyped.map(c => c.label), 'retyped') // biome-ignore format: one call
  return { columns: marked, side, alone: new Set(side === 'before' ? gone : came) }
}
