// How the columns of a result are drawn: in which order, how wide, which of them, and by which the rows are sorted. One
// column model (react-table's) stands for all tables, since a reader who hides a column means it in each of them. What
// was changed is kept by the name of the result while the page is open.
import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type ReactTable,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo } from 'react'
import type { ColumnInfo, Directory, Schema, SortBy } from '../../../workers/protocol.ts'
import { useSession } from '../../page.ts'
import { changesText } from './changesText.ts'

/** A column as it is drawn, and which of its frame's it is. */
export interface DrawnColumn {
  readonly info: ColumnInfo
  readonly at: number
}

export interface Columns {
  /** Whether the rows can be sorted. */
  readonly sorts: boolean
  /** Every label that some table has, in the order of drawing. */
  readonly labels: readonly string[]
  readonly sort: readonly SortBy[]
  /** In words what is not as the engine gave it; null where all is. */
  readonly changes: string | null
  /** Grows with every change. */
  readonly state: object
  of(schema: Schema): readonly DrawnColumn[]
  /** The width a reader gave a column, in pixels. */
  width(label: string): number | undefined
  shows(label: string): boolean
  /** Engine's order, up, down; `also` keeps the columns that count before it. */
  toggleSort(label: string, also: boolean): void
  sortBy(label: string, descending: boolean, also: boolean): void
  unsort(label: string): void
  show(label: string, shown: boolean): void
  showAll(shown: boolean): void
  /** Null is the width it would have by itself. */
  resize(label: string, pixels: number | null): void
  /** Before another, or to the end where that is null. */
  move(label: string, before: string | null): void
  /** Back to what the engine gave. */
  reset(): void
}

const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})
type Model = ReactTable<typeof features, never>
const none: [] = []

/** A label may be `__proto__`, and an id is the key of a record. */
const idOf = (label: string): string => `.${label}`
const labelOf = (id: string): string => id.slice(1)

export function useColumns(directory: Directory, kept: string, sorts = true): Columns {
  const { arrangements } = useSession()
  const labels = useMemo(() => labelsOf(directory.schemas), [directory])
  const columns = useMemo(() => labels.map(label => ({ id: idOf(label), header: label, accessorFn: () => null })), [labels]) // biome-ignore format: one call
  const model = useTable({
    features,
    columns,
    data: none,
    manualSorting: true,
    sortDescFirst: false,
    initialState: arrangements.get(kept),
  })
  const { state } = model
  useEffect(() => void arrangements.set(kept, state), [arrangements, kept, state])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is another object with every drawing
  return useMemo(() => columnsOf(model, labels, sorts), [labels, state, sorts])
}

/** `labels` are in the engine's order. */
function columnsOf(model: Model, labels: readonly string[], sorts: boolean): Columns {
  const { sorting, columnOrder, columnSizing, columnVisibility } = model.state
  const drawn = new Map<Schema, readonly DrawnColumn[]>()
  // of ten thousand columns no objects are made before one is moved
  const ordered = columnOrder.length === 0 ? labels : model.getAllLeafColumns().map(c => labelOf(c.id))
  const sort = (sorts ? sorting : none).map(({ id, desc }) => ({ label: labelOf(id), descending: desc }))
  const shows = (label: string): boolean => columnVisibility[idOf(label)] !== false
  const hidden = Object.keys(columnVisibility).length === 0 ? [] : ordered.filter(label => !shows(label))
  const inOrder = (schema: Schema): readonly DrawnColumn[] => {
    const all = schema.columns.map((info, at) => ({ info, at }))
    if (columnOrder.length === 0) return all
    const byLabel = new Map(all.map(c => [c.info.label, c]))
    return ordered.flatMap(label => byLabel.get(label) ?? [])
  }
  const sortBy = (label: string, descending: boolean | undefined, also: boolean): void => {
    if (sorts) model.getColumn(idOf(label))?.toggleSorting(descending, also)
  }
  return {
    sorts,
    labels: ordered,
    sort,
    changes: changesText(sort, hidden, columnOrder.length > 0),
    state: model.state,
    of(schema) {
      let own = drawn.get(schema)
      if (!own) drawn.set(schema, (own = inOrder(schema).filter(c => shows(c.info.label))))
      return own
    },
    width: label => columnSizing[idOf(label)],
    shows,
    toggleSort: (label, also) => sortBy(label, undefined, also),
    sortBy,
    unsort: label => model.setSorting(sorted => sorted.filter(s => s.id !== idOf(label))),
    show: (label, shown) => model.getColumn(idOf(label))?.toggleVisibility(shown),
    showAll: shown => model.toggleAllColumnsVisible(shown),
    resize(label, pixels) {
      if (pixels === null) model.getColumn(idOf(label))?.resetSize()
      else model.setColumnSizing(sizes => ({ ...sizes, [idOf(label)]: Math.max(LEAST_WIDTH, Math.round(pixels)) }))
    },
    move(label, before) {
      if (label === before) return
      const others = ordered.filter(l => l !== label)
      const at = before === null ? others.length : others.indexOf(before)
      model.setColumnOrder(others.toSpliced(at < 0 ? others.length : at, 0, label).map(idOf))
    },
    reset() {
      model.resetSorting(true)
      model.resetColumnOrder(true)
      model.resetColumnVisibility(true)
    },
  }
}

/** No column is narrower, in pixels. */
export const LEAST_WIDTH = 40

/** All labels, each after the one it follows where it is first seen. */
function labelsOf(schemas: readonly Schema[]): readonly string[] {
  if (schemas.length === 1) return schemas[0].columns.map(c => c.label)
  const next = new Map<string | null, string[]>()
  const seen = new Set<string>()
  for (const { columns } of schemas) {
    let before: string | null = null
    for (const { label } of columns) {
      if (!seen.has(label)) next.set(before, [...(next.get(before) ?? []), label])
      seen.add(label)
      before = label
    }
  }
  const out: string[] = []
  const waiting: string[] = [...(next.get(null) ?? [])].reverse()
  for (let label = waiting.pop(); label !== undefined; label = waiting.pop()) {
    out.push(label)
    waiting.push(...[...(next.get(label) ?? [])].reverse())
  }
  return out
}
