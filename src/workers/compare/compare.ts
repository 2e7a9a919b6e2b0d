// How the result of one run differs from that of another, cell by cell. What became of columns, keys and the order is
// told as the stages tell it; here the rows of tables with one key are matched and their cells compared.
import { columnNamed, countRows, type Frame, isKey, mapFrames, type TableStream } from '../../tables/index.ts'
import { numbersOf } from '../stages/identity.ts'
import { type Matched, type Place, sameKeys, sideOf } from '../stages/samePairs.ts'
import { differenceOf } from '../stages/stageDifference.ts'
import type { Comparison } from './shapes.ts'

/** More cells than this are counted, not marked. */
export const MOST_MARKS = 200_000
/** Of more rows than this, both sides together, only the tables are compared. */
const MOST_ROWS = 2_000_000

export function compareStreams(before: TableStream, after: TableStream, without: readonly string[] = []): Comparison {
  const [had, has] = [leavingOut(before, without), leavingOut(after, without)]
  const pair = differenceOf(had, has)
  const frames = [...had.frames, ...has.frames]
  const sides = { before: sideOf(had, 0), after: sideOf(has, had.frames.length) }
  const { matched, gone, came } = sameKeys(frames, sides)
  const marks = new Marking()
  const countable = countRows(had) + countRows(has) <= MOST_ROWS
  if (countable) for (const link of linked(matched)) compareTables(frames, link, marks)
  const changed = { before: [...marks.before.tables], after: [...marks.after.tables] }
  return {
    // single cells are marked, so no column is
    difference: { ...pair.difference, columns: { ...pair.difference.columns, changed: [] } },
    gone: placesOf(gone),
    came: placesOf(came),
    tables: changed.after.length,
    counts: countable ? { cells: marks.count, dropped: marks.before.rows.length / 2, added: marks.after.rows.length / 2 } : null, // biome-ignore format: one record
    labels: marks.labels,
    before: sideMarks(marks.before, gone),
    after: sideMarks(marks.after, came),
  }
}

/** The tables stay as many and in their order, whatever their keys become. */
function leavingOut(stream: TableStream, labels: readonly string[]): TableStream {
  if (labels.length === 0) return stream
  const stays = (label: string): boolean => !labels.includes(label)
  return mapFrames(stream, frame => ({
    ...frame,
    columns: frame.columns.filter(c => stays(c.label)),
    key: frame.key.filter(stays),
  }))
}

interface Marked {
  readonly tables: Set<number>
  readonly cells: number[]
  readonly rows: number[]
}

class Marking {
  readonly labels: string[] = []
  readonly before: Marked = { tables: new Set(), cells: [], rows: [] }
  readonly after: Marked = { tables: new Set(), cells: [], rows: [] }
  count = 0

  cell(before: Place, beforeRow: number, after: Place, afterRow: number, label: string): void {
    this.table(before, after)
    if (this.count++ >= MOST_MARKS) return
    let at = this.labels.indexOf(label)
    if (at < 0) at = this.labels.push(label) - 1
    this.before.cells.push(before.place, beforeRow, at)
    this.after.cells.push(after.place, afterRow, at)
  }

  /** A row that only one side has. */
  row(side: 'before' | 'after', pair: Matched, row: number): void {
    this.table(...pair)
    this[side].rows.push(pair[side === 'before' ? 0 : 1].place, row)
  }

  private table(before: Place, after: Place): void {
    this.before.tables.add(before.place)
    this.after.tables.add(after.place)
  }
}

/** The pairs between each two frames. */
function linked(matched: readonly Matched[]): Iterable<readonly Matched[]> {
  const links = new Map<string, Matched[]>()
  for (const pair of matched) {
    const key = `${pair[0].frame} ${pair[1].frame}`
    const link = links.get(key)
    if (link) link.push(pair)
    else links.set(key, [pair])
  }
  return links.values()
}

