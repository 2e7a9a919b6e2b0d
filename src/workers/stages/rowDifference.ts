// How the rows of a stage's tables differ from those it was given: the same, some of them, others, or in another order.
// Only columns that both sides have are looked at, and key columns of tables that kept their key are equal anyway.
import { columnNamed, type Frame, isKey, rowCount } from '../../tables/index.ts'
import { numbersOf } from './identity.ts'
import type { StageDifference } from './shapes.ts'

/** A frame before and one after, and pairs of their tables that are the same table. */
export interface Link {
  readonly before: number
  readonly after: number
  readonly tables: readonly (readonly [before: number, after: number])[]
}

/** Frames on either side that tables went between. */
export interface FrameGroup {
  readonly before: readonly number[]
  readonly after: readonly number[]
  /** Its tables have kept their keys. */
  readonly matched: boolean
}

type How = StageDifference['rows']['how']

interface RowsChanged {
  how: How
  changed: readonly string[]
  reordered: boolean
}

/** More rows than this are only counted. */
const MOST_ROWS = 2_000_000

export function rowsChanged(
  frames: readonly Frame[],
  links: readonly Link[],
  regrouped: readonly FrameGroup[],
): RowsChanged {
  const parts = [...links.map(l => tablesChanged(frames[l.before], frames[l.after], l)), ...regrouped.map(g => regroupedRows(frames, g))] // biome-ignore format: one list
  const hows = new Set(parts.map(p => p.how).filter(how => how !== 'same'))
  return {
    how: hows.size > 1 ? 'became' : ([...hows][0] ?? 'same'),
    changed: [...new Set(parts.flatMap(p => p.changed))],
    reordered: parts.some(p => p.reordered),
  }
}

/** Tables that kept their key, pair by pair. */
function tablesChanged(before: Frame, after: Frame, link: Link): RowsChanged {
  const labels = commonColumns([before], [after]).filter(label => !isKey(before, label) || !isKey(after, label))
  const [had, has] = [count(before, link, 0), count(after, link, 1)]
  const even = link.tables.every(([b, a]) => rowsIn(before, b) === rowsIn(after, a))
  if (had + has > MOST_ROWS) return uncertain(had, has)
  if (even && labels.every(label => columnNamed(before, label) === columnNamed(after, label) && sameOffsets(before, after, link))) return same // biome-ignore format: one condition
  const byLabel = labels.map(label => ({ label, numbers: numbersOf([before, after], [label], 'rows') }))
  const whole = numbersOf([before, after], labels, 'rows')
  const compared = { before, after, link }
  if (even) {
    const changed = byLabel.filter(({ numbers }) => !equalRows(compared, numbers)).map(l => l.label)
    if (changed.length === 0) return same
    if (within(compared, whole)) return { how: 'same', changed: [], reordered: true }
    return { how: 'same', changed, reordered: false }
  }
  const how = had > has ? 'fewer' : 'more'
  if (labels.length > 0 && inOrder(compared, whole)) return { how, changed: [], reordered: false }
  if (labels.length > 0 && within(compared, whole)) return { how, changed: [], reordered: true }
  const changed = byLabel.filter(({ numbers }) => !inOrder(compared, numbers)).map(l => l.label)
  const rest = labels.filter(label => !changed.includes(label))
  const kept = rest.length > 0 && inOrder(compared, numbersOf([before, after], rest, 'rows'))
  return { how: kept ? how : 'became', changed: kept ? changed : [], reordered: false }
}

const same: RowsChanged = { how: 'same', changed: [], reordered: false }

/** Too many to compare: equally many are taken for the same, fewer or more for others. */
function uncertain(had: number, has: number): RowsChanged {
  return { how: had === has ? 'same' : 'became', changed: [], reordered: false }
}

