// What an expression evaluates to. Plain JavaScript values where one type of Flux is one type there; small classes
// where it is not (uint beside int, time beside both). The one surprise: null is typed, as in the reference.
import { Duration } from './duration.ts'
import { Regexp } from './regexp.ts'
import { Time } from './time.ts'

export type BasicType = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'time' | 'duration' | 'regexp' | 'bytes'

export class UInt {
  /** 0 ≤ value < 2^64 */
  constructor(readonly value: bigint) {}
}

/** A missing value that knows what it would have been; `invalid` where nothing is known (an absent column). */
export class Null {
  constructor(readonly type: BasicType | 'invalid') {}
}

/** A record: names to values, in the order they were written. */
export class RecordValue {
  constructor(readonly fields: ReadonlyMap<string, Value>) {}
  get(name: string): Value | undefined {
    return this.fields.get(name)
  }
}

/** Values the language passes about but cannot look into: streams of tables, dynamic values. */
export abstract class OpaqueValue {
  abstract readonly typeName: string
}

/** A value of the type `dynamic`: parsed JSON and the like. */
export class Dynamic extends OpaqueValue {
  readonly typeName = 'dynamic'
  constructor(readonly inner: Value) {
    super()
  }
}

/** bigint is int, number is float. Arrays are Flux arrays. */
export type Value =
  | bigint
  | UInt
  | number
  | string
  | boolean
  | Time
  | Duration
  | Regexp
  | Uint8Array
  | Null
  | RecordValue
  | DictValue
  | FunctionValue
  | OpaqueValue
  | readonly Value[]

const nulls = new Map<string, Null>()

export function nullOf(type: BasicType | 'invalid'): Null {
  let n = nulls.get(type)
  if (!n) nulls.set(type, (n = new Null(type)))
  return n
}

export function isNull(v: Value): v is Null {
  return v instanceof Null
}

export function recordOf(fields: Readonly<Record<string, Value>>): RecordValue {
  return new RecordValue(new Map(Object.entries(fields)))
}

/** Wraps to 64 bits, as the reference's integers do. */
export const wrapInt = (v: bigint): bigint => BigInt.asIntN(64, v)
export const wrapUint = (v: bigint): UInt => new UInt(BigInt.asUintN(64, v))

/** The run-time type's name as the reference's messages spell it. */
export function typeName(v: Value): string {
  switch (typeof v) {
    case 'bigint':
      return 'int'
    case 'number':
      return 'float'
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
    default:
      return objectTypeName(v)
  }
}

function objectTypeName(v: Exclude<Value, bigint | number | string | boolean>): string {
  if (v instanceof Null) return v.type
  if (v instanceof Time) return 'time'
  if (v instanceof Duration) return 'duration'
  if (v instanceof UInt) return 'uint'
  if (v instanceof Regexp) return 'regexp'
  if (v instanceof Uint8Array) return 'bytes'
  if (v instanceof RecordValue) return 'object'
  if (v instanceof DictValue) return 'dictionary'
  if (v instanceof OpaqueValue) return v.typeName
  return Array.isArray(v) ? 'array' : 'function'
}

/** Order of comparable keys: numbers by value, text by code points, times by instant. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const [x, y] = [ordinal(a), ordinal(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

function ordinal(v: Value): bigint | number {
  if (typeof v === 'bigint' || typeof v === 'number') return v
  if (typeof v === 'boolean') return v ? 1 : 0
  if (v instanceof UInt) return v.value
  if (v instanceof Time) return v.ns
  if (v instanceof Duration) return v.ns
  return 0
}

/** Order of UTF-8 bytes, which is the order of code points: UTF-16 units mislead only where surrogates meet. */
export function compareText(a: string, b: string): number {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return codePointOrder(x) - codePointOrder(y)
  }
  return a.length - b.length
}

/** Moves surrogates behind the rest of the basic plane. */
function codePointOrder(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** An immutable dictionary, kept in the order of its keys. */
export class DictValue {
  private constructor(readonly entries: readonly (readonly [Value, Value])[]) {}

  /** Of equal keys the last one holds. */
  static from(pairs: Iterable<readonly [Value, Value]>): DictValue {
    const sorted: Array<readonly [Value, Value]> = []
    for (const pair of pairs) {
      const at = position(sorted, pair[0])
      sorted.splice(at.index, at.found ? 1 : 0, pair)
    }
    return new DictValue(sorted)
  }
  get(key: Value): Value | undefined {
    const at = position(this.entries, key)
    return at.found ? this.entries[at.index][1] : undefined
  }
  with(key: Value, value: Value): DictValue {
    return DictValue.from([...this.entries, [key, value]])
  }
  without(key: Value): DictValue {
    return new DictValue(this.entries.filter(([k]) => compareValues(k, key) !== 0))
  }
}

function position(entries: readonly (readonly [Value, Value])[], key: Value): { index: number; found: boolean } {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const mid = (low + high) >> 1
    const order = compareValues(entries[mid][0], key)
    if (order === 0) return { index: mid, found: true }
    if (order < 0) low = mid + 1
    else high = mid
  }
  return { index: low, found: false }
}

/** How a function is called is the library's business (library/context.ts); as a value it can only be described. */
export interface FunctionParameter {
  readonly name: string
  readonly optional: boolean
  readonly pipe: boolean
}

/** Named arguments, in the order they were written. */
export type Arguments = ReadonlyMap<string, Value>

export abstract class FunctionValue {
  abstract readonly parameters: readonly FunctionParameter[]
  /** The name it is called by in messages; null for a function literal that was never named. */
  abstract readonly name: string | null
  /** How `display` prints it: its type in the official notation. */
  abstract readonly typeText: string
  get pipeParameter(): FunctionParameter | null {
    return this.parameters.find(p => p.pipe) ?? null
  }
}
