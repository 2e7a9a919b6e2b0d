// Which tables of a result hold a text, in a group-key value or in a cell. A dictionary's texts are looked at once
// each; other columns are printed as they are drawn.
import { type Column, type Frame, isNullAt, kindOf, orderOf, type TableStream } from '../tables/index.ts'
import { inSlices } from './slices.ts'

/** What can be a part of a number as it is drawn; a million numbers are not printed to find a word. */
const NUMBER_PART = /^[-+.\daefin]*$/

/** Rows between two looks at the clock. */
const STEP = 4096
/** Longer than for work nobody waits for: a page of rows that is asked for meanwhile still comes within a frame. */
const SLICE_MS = 12

/** Places in the stream, ascending. What else the worker is asked comes in between. */
export async function tablesWith(stream: TableStream, wanted: string, onlyKeys = false): Promise<Int32Array> {
  const needle = wanted.toLowerCase()
  const hits = stream.frames.map(frame => new Uint8Array(frame.offsets.length - 1))
  const steps = function* (): Generator {
    for (const [i, frame] of stream.frames.entries()) yield* look(onlyKeys ? keysOf(frame) : frame, needle, hits[i])
  }
  await inSlices(steps(), () => {}, SLICE_MS)
  const order = orderOf(stream)
  const found: number[] = []
  for (let i = 0; i < order.length; i += 2) if (hits[order[i]][order[i + 1]] === 1) found.push(i >> 1)
  return Int32Array.from(found)
}

/** The frame without the columns that are not of its key. */
const keysOf = (frame: Frame): Frame => ({ ...frame, columns: frame.columns.filter(c => frame.key.includes(c.label)) })

/** Marks each table of the frame that has the text. */
function* look(frame: Frame, needle: string, hits: Uint8Array): Generator {
  if (frame.columns.some(c => c.label.toLowerCase().includes(needle))) return hits.fill(1)
  for (const column of frame.columns) {
    yield
    const matches = matcher(column, needle)
    if (matches === null) continue
    if (column.extent === 'constant') {
      if (matches(0)) return hits.fill(1)
    } else if (column.extent === 'group') {
      for (let t = 0; t < hits.length; t++) if (matches(t)) hits[t] = 1
    } else
      for (let t = 0; t < hits.length; t++) {
        const end = frame.offsets[t + 1]
        for (let from = frame.offsets[t]; from < end && hits[t] === 0; from += STEP) {
          if (anyOf(matches, from, Math.min(end, from + STEP))) hits[t] = 1
          yield
        }
      }
  }
}

function anyOf(matches: (row: number) => boolean, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if (matches(row)) return true
  return false
}

function matcher(column: Column, needle: string): ((slot: number) => boolean) | null {
  if ('dict' in column) {
    const codes = column.dict.texts.map(t => t.toLowerCase().includes(needle))
    return codes.includes(true) ? slot => !isNullAt(column, slot) && codes[column.values[slot]] : null
  }
  const { text, numeric } = kindOf(column.type)
  if (numeric && !NUMBER_PART.test(needle)) return null
  return slot => !isNullAt(column, slot) && text(column, slot).toLowerCase().includes(needle)
}