/** Rows that found new tables: which table had them does not matter. */
function regroupedRows(frames: readonly Frame[], group: FrameGroup): RowsChanged {
  const [had, has] = [group.before.map(f => frames[f]), group.after.map(f => frames[f])]
  const [b, a] = [total(had), total(has)]
  if (b + a > MOST_ROWS) return uncertain(b, a)
  const labels = commonColumns(had, has)
  if (labels.length === 0) return uncertain(b, a)
  const numbers = numbersOf([...had, ...has], labels, 'rows')
  const [less, more] = b >= a ? [numbers.slice(had.length), numbers.slice(0, had.length)] : [numbers.slice(0, had.length), numbers.slice(had.length)] // biome-ignore format: two sides
  if (!contains(more, less)) return { how: a === b ? 'same' : 'became', changed: [], reordered: false }
  return { how: a === b ? 'same' : a < b ? 'fewer' : 'more', changed: [], reordered: false }
}

/** Columns that every frame has with one type. */
function commonColumns(had: readonly Frame[], has: readonly Frame[]): string[] {
  const [first, ...rest] = [...had, ...has]
  return first.columns
    .filter(({ label, type }) => rest.every(f => columnNamed(f, label)?.type === type))
    .map(c => c.label)
}

interface Compared {
  readonly before: Frame
  readonly after: Frame
  readonly link: Link
}

function equalRows({ before, after, link }: Compared, [b, a]: readonly Int32Array[]): boolean {
  for (const [tb, ta] of link.tables) {
    const shift = after.offsets[ta] - before.offsets[tb]
    for (let row = before.offsets[tb]; row < before.offsets[tb + 1]; row++) if (b[row] !== a[row + shift]) return false
  }
  return true
}

/** Whether in each pair the rows of the shorter table are rows of the longer, in their order. */
function inOrder({ before, after, link }: Compared, [b, a]: readonly Int32Array[]): boolean {
  return link.tables.every(([tb, ta]) => {
    const had = { rows: b, from: before.offsets[tb], to: before.offsets[tb + 1] }
    const has = { rows: a, from: after.offsets[ta], to: after.offsets[ta + 1] }
    return had.to - had.from >= has.to - has.from ? follows(has, had) : follows(had, has)
  })
}

interface Run {
  readonly rows: Int32Array
  readonly from: number
  readonly to: number
}

function follows(few: Run, many: Run): boolean {
  let at = many.from
  for (let i = few.from; i < few.to; i++) {
    while (at < many.to && many.rows[at] !== few.rows[i]) at++
    if (at++ >= many.to) return false
  }
  return true
}

/** Whether in each pair the rows of the shorter table are rows of the longer, in whatever order. */
function within({ before, after, link }: Compared, [b, a]: readonly Int32Array[]): boolean {
  return link.tables.every(([tb, ta]) => {
    const had = b.subarray(before.offsets[tb], before.offsets[tb + 1])
    const has = a.subarray(after.offsets[ta], after.offsets[ta + 1])
    return had.length >= has.length ? contains([had], [has]) : contains([has], [had])
  })
}

/** Whether every number of the few is there among the many, as often. */
function contains(many: readonly Int32Array[], few: readonly Int32Array[]): boolean {
  const left = new Map<number, number>()
  for (const own of many) for (const n of own) left.set(n, (left.get(n) ?? 0) + 1)
  for (const own of few)
    for (const n of own) {
      const times = left.get(n) ?? 0
      if (times === 0) return false
      left.set(n, times - 1)
    }
  return true
}

const rowsIn = ({ offsets }: Frame, table: number): number => offsets[table + 1] - offsets[table]

function count(frame: Frame, { tables }: Link, side: 0 | 1): number {
  return tables.reduce((n, pair) => n + rowsIn(frame, pair[side]), 0)
}

function sameOffsets(before: Frame, after: Frame, { tables }: Link): boolean {
  return tables.every(([b, a]) => before.offsets[b] === after.offsets[a])
}

const total = (frames: readonly Frame[]): number => frames.reduce((n, f) => n + rowCount(f), 0)
