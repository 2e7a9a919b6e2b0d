// Cells of booleans and numbers, by Go's rules of base ten.
import { type Column, type Extent, kindOf } from '../../tables/index.ts'
import type { UInt, Value } from '../../values/index.ts'
import { DecimalReader } from '../decimal.ts'
import { wider } from '../wider.ts'
import { Cells, isDelimiter, numberFault } from './cells.ts'
import { Longs } from './longs.ts'

export class BoolCells extends Cells {
  private values = new Uint8Array(16)
  constructor() {
    super('bool')
  }
  take(): number {
    return -1
  }
  parse(text: string): Value {
    const v = kindOf('bool').parse(text)
    if (v === undefined) throw numberFault('ParseBool', text)
    return v
  }
  protected append(value: Value): void {
    if (this.length === this.values.length) this.values = wider(this.values, new Uint8Array(this.length * 2))
    this.values[this.length++] = (value === true) as unknown as number
  }
  protected appendZero(): void {
    this.append(false)
  }
  protected stored(label: string, extent: Extent): Column {
    return { label, type: 'bool', extent, values: this.values.slice(0, this.length), nulls: null }
  }
}

export class FloatCells extends Cells {
  private values = new Float64Array(16)
  private readonly decimals = new DecimalReader()
  constructor() {
    super('float')
  }
  take(bytes: Uint8Array, at: number, end: number): number {
    const after = this.decimals.read(bytes, at, end)
    if (after < 0 || !isDelimiter(bytes, after, end)) return -1
    if (this.length === this.values.length) this.values = wider(this.values, new Float64Array(this.length * 2))
    this.values[this.length++] = this.decimals.value
    return after
  }
  parse(text: string): Value {
    const v = kindOf('float').parse(text)
    if (v === undefined) throw numberFault('ParseFloat', text, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return v
  }
  protected append(value: Value): void {
    if (this.length === this.values.length) this.values = wider(this.values, new Float64Array(this.length * 2))
    this.values[this.length++] = value as number
  }
  protected appendZero(): void {
    this.append(0)
  }
  protected stored(label: string, extent: Extent): Column {
    return { label, type: 'float', extent, values: this.values.slice(0, this.length), nulls: null }
  }
}

export class IntCells extends Cells {
  private readonly longs = new Longs()
  constructor() {
    super('int')
  }
  take(bytes: Uint8Array, at: number, end: number): number {
    const sign = bytes[at]
    const from = at + ((sign === 45 || sign === 43) as unknown as number)
    const after = endOfDigits(bytes, from, end)
    if (after < 0) return -1
    const v = wholeNumber(bytes, from, after)
    this.longs.setNumber(this.length++, sign === 45 ? -v : v)
    return after
  }
  parse(text: string): Value {
    const v = kindOf('int').parse(text)
    if (v === undefined) throw numberFault('ParseInt', text, /^[+-]?\d+$/.test(text))
    return v
  }
  protected append(value: Value): void {
    this.longs.set(this.length++, value as bigint)
  }
  protected appendZero(): void {
    this.longs.setNumber(this.length++, 0)
  }
  protected stored(label: string, extent: Extent): Column {
    return { label, type: 'int', extent, values: this.longs.values.slice(0, this.length), nulls: null }
  }
}

export class UintCells extends Cells {
  private readonly longs = new Longs()
  constructor() {
    super('uint')
  }
  take(bytes: Uint8Array, at: number, end: number): number {
    const after = endOfDigits(bytes, at, end)
    if (after < 0) return -1
    this.longs.setNumber(this.length++, wholeNumber(bytes, at, after))
    return after
  }
  parse(text: string): Value {
    const v = kindOf('uint').parse(text)
    if (v === undefined) throw numberFault('ParseUint', text, /^\d+$/.test(text))
    return v
  }
  protected append(value: Value): void {
    this.longs.set(this.length++, BigInt.asIntN(64, (value as UInt).value))
  }
  protected appendZero(): void {
    this.longs.setNumber(this.length++, 0)
  }
  protected stored(label: string, extent: Extent): Column {
    const values = new BigUint64Array(this.longs.values.buffer).slice(0, this.length)
    return { label, type: 'uint', extent, values, nulls: null }
  }
}

/** The end of one to fifteen digits that fill a cell; -1 when something else does. */
function endOfDigits(bytes: Uint8Array, from: number, end: number): number {
  let p = from
  while (p < end && bytes[p] >= 48 && bytes[p] <= 57) p++
  return p === from || p - from > 15 || !isDelimiter(bytes, p, end) ? -1 : p
}

function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  let v = 0
  for (let p = from; p < to; p++) v = v * 10 + (bytes[p] - 48)
  return v
}
