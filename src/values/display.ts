// Values as text, three ways: `string()` and interpolation, `display()`, and Go's shortest 'g' form of floats.

import { Duration, formatDuration } from './duration.ts'
import { fault } from './fault.ts'
import { Regexp } from './regexp.ts'
import { formatTime, formatTimeFull, Time } from './time.ts'
import {
  compareText,
  DictValue,
  Dynamic,
  FunctionValue,
  Null,
  OpaqueValue,
  RecordValue,
  typeName,
  UInt,
  type Value,
} from './value.ts'

/** Shortest decimal digits, never an exponent: as annotated CSV and `string(v:)` print floats. */
export function formatFloat(v: number): string {
  if (v !== v) return 'NaN'
  if (v === Infinity) return '+Inf'
  if (v === -Infinity) return '-Inf'
  if (Object.is(v, -0)) return '-0'
  const text = String(v)
  return text.includes('e') ? withoutExponent(text) : text
}

function withoutExponent(text: string): string {
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!m) return text
  const digits = m[2] + (m[3] ?? '')
  const point = 1 + Number(m[4])
  if (point <= 0) return `${m[1]}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return m[1] + digits + '0'.repeat(point - digits.length)
  return `${m[1]}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** Go's `strconv 'g' -1`: exponent form below 1e-4 and from `bigExponent` on (21 for most uses, 6 in `%v`-like ones). */
export function formatFloatG(v: number, bigExponent = 6): string {
  if (!Number.isFinite(v) || v === 0) return formatFloat(v)
  const [mantissa, exponentText] = v.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < bigExponent) return formatFloat(v)
  const size = Math.abs(exponent)
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`
}

/** What `string(v:)` and `${…}` give for a basic value; null when the value has no such text. */
export function stringOf(v: Value): string | null {
  if (typeof v === 'string') return v
  if (typeof v === 'number') return formatFloat(v)
  if (typeof v === 'bigint' || typeof v === 'boolean') return String(v)
  if (v instanceof UInt) return String(v.value)
  if (v instanceof Time) return formatTimeFull(v.ns)
  if (v instanceof Duration) return formatDuration(v)
  if (v instanceof Uint8Array) return new TextDecoder().decode(v)
  return null
}

/** Deeper values are not shown: each level indents all within it. */
const MAX_SHOWN = 500

/** What `display(v:)` gives: any value, containers of more than three entries one entry a line. */
export function display(v: Value, depth = 0): string {
  if (depth > MAX_SHOWN)
    throw fault('resource exhausted', `display: the value is nested more than ${MAX_SHOWN} deep; take a part of it`)
  if (v instanceof Null) return '<null>'
  if (typeof v === 'number') return formatFloatG(v)
  if (v instanceof Time) return formatTimeFull(v.ns)
  if (v instanceof Uint8Array) return '0x' + [...v].map(b => b.toString(16).padStart(2, '0')).join('')
  if (v instanceof Regexp) return v.source
  if (v instanceof FunctionValue) return v.typeText
  if (v instanceof Dynamic) return `dynamic(${display(v.inner, depth)})`
  if (v instanceof OpaqueValue) return `<${v.typeName}>`
  const inner = (x: Value): string => display(x, depth + 1)
  if (v instanceof RecordValue) {
    const keys = [...v.fields.keys()].sort(compareText)
    const items = keys.map(k => `${k}: ${inner(v.fields.get(k)!)}`)
    return container('{', '}', items, '', depth)
  }
  if (v instanceof DictValue) {
    if (v.entries.length === 0) return '[:]'
    const items = v.entries.map(([k, x]) => `${inner(k)}: ${inner(x)}`)
    return container('[', ']', items, ' ', depth)
  }
  if (Array.isArray(v)) return container('[', ']', (v as readonly Value[]).map(inner), '', depth)
  return stringOf(v) ?? ''
}

/** `afterComma` is the blank the reference leaves behind a dictionary's commas when it breaks lines. */
function container(open: string, close: string, items: readonly string[], afterComma: string, depth: number): string {
  if (items.length <= 3) return open + items.join(', ') + close
  const indent = '    '.repeat(depth)
  return `${open}\n${items.map(item => `${indent}    ${item}`).join(`,${afterComma}\n`)}\n${indent}${close}`
}

/** The type of a value in the official notation, as far as the value shows it. */
export function typeText(v: Value): string {
  if (v instanceof RecordValue)
    return `{${[...v.fields]
      .sort(([a], [b]) => compareText(a, b))
      .map(([k, x]) => `${k}: ${typeText(x)}`)
      .join(', ')}}`
  if (v instanceof FunctionValue) return v.typeText
  if (Array.isArray(v)) return `[${v.length > 0 ? typeText(v[0] as Value) : 'A'}]`
  if (!(v instanceof DictValue)) return typeName(v)
  const [entry] = v.entries
  return entry ? `[${typeText(entry[0])}: ${typeText(entry[1])}]` : '[A: B]'
}

/** Text for a message: the value as a person would write it. */
export function quoted(v: Value): string {
  return typeof v === 'string' ? JSON.stringify(v) : v instanceof Time ? formatTime(v.ns) : display(v)
}
