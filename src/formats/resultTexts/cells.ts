// Values of cells as other formats hold them.
import { type Column, cell, type Frame } from '../../tables/index.ts'
import { formatFloat, formatTime, isNull, stringOf, Time, UInt, type Value } from '../../values/index.ts'

/** As annotated CSV prints it; null is an empty text. */
export function plainText(value: Value): string {
  if (isNull(value)) return ''
  if (typeof value === 'number') return formatFloat(value)
  return value instanceof Time ? formatTime(value.ns) : (stringOf(value) ?? '')
}

/** JSON that reads back as the same value: what its numbers cannot hold is a text. */
export function jsonText(value: Value): string {
  if (isNull(value)) return 'null'
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : JSON.stringify(formatFloat(value))
  if (typeof value === 'boolean') return String(value)
  const whole = value instanceof UInt ? value.value : typeof value === 'bigint' ? value : null
  if (whole !== null) return whole >= -SAFE && whole <= SAFE ? String(whole) : JSON.stringify(String(whole))
  return JSON.stringify(plainText(value))
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** `"label":value` of each column of a row, with commas between. */
export function jsonRow(columns: readonly Column[], table: number, row: number): string {
  return columns.map(c => `${JSON.stringify(c.label)}:${jsonText(cell(c, table, row))}`).join(',')
}

/** The columns of a table's group key, in the order of the key. */
export function keyColumnsOf(frame: Frame): Column[] {
  return frame.key.map(label => frame.columns.find(c => c.label === label)!)
}
