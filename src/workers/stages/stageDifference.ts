// What a stage made of the tables it was given. Tables with one group key before and after are the same table; of the
// others those whose keys agree in what both sides kept belong together: they were split or merged. Rows are compared
// by their values in the columns that stayed.
import { countRows, type Frame, type TableStream } from '../../tables/index.ts'
import { numbersOf } from './identity.ts'
import { type FrameGroup, type Link, rowsChanged } from './rowDifference.ts'
import { type Matched, onlyKey, type Place, sameKeys, sideOf, unionOf } from './samePairs.ts'
import type { StageDifference, StagePair } from './shapes.ts'

export function differenceOf(before: TableStream, after: TableStream): StagePair {
  if (before === after) return unchanged(before)
  const sides = { before: sideOf(before, 0), after: sideOf(after, before.frames.length) }
  const frames = [...before.frames, ...after.frames]
  const pairs = sameKeys(frames, sides)
  const regrouped = keysApart(frames, pairs.gone, pairs.came)
  const links = linksOf(sides, pairs.matched, regrouped.groups)
  const groups = connected(links)
  const schema = schemaChange(frames, groups)
  const rows = rowsChanged(frames, links.filter(l => l.tables.length > 0), groups.filter(g => !g.matched)) // biome-ignore format: one call
  const [had, has] = [countRows(before), countRows(after)]
  const gone = places(regrouped.dropped)
  const came = places(regrouped.added)
  const moved = pairs.matched.some(([b], i) => i > 0 && b.place < pairs.matched[i - 1][0].place)
  const difference: StageDifference = {
    columns: { ...schema.columns, changed: [...new Set([...regrouped.changed, ...rows.changed])] },
    key: schema.key,
    tables: { split: regrouped.split, merged: regrouped.merged, dropped: gone.length, added: came.length },
    rows: { how: overall(rows.how, had, has, gone.length, came.length), before: had, after: has },
    order: moved ? 'tables' : rows.reordered ? 'rows' : 'same',
  }
  return { difference, gone, came }
}

type How = StageDifference['rows']['how']

function unchanged(stream: TableStream): StagePair {
  const rows = countRows(stream)
  const none = new Int32Array(0)
  return {
    difference: {
      columns: { added: [], removed: [], retyped: [], changed: [] },
      key: { entered: [], left: [] },
      tables: { split: { from: 0, to: 0 }, merged: { from: 0, to: 0 }, dropped: 0, added: 0 },
      rows: { how: 'same', before: rows, after: rows },
      order: 'same',
    },
    gone: none,
    came: none,
  }
}

/** With the rows of tables that went or came as a whole. */
function overall(how: How, before: number, after: number, dropped: number, added: number): How {
  if (after === 0 && before > 0) return 'fewer'
  if (how === 'same' && dropped > 0 && added > 0) return before === after ? 'same' : 'became'
  if (how === 'same') return after < before ? 'fewer' : after > before ? 'more' : 'same'
  if ((how === 'fewer' && after > before) || (how === 'more' && after < before)) return 'became'
  return how
}

const places = (tables: readonly Place[]): Int32Array => Int32Array.from(tables, t => t.place).sort()

interface Group {
  readonly before: readonly Place[]
  readonly after: readonly Place[]
}

/** Brings together tables whose keys are no longer the same, by the key columns that stayed as they were. */
function keysApart(frames: readonly Frame[], gone: readonly Place[], came: readonly Place[]) {
  const [split, merged] = [{ from: 0, to: 0 }, { from: 0, to: 0 }] // biome-ignore format: a pair
  const out = { groups: [] as Group[], changed: [] as string[], split, merged, dropped: [...gone], added: [...came] }
  if (gone.length === 0 || came.length === 0) return out
  const [had, has] = [keysOf(frames, gone), keysOf(frames, came)]
  const common = had.filter(label => has.includes(label))
  out.changed = common.filter(label => !sameValues(frames, label, gone, came))
  const byKey = new Map<number, { before: Place[]; after: Place[] }>()
  const kept = common.filter(label => !out.changed.includes(label))
  const numbers = numbersOf(frames.map(onlyKey), kept, 'tables')
  for (const [side, tables] of [['before', gone], ['after', came]] as const) // biome-ignore format: two sides
    for (const table of tables) {
      const number = numbers[table.frame][table.table]
      let group = byKey.get(number)
      if (!group) byKey.set(number, (group = { before: [], after: [] }))
      group[side].push(table)
    }
  out.dropped = []
  out.added = []
  for (const group of byKey.values()) {
    const [b, a] = [group.before.length, group.after.length]
    if (a === 0) out.dropped.push(...group.before)
    else if (b === 0) out.added.push(...group.after)
    else out.groups.push(group)
    const kind = b > 0 && a > b ? split : a > 0 && b > a ? merged : null
    if (kind) [kind.from, kind.to] = [kind.from + b, kind.to + a]
  }
  return out
}

