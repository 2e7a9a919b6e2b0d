// Which tables of two streams are the same: those whose group keys have the same columns and values.
import { type Frame, orderOf, type TableStream } from '../../tables/index.ts'
import { numbersOf } from './identity.ts'

/** A table of either side: where it stands in its stream, and in which of all frames. */
export interface Place {
  readonly place: number
  readonly frame: number
  readonly table: number
}

export type Matched = readonly [before: Place, after: Place]

export function sideOf(stream: TableStream, base: number): Place[] {
  const order = orderOf(stream)
  return Array.from({ length: order.length >> 1 }, (_, place) => ({ place, frame: base + order[2 * place], table: order[2 * place + 1] })) // biome-ignore format: one record
}

/** In the order after; twins of one key pair up as they come. */
export function sameKeys(frames: readonly Frame[], { before, after }: Record<'before' | 'after', readonly Place[]>) {
  const numbers = numbersOf(frames.map(onlyKey), unionOf(frames.map(f => f.key)), 'tables')
  const waiting = new Map<number, Place[]>()
  for (const table of before.toReversed()) {
    const number = numbers[table.frame][table.table]
    const list = waiting.get(number)
    if (list) list.push(table)
    else waiting.set(number, [table])
  }
  const matched: Matched[] = []
  const came: Place[] = []
  const paired = new Set<Place>()
  for (const table of after) {
    const found = waiting.get(numbers[table.frame][table.table])?.pop()
    if (found) {
      matched.push([found, table])
      paired.add(found)
    } else came.push(table)
  }
  return { matched, gone: before.filter(t => !paired.has(t)), came }
}

export function onlyKey(frame: Frame): Frame {
  return { ...frame, columns: frame.columns.filter(c => frame.key.includes(c.label)) }
}

export const unionOf = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]
