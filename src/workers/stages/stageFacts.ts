// What an editor can know of the stages of a run: their columns, and some of the texts those hold.
import { type Column, isNullAt, type StringColumn, type TableStream } from '../../tables/index.ts'
import type { ColumnFacts } from '../language/shapes.ts'
import type { OpenStage } from './runStages.ts'

/** Of one column; more would not be read in a list. */
const MAX_TEXTS = 60
/** Longer texts are no names or labels. */
const MAX_LENGTH = 80
/** So many slots of a column are looked at, evenly over all of it. */
const SAMPLE = 5000
const MAX_COLUMNS = 200

/** Of each stage by its place; null where its tables are not kept. */
export function columnFacts(stages: readonly OpenStage[]): readonly (readonly ColumnFacts[] | null)[] {
  return stages.map(({ stream }) => stream && columnsOf(stream))
}

function columnsOf(stream: TableStream): readonly ColumnFacts[] {
  const found = new Map<string, { facts: ColumnFacts; counts: Map<string, number> | null }>()
  for (const { columns, key } of stream.frames) {
    for (const column of columns) {
      const { label, type } = column
      let one = found.get(label)
      if (!one) {
        if (found.size >= MAX_COLUMNS) continue
        const facts = { name: label, type, inKey: key.includes(label), texts: [] }
        found.set(label, (one = { facts, counts: 'dict' in column ? new Map() : null }))
      }
      if (one.counts && 'dict' in column) count(column, one.counts)
    }
  }
  return [...found.values()].map(({ facts, counts }) => (counts ? { ...facts, texts: frequent(counts) } : facts))
}

function count(column: Column & StringColumn, counts: Map<string, number>): void {
  const { values, dict } = column
  const step = Math.max(1, Math.floor(values.length / SAMPLE))
  for (let slot = 0; slot < values.length; slot += step) {
    if (isNullAt(column, slot)) continue
    const text = dict.texts[values[slot]]
    if (text.length <= MAX_LENGTH) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
}

function frequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_TEXTS)
    .map(([text]) => text)
}
