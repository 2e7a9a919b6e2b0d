// Points in time: nanoseconds since 1970 in 64 bits.
import { formatTime, parseTime, Time } from '../../values/index.ts'
import type { TimeColumn } from './column.ts'
import { longKind } from './longKind.ts'

export const time = longKind<TimeColumn>({
  type: 'time',
  csvType: 'dateTime:RFC3339',
  rank: 5,
  numeric: false,
  array: size => new BigInt64Array(size),
  toValue: raw => new Time(raw),
  toRaw: value => (value as Time).ns,
  text: formatTime,
  parse: readTime,
})

function readTime(text: string): Time | undefined {
  const ns = /T/i.test(text) ? parseTime(text) : null
  return ns === null ? undefined : new Time(ns)
}
