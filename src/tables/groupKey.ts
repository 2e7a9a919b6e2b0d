// The order of group keys, as the reference has it: labels alphabetically, pair by pair; a key that lacks a label
// sorts first; then the column's type, then the value, null first; the shorter key first.
import { compareText } from '../values/index.ts'
import { type Column, kindOf } from './columns/index.ts'
import { columnNamed, type Frame, perTable, tableCount } from './frame.ts'
import { orderOf, type TableStream } from './stream.ts'

/** A frame's key columns by label, the order in which keys are compared. */
export function sortedKeyColumns(frame: Frame): Column[] {
  return frame.key.toSorted(compareText).map(label => perTable(frame, columnNamed(frame, label)!))
}

/** Equal for frames whose tables can have equal keys: the labels and types of the key. */
export function keySignature(frame: Frame): string {
  return frame.key
    .toSorted(compareText)
    .map(label => `${label}\u0000${columnNamed(frame, label)!.type}`)
    .join('\u0001')
}

/** The stream in group-key order. Ranks of each key position are dense numbers, sorted by stable counting passes. */
export function sortByKey(stream: TableStream): TableStream {
  if (stream.sorted) return stream
  const order = orderOf(stream)
  const count = order.length >> 1
  const keys = stream.frames.map(sortedKeyColumns)
  const depth = Math.max(0, ...keys.map(k => k.length))
  if (count <= 1 || depth === 0) return { ...stream, sorted: true }
  let sequence = new Int32Array(count)
  for (let i = 0; i < count; i++) sequence[i] = i
  for (let position = depth - 1; position >= 0; position--)
    sequence = countingPass(sequence, order, rankPosition(stream.frames, keys, position))
  const sorted = new Int32Array(order.length)
  for (let i = 0; i < count; i++) {
    sorted[2 * i] = order[2 * sequence[i]]
    sorted[2 * i + 1] = order[2 * sequence[i] + 1]
  }
  return { ...stream, order: isIdentity(stream, sorted) ? null : sorted, sorted: true }
}

/** For each frame and table a number that orders this position of the key; 0 where the key is shorter. */
function rankPosition(frames: readonly Frame[], keys: readonly Column[][], position: number): Int32Array[] {
  const out = frames.map(f => new Int32Array(tableCount(f)))
  const families = new Map<string, number[]>()
  frames.forEach((_, f) => {
    const column = keys[f][position]
    if (!column) return
    const name = `${column.label}\u0000${column.type}`
    const family = families.get(name)
    if (family) family.push(f)
    else families.set(name, [f])
  })
  const ordered = [...families.values()].sort((a, b) => compareFamilies(keys[a[0]][position], keys[b[0]][position]))
  let base = 1
  for (const family of ordered) {
    const columns = family.map(f => keys[f][position])
    const ranks = kindOf(columns[0].type).ranks(columns)
    let top = 0
    family.forEach((f, i) => {
      const own = ranks[i]
      const single = columns[i].extent === 'constant'
      for (let t = 0; t < out[f].length; t++) {
        const rank = single ? own[0] : own[t]
        if (rank > top) top = rank
        out[f][t] = base + rank
      }
    })
    base += top + 1
  }
  return out
}

/** The key with the later label lacks the earlier one, and so comes first. */
function compareFamilies(a: Column, b: Column): number {
  return compareText(b.label, a.label) || kindOf(a.type).rank - kindOf(b.type).rank
}

function countingPass(sequence: Int32Array, order: Int32Array, ranks: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  let top = 0
  const own = new Int32Array(sequence.length)
  for (let i = 0; i < own.length; i++) {
    own[i] = ranks[order[2 * i]][order[2 * i + 1]]
    if (own[i] > top) top = own[i]
  }
  const starts = new Int32Array(top + 2)
  for (let i = 0; i < own.length; i++) starts[own[i] + 1]++
  for (let r = 0; r <= top; r++) starts[r + 1] += starts[r]
  const out = new Int32Array(sequence.length)
  for (let i = 0; i < sequence.length; i++) out[starts[own[sequence[i]]]++] = sequence[i]
  return out
}

function isIdentity(stream: TableStream, sorted: Int32Array): boolean {
  const plain = orderOf({ ...stream, order: null })
  for (let i = 0; i < plain.length; i++) if (plain[i] !== sorted[i]) return false
  return true
}
