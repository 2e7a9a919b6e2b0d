// Unsigned 64-bit integers.
import { parseUint64, UInt } from '../../values/index.ts'
import type { UintColumn } from './column.ts'
import { longKind } from './longKind.ts'

export const uint = longKind<UintColumn>({
  type: 'uint',
  csvType: 'unsignedLong',
  rank: 2,
  numeric: true,
  array: size => new BigUint64Array(size),
  toValue: raw => new UInt(raw),
  toRaw: value => (value as UInt).value,
  text: String,
  parse: text => parseUint64(text),
})
