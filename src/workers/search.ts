// Which tables of a result hold a text, in a group-key value or in a cell. A dictionary's texts are looked at once
// each; other columns are printed as they are drawn.
import { type Column, type Frame, isNullAt, kindOf, orderOf, type TableStream } from '../tables/index.ts'

/** What can be a part of a number as it is drawn; a million numbers are not printed to find a word. */
const NUMBER_PART = /^[-+.\daefin]*$/

/** Places in the stream, ascending. */
export function tablesWith(stream: TableStream, wanted: string, onlyKeys = false): Int32Array {
  const needle = wanted.toLowerCase()
  const hits = stream.frames.map(frame => hitsIn(onlyKeys ? keysOf(frame) : frame, needle))
  const order = orderOf(stream)
  const found: number[] = []
  for (let i = 0; i < order.length; i += 2) if (hits[order[i]][order[i + 1]] === 1) found.push(i >> 1)
  return Int32Array.from(found)
}

/** The frame without the columns that are not of its key. */
const keysOf = (frame: Frame): Frame => ({ ...frame, columns: frame.columns.filter(c => frame.key.includes(c.label)) })

/** For each table of the frame 1 where the text is in it. */
function hitsIn(frame: Frame, needle: string): Uint8Array {
  const tables = frame.offsets.length - 1
  const hits = new Uint8Array(tables)
  if (frame.columns.some(c => c.label.toLowerCase().includes(needle))) return hits.fill(1)
  for (const column of frame.columns) {
    const matches = matcher(column, needle)
    if (matches === null) continue
    if (column.extent === 'constant') {
      if (matches(0)) return hits.fill(1)
    } else if (column.extent === 'group') {
      for (let t = 0; t < tables; t++) if (matches(t)) hits[t] = 1
    } else {
      for (let t = 0, row = 0; t < tables; t++)
        for (row = frame.offsets[t]; row < frame.offsets[t + 1] && hits[t] === 0; row++) if (matches(row)) hits[t] = 1
    }
  }
  return hits
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
