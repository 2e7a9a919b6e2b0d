// Signed 64-bit integers; the array wraps by itself.
import { parseInt64 } from '../../values/index.ts'
import type { IntColumn } from './column.ts'
import { longKind } from './longKind.ts'

export const int = longKind<IntColumn>({
  type: 'int',
  csvType: 'long',
  rank: 1,
  numeric: true,
  array: size => new BigInt64Array(size),
  toValue: raw => raw,
  toRaw: value => value as bigint,
  text: String,
  parse: text => parseInt64(text),
})
