// What a stage changed, as one sentence in Flux's words.
import type { StageCount, StageDifference } from '../../workers/protocol.ts'
import { counted, number } from '../numbers.ts'

type Parts = readonly (string | false | null)[]

/** More columns than this are counted, not named. */
const MOST_NAMES = 4

export function differenceText(difference: StageDifference): string {
  const { columns, tables, rows } = difference
  return sentence([
    ...schemaParts(difference),
    columns.changed.length > 0 && `${names(columns.changed)} changed`,
    ...regroupedParts(tables),
    rowsText(rows, tables),
    ...orderParts(difference),
  ])
}

/** The parts that are there; without any, that nothing changed. */
export function sentence(parts: Parts): string {
  return parts.filter(Boolean).join('; ') || 'nothing changed'
}

/** What happened to columns and keys. */
export function schemaParts({ columns, key }: StageDifference): Parts {
  const entered = key.entered.filter(label => !columns.added.includes(label))
  const left = key.left.filter(label => !columns.removed.includes(label))
  const [newKey, newPlain] = parted(columns.added, key.entered)
  const [oldKey, oldPlain] = parted(columns.removed, key.left)
  return [
    newKey.length > 0 && `${names(newKey)} added to the columns and the group key`,
    oldKey.length > 0 &&
      `${names(oldKey)} removed with ${oldKey.length === 1 ? 'its' : 'their'} place in the group key`,
    entered.length > 0 && `${names(entered)} entered the group key`,
    left.length > 0 && `${names(left)} left the group key`,
    newPlain.length > 0 && `${names(newPlain)} added`,
    oldPlain.length > 0 && `${names(oldPlain)} removed`,
    ...columns.retyped.map(({ label, from, to }) => `${label} is ${to}, was ${from}`),
  ]
}

function regroupedParts({ split, merged }: StageDifference['tables']): Parts {
  return [
    split.to > 0 && `${counted(split.from, 'table')} split into ${number(split.to)}`,
    merged.to > 0 && `${counted(merged.from, 'table')} merged into ${number(merged.to)}`,
  ]
}

export function orderParts({ order }: StageDifference): Parts {
  return [order === 'tables' && 'tables in another order', order === 'rows' && 'rows in another order']
}

function rowsText({ how, before, after }: StageDifference['rows'], tables: StageDifference['tables']): string | null {
  const [dropped, added] = [tables.dropped > 0, tables.added > 0]
  const droppedTables = counted(tables.dropped, 'table')
  const addedTables = counted(tables.added, 'table')
  if (how === 'became' || (dropped && added)) {
    const became = before === after ? null : `${counted(before, 'row')} became ${number(after)}`
    return joined([became, dropped && `${droppedTables} dropped`, added && `${addedTables} added`])
  }
  if (how === 'fewer' || dropped)
    return joined([`${joinedAnd([before > after && counted(before - after, 'row'), dropped && droppedTables])} dropped`, added && `${addedTables} added`]) // biome-ignore format: one call
  if (how === 'more' || added)
    return `${joinedAnd([after > before && counted(after - before, 'row'), added && addedTables])} added`
  return null
}

/** What the stage is called: `from, range and filter` where one read does the work of several. */
export function stageTitle({ name, included }: Pick<StageCount, 'name' | 'included'>): string {
  return included.length === 0 ? name : names([...included.map(c => c.name), name])
}

/** The stage that left nothing of what it was given, or the source that had nothing, of a result without tables. */
export function whereAllWent(
  stages: readonly StageCount[],
  result: number | undefined,
): { readonly stage: number; readonly rows: number | null } | null {
  let at = result
  while (at !== undefined && stages[at] !== undefined) {
    const { inputs } = stages[at]
    if (inputs.length === 0) return { stage: at, rows: null }
    if (inputs.some(i => stages[i].tables > 0)) return { stage: at, rows: inputs.reduce((n, i) => n + stages[i].rows, 0) } // biome-ignore format: one record
    at = inputs[0]
  }
  return null
}

/** The places of stages in the order of the script; those of one call stand as they ran. */
export function inScriptOrder(stages: readonly StageCount[]): number[] {
  return stages.map((_, at) => at).toSorted((a, b) => stages[a].from - stages[b].from || stages[a].to - stages[b].to)
}

export function names(labels: readonly string[]): string {
  if (labels.length > MOST_NAMES) return `${number(labels.length)} columns`
  return labels.length < 2 ? (labels[0] ?? '') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`
}

function parted(labels: readonly string[], moved: readonly string[]): [key: string[], plain: string[]] {
  return [labels.filter(l => moved.includes(l)), labels.filter(l => !moved.includes(l))]
}

const joined = (parts: Parts): string | null => parts.filter(Boolean).join('; ') || null
const joinedAnd = (parts: Parts): string => parts.filter(Boolean).join(' and ')
