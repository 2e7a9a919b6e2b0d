// Cells of time. RFC 3339 in UTC is read from bytes; other layouts and offsets go by their text.
import type { Column, Extent } from '../../tables/index.ts'
import { daysFromCivil, daysInMonth, fault, Time, type Value } from '../../values/index.ts'
import { Cells, isDelimiter } from './cells.ts'
import { Longs } from './longs.ts'
import { parseByLayout, RFC3339 } from './timeLayout.ts'

/** Seconds at either end of int64 nanoseconds, less one. */
const MAX_SECONDS = 9_223_372_035

export class TimeCells extends Cells {
  /** Go's layout of the block being read. */
  layout = RFC3339
  private readonly longs = new Longs()
  constructor() {
    super('time')
  }
  take(bytes: Uint8Array, at: number, end: number): number {
    if (this.layout !== RFC3339 || at + 20 > end) return -1
    // 0123-56-89T12:45:78Z
    if (bytes[at + 4] !== 45 || bytes[at + 7] !== 45 || bytes[at + 10] !== 84) return -1
    if (bytes[at + 13] !== 58 || bytes[at + 16] !== 58) return -1
    const year = two(bytes, at) * 100 + two(bytes, at + 2)
    const month = two(bytes, at + 5)
    const day = two(bytes, at + 8)
    const hour = two(bytes, at + 11)
    const minute = two(bytes, at + 14)
    const second = two(bytes, at + 17)
    // One of them negative: a byte was no digit.
    if ((year | month | day | hour | minute | second) < 0) return -1
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return -1
    if (hour > 23 || minute > 59 || second > 59) return -1
    let p = at + 19
    let nanoseconds = 0
    if (bytes[p] === 46) {
      let unit = 100_000_000
      p++
      while (p < end && bytes[p] >= 48 && bytes[p] <= 57) {
        nanoseconds += (bytes[p++] - 48) * unit
        unit = Math.floor(unit / 10)
      }
      if (p === at + 20) return -1
    }
    if (p >= end || bytes[p] !== 90 || !isDelimiter(bytes, p + 1, end)) return -1
    const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS) return -1
    this.longs.setTime(this.length++, seconds, nanoseconds)
    return p + 1
  }
  parse(text: string): Value {
    const ns = parseByLayout(this.layout, text)
    if (typeof ns === 'string') throw fault('invalid', ns)
    return new Time(ns)
  }
  protected append(value: Value): void {
    this.longs.set(this.length++, (value as Time).ns)
  }
  protected appendZero(): void {
    this.longs.setNumber(this.length++, 0)
  }
  protected stored(label: string, extent: Extent): Column {
    return { label, type: 'time', extent, values: this.longs.values.slice(0, this.length), nulls: null }
  }
}

/** The number two digits make; far below zero when a byte is none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48
  const ones = bytes[at + 1] - 48
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -10_000 : tens * 10 + ones
}