function sameValues(frames: readonly Frame[], label: string, gone: readonly Place[], came: readonly Place[]): boolean {
  const numbers = numbersOf(frames, [label], 'tables')
  const valuesOf = (tables: readonly Place[]) => new Set(tables.map(t => numbers[t.frame][t.table]))
  const had = valuesOf(gone)
  return [...valuesOf(came)].every(value => had.has(value))
}

/** Every frame before with every frame after that tables of it went to, and which tables of theirs are the same. */
function linksOf(
  sides: Record<'before' | 'after', readonly Place[]>,
  matched: readonly Matched[],
  groups: readonly Group[],
): Link[] {
  const links = new Map<number, { before: number; after: number; tables: [number, number][] }>()
  const span = 1 + Math.max(0, ...frameSpan(sides.before), ...frameSpan(sides.after))
  const link = (before: number, after: number) => {
    const key = before * span + after
    let found = links.get(key)
    if (!found) links.set(key, (found = { before, after, tables: [] }))
    return found
  }
  for (const [b, a] of matched) link(b.frame, a.frame).tables.push([b.table, a.table])
  for (const { before, after } of groups) {
    const [from, to] = [new Set(before.map(t => t.frame)), new Set(after.map(t => t.frame))]
    for (const b of from) for (const a of to) link(b, a)
  }
  return [...links.values()]
}

function frameSpan(tables: readonly Place[]): number[] {
  let [low, high] = [0, 0]
  for (const { frame } of tables) [low, high] = [Math.min(low, frame), Math.max(high, frame)]
  return [low, high]
}

/** Frames that are linked, however far around. */
function connected(links: readonly Link[]): FrameGroup[] {
  const groupOf = new Map<number, { before: Set<number>; after: Set<number>; matched: boolean }>()
  for (const { before, after, tables } of links) {
    const [one, other] = [groupOf.get(before), groupOf.get(after)]
    const group = one ?? other ?? { before: new Set<number>(), after: new Set<number>(), matched: true }
    if (other && other !== group) {
      for (const f of [...other.before, ...other.after]) groupOf.set(f, group)
      for (const f of other.before) group.before.add(f)
      for (const f of other.after) group.after.add(f)
      group.matched &&= other.matched
    }
    group.before.add(before)
    group.after.add(after)
    group.matched &&= tables.length > 0
    groupOf.set(before, group)
    groupOf.set(after, group)
  }
  return [...new Set(groupOf.values())].map(g => ({ before: [...g.before], after: [...g.after], matched: g.matched }))
}

function schemaChange(frames: readonly Frame[], groups: readonly FrameGroup[]) {
  const [added, removed, entered, left] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  const retyped = new Map<string, { label: string; from: string; to: string }>()
  for (const { before, after } of groups) {
    const [had, has] = [before.map(f => frames[f]), after.map(f => frames[f])]
    const [were, are] = [typesOf(had), typesOf(has)]
    for (const [label, to] of are) {
      const from = were.get(label)
      if (from === undefined) added.add(label)
      else if (from !== to) retyped.set(label, { label, from, to })
    }
    for (const label of were.keys()) if (!are.has(label)) removed.add(label)
    const [key, newKey] = [unionOf(had.map(f => f.key)), unionOf(has.map(f => f.key))]
    for (const label of newKey) if (!key.includes(label)) entered.add(label)
    for (const label of key) if (!newKey.includes(label)) left.add(label)
  }
  return {
    columns: { added: [...added], removed: [...removed], retyped: [...retyped.values()] },
    key: { entered: [...entered], left: [...left] },
  }
}

/** `float`, or `float or string` where frames differ. */
function typesOf(frames: readonly Frame[]): Map<string, string> {
  const types = new Map<string, Set<string>>()
  for (const { columns } of frames)
    for (const { label, type } of columns) types.set(label, (types.get(label) ?? new Set()).add(type))
  return new Map([...types].map(([label, own]) => [label, [...own].sort().join(' or ')]))
}

function keysOf(frames: readonly Frame[], tables: readonly Place[]): string[] {
  return unionOf([...new Set(tables.map(t => t.frame))].map(f => frames[f].key))
}
