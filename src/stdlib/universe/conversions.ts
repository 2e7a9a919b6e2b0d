// Conversions between types: of single values (int, float, …) and of the column `_value` (toInt, toFloat, …).
import { fn, type Member, transform } from '../../library/index.ts'
import {
  allNull,
  builderOf,
  type ColumnType,
  columnNamed,
  dropEmpty,
  type Frame,
  mapFrames,
  regroup,
  rowCount,
  spread,
  valueAt,
  withColumn,
} from '../../tables/index.ts'
import {
  averageNanoseconds,
  Duration,
  Dynamic,
  display as displayOf,
  durationFrom,
  durationUnits,
  Fault,
  fault,
  formatFloat,
  isNull,
  nullOf,
  parseGoFloat,
  parseInt64,
  parseTime,
  parseUint64,
  Regexp,
  stringOf,
  Time,
  typeName,
  typeText,
  UInt,
  type Value,
  wrapUint,
} from '../../values/index.ts'

const v = { v: 'The value to convert; null stays null.' }
const MIN = -9_223_372_036_854_775_808n

function cannot(value: Value, to: string): Fault {
  if (typeof value === 'string')
    return fault('invalid', `cannot convert string "${value}" to ${to} due to invalid syntax`)
  return fault('invalid', `cannot convert ${typeText(value)} to ${to}`)
}

/** Go's conversion of a float: toward zero, and the smallest integer for what does not fit. */
function truncated(value: number): bigint {
  if (!(value > -9.223372036854776e18 && value < 9.223372036854776e18)) return MIN
  return BigInt(Math.trunc(value))
}

export function toInt(value: Value): Value {
  if (typeof value === 'bigint') return value
  if (value instanceof UInt) return BigInt.asIntN(64, value.value)
  if (typeof value === 'number') return truncated(value)
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (value instanceof Time) return value.ns
  if (value instanceof Duration) return BigInt.asIntN(64, averageNanoseconds(value))
  const parsed = typeof value === 'string' ? parseInt64(value) : undefined
  if (parsed === undefined) throw cannot(value, 'int')
  return parsed
}

export function toUint(value: Value): Value {
  if (value instanceof UInt) return value
  if (typeof value === 'string') {
    const parsed = parseUint64(value)
    if (parsed === undefined) throw cannot(value, 'uint')
    return parsed
  }
  if (typeof value === 'number')
    return wrapUint(value >= 0 && value < 1.8446744073709552e19 ? BigInt(Math.trunc(value)) : truncated(value))
  if (typeof value === 'bigint' || typeof value === 'boolean' || value instanceof Time || value instanceof Duration)
    return wrapUint(toInt(value) as bigint)
  throw cannot(value, 'uint')
}

export function toFloat(value: Value): Value {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof UInt) return Number(value.value)
  if (typeof value === 'boolean') return value ? 1 : 0
  const parsed = typeof value === 'string' ? parseGoFloat(value) : undefined
  if (parsed === undefined) throw cannot(value, 'float')
  return parsed
}

export function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  if (typeof value === 'string') throw fault('invalid', `cannot convert string "${value}" to bool`)
  const n = value instanceof UInt ? value.value : value
  if (typeof n !== 'bigint' && typeof n !== 'number') throw cannot(value, 'bool')
  if (Number(n) === 0 || Number(n) === 1) return Number(n) === 1
  const shown = typeof n === 'number' ? sixDecimals(n) : String(n)
  throw fault('invalid', `cannot convert ${typeName(value)} ${shown} to bool, must be 0 or 1`)
}

/** All digits before the point, as Go's %f writes them. */
function sixDecimals(n: number): string {
  if (!Number.isFinite(n)) return formatFloat(n)
  return Math.abs(n) < 1e21 ? n.toFixed(6) : `${BigInt(n)}.000000`
}

export function toTime(value: Value): Value {
  if (value instanceof Time) return value
  if (typeof value === 'bigint') return new Time(value)
  if (value instanceof UInt) return new Time(BigInt.asIntN(64, value.value))
  if (typeof value !== 'string') throw cannot(value, 'time')
  const ns = parseTime(value)
  if (ns === null)
    throw fault(
      'invalid',
      `cannot convert string "${value}" to time due to invalid syntax: cannot parse date${value.includes('T') ? ' time' : ''}`,
    )
  return new Time(ns)
}

function toDuration(value: Value): Value {
  if (value instanceof Duration) return value
  if (typeof value === 'bigint') return new Duration(0n, value)
  if (value instanceof UInt) return new Duration(0n, BigInt.asIntN(64, value.value))
  if (typeof value !== 'string') throw cannot(value, 'duration')
  return lenientDuration(value)
}

/** Numbers with words behind them; a word that is no unit counts for nothing, as in the reference. */
function lenientDuration(text: string): Duration {
  const m = /^(-?)((?:\d+[a-zµ]+)*)$/i.exec(text)
  if (!m) throw cannot(text, 'duration')
  const parts = [...m[2].matchAll(/(\d+)([a-zµ]+)/gi)].map(p => ({ magnitude: BigInt(p[1]), unit: p[2] }))
  const d = durationFrom(parts.filter(p => Object.hasOwn(durationUnits, p.unit)))
  return m[1] === '-' ? d.negated() : d
}

function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw fault('invalid', 'bytes contained non utf8 bytes, cannot be converted into a string')
  }
}

export function toText(value: Value): Value {
  if (value instanceof Regexp) throw cannot(value, 'string')
  if (value instanceof Uint8Array) return textOfBytes(value)
  const text = stringOf(value)
  if (text === null) throw cannot(value, 'string')
  return text
}