/** A number for each row of the frame before and of the frame after; equal where the values are. */
type Numbers = readonly Int32Array[]

function compareTables(frames: readonly Frame[], link: readonly Matched[], marks: Marking): void {
  const [before, after] = [frames[link[0][0].frame], frames[link[0][1].frame]]
  const labels = before.columns
    .filter(
      ({ label, type }) => columnNamed(after, label)?.type === type && !(isKey(before, label) && isKey(after, label)),
    )
    .map(c => c.label)
  const byLabel = labels.map(label => ({ label, numbers: numbersOf([before, after], [label], 'rows') }))
  const times = byLabel.find(({ label }) => label === '_time')?.numbers ?? null
  const whole = numbersOf([before, after], labels, 'rows')
  for (const pair of link) {
    const [b, a] = [rowsOf(before, pair[0].table), rowsOf(after, pair[1].table)]
    const match = (times && byTime(times, b, a)) ?? byPlace(whole, b, a)
    for (const row of match.dropped) marks.row('before', pair, row - b.from)
    for (const row of match.added) marks.row('after', pair, row - a.from)
    for (const [had, has] of match.pairs)
      for (const { label, numbers } of byLabel)
        if (numbers[0][had] !== numbers[1][has]) marks.cell(pair[0], had - b.from, pair[1], has - a.from, label)
  }
}

interface Rows {
  readonly from: number
  readonly to: number
}

const rowsOf = ({ offsets }: Frame, table: number): Rows => ({ from: offsets[table], to: offsets[table + 1] })

interface RowMatch {
  readonly pairs: readonly (readonly [before: number, after: number])[]
  readonly dropped: readonly number[]
  readonly added: readonly number[]
}

/** Null where no time is on both sides, or one is there twice. */
function byTime([had, has]: Numbers, b: Rows, a: Rows): RowMatch | null {
  const rowAt = new Map<number, number>()
  for (let row = b.from; row < b.to; row++) rowAt.set(had[row], row)
  if (rowAt.size < b.to - b.from) return null
  const pairs: [number, number][] = []
  const added: number[] = []
  const seen = new Set<number>()
  for (let row = a.from; row < a.to; row++) {
    if (seen.has(has[row])) return null
    seen.add(has[row])
    const found = rowAt.get(has[row])
    if (found === undefined) added.push(row)
    else {
      pairs.push([found, row])
      rowAt.delete(has[row])
    }
  }
  return pairs.length === 0 ? null : { pairs, dropped: [...rowAt.values()], added }
}

/** What is equal at the beginning and at the end stays; between them rows match in their order. */
function byPlace([had, has]: Numbers, b: Rows, a: Rows): RowMatch {
  let [start, bEnd, aEnd] = [0, b.to, a.to]
  while (b.from + start < bEnd && a.from + start < aEnd && had[b.from + start] === has[a.from + start]) start++
  while (bEnd > b.from + start && aEnd > a.from + start && had[bEnd - 1] === has[aEnd - 1]) {
    bEnd--
    aEnd--
  }
  const [bStart, aStart] = [b.from + start, a.from + start]
  const both = Math.min(bEnd - bStart, aEnd - aStart)
  return {
    pairs: Array.from({ length: both }, (_, i) => [bStart + i, aStart + i] as const),
    dropped: Array.from({ length: bEnd - bStart - both }, (_, i) => bStart + both + i),
    added: Array.from({ length: aEnd - aStart - both }, (_, i) => aStart + both + i),
  }
}

const placesOf = (tables: readonly Place[]): Int32Array => Int32Array.from(tables, t => t.place).sort()

function sideMarks({ tables, cells, rows }: Marked, alone: readonly Place[]): Comparison['before'] {
  const all = Int32Array.from([...tables, ...alone.map(t => t.place)]).sort()
  return { tables: all, cells: Int32Array.from(cells), rows: Int32Array.from(rows) }
}