/** A conversion: null stays null, a dynamic value is looked into. */
function conversion(type: string, summary: string, example: string, convert: (value: Value) => Value): Member {
  return fn(`(v: A) => ${type}` as '(v: A) => A', {
    summary,
    params: v,
    nulls: 'propagate',
    examples: [example],
    call: ({ v }) => {
      const value = v instanceof Dynamic ? v.inner : v
      return isNull(value) ? nullOf(type as 'int') : convert(value)
    },
  })
}

/** As vectorised maps convert: times too. */
const lenientFloat = conversion(
  'float',
  'The value as a float; times become nanoseconds.',
  'float(v: 1) // 1.0',
  floatOrTime,
)

function floatOrTime(value: Value): Value {
  return value instanceof Time ? Number(value.ns) : toFloat(value)
}

export const conversions = {
  int: conversion(
    'int',
    'The value as an integer; floats lose their fraction, times become nanoseconds.',
    'int(v: "12") // 12',
    toInt,
  ),
  uint: conversion('uint', 'The value as an unsigned integer; negative ones wrap.', 'uint(v: 12) // 12', toUint),
  float: {
    ...conversion('float', 'The value as a float.', 'float(v: "1.5") // 1.5', toFloat),
    vectorised: lenientFloat,
  },
  bool: conversion('bool', 'The value as a boolean: `"true"`, `"false"`, 1 or 0.', 'bool(v: "true") // true', toBool),
  string: conversion('string', 'The value as text.', 'string(v: 12) // "12"', toText),
  time: conversion(
    'time',
    'The value as a time: RFC 3339 text, a date, or nanoseconds since 1970.',
    'time(v: 0) // 1970-01-01T00:00:00Z',
    toTime,
  ),
  duration: conversion(
    'duration',
    'The value as a duration: its text, or nanoseconds.',
    'duration(v: "1h30m") // 1h30m',
    toDuration,
  ),
  bytes: fn('(v: A) => bytes', {
    summary: 'The bytes of a text in UTF-8.',
    params: { v: 'The text.' },
    nulls: 'pass',
    examples: ['display(v: bytes(v: "ab")) // "0x6162"'],
    call({ v: given }) {
      const v = given instanceof Dynamic ? given.inner : given
      if (isNull(v)) throw fault('invalid', 'cannot convert null to bytes')
      if (v instanceof Uint8Array) return v
      if (typeof v !== 'string') throw cannot(v, 'bytes')
      return new TextEncoder().encode(v)
    },
  }),
  display: fn('(v: A) => string', {
    summary: 'The value as a person would write it, whatever its type.',
    params: { v: 'Any value.' },
    nulls: 'pass',
    examples: ['display(v: {b: 1, a: "x"}) // "{a: x, b: 1}"'],
    call: ({ v }) => displayOf(v),
  }),
}

interface ColumnConversion {
  readonly type: ColumnType
  readonly convert: (value: Value) => Value
  /** How a fault begins: per row, or as the reference's vectorised float conversion words it. */
  readonly reword: (message: string) => Fault
}

const perRow = (message: string): Fault => fault('invalid', `failed to evaluate map function: ${message}`)

/** float is vectorised in the reference: it takes times, and its faults carry no name. */
function vectorised(message: string): Fault {
  const told = fault('invalid', `runtime error: ${message.replace(/ to float/, ' to Float')}`)
  told.bare = true
  return told
}

function columnConversion(type: ColumnType, summary: string, convert: (value: Value) => Value): Member {
  const how: ColumnConversion = { type, convert, reword: type === 'float' ? vectorised : perRow }
  return transform(
    `(<-tables: stream[{B with _value: A}]) => stream[{B with _value: ${type}, _value: A}]` as '(<-tables: stream[{B with _value: A}]) => stream[A]',
    {
      summary,
      params: { tables: 'Tables with a `_value` column.' },
      flushes: 'yes',
      alwaysNamed: true,
      pieces: true,
      examples: [
        `import "sampledata"

sampledata.int() |> to${type === 'uint' ? 'UInt' : type[0].toUpperCase() + type.slice(1)}()`.replace(
          '.int()',
          type === 'bool' ? '.numericBool()' : '.int()',
        ),
      ],
      run: tables =>
        regroup(
          mapFrames(dropEmpty(tables), frame => convertValue(frame, how)),
          f => f.key,
        ),
    },
  )
}

function convertValue(frame: Frame, { type, convert, reword }: ColumnConversion): Frame {
  const column = columnNamed(frame, '_value')
  if (!column) return withColumn(frame, allNull('_value', type, rowCount(frame)))
  if (column.type === type) return frame
  const source = spread(column, frame.offsets)
  const builder = builderOf(type)
  for (let row = 0; row < rowCount(frame); row++) {
    const value = valueAt(source, row)
    if (isNull(value)) builder.pushNull()
    else builder.push(converted(value, convert, reword))
  }
  return withColumn(frame, builder.build('_value'))
}

function converted(value: Value, convert: (value: Value) => Value, reword: (message: string) => Fault): Value {
  try {
    return convert(value)
  } catch (error) {
    throw error instanceof Fault ? reword(error.message) : error
  }
}

export const columnConversions = {
  toInt: columnConversion('int', 'Converts the column `_value` to integers.', toInt),
  toUInt: columnConversion('uint', 'Converts the column `_value` to unsigned integers.', toUint),
  toFloat: columnConversion('float', 'Converts the column `_value` to floats.', floatOrTime),
  toBool: columnConversion('bool', 'Converts the column `_value` to booleans.', toBool),
  toString: columnConversion('string', 'Converts the column `_value` to texts.', toText),
  toTime: columnConversion('time', 'Converts the column `_value` to times.', toTime),
}
