// Values as JSON text, as Go writes it: keys sorted, no blanks, `<`, `>` and `&` escaped.
import {
  compareText,
  DictValue,
  Duration,
  Dynamic,
  display,
  FunctionValue,
  fault,
  formatDuration,
  formatFloat,
  formatTime,
  isNull,
  OpaqueValue,
  RecordValue,
  Regexp,
  Time,
  typeName,
  UInt,
  type Value,
} from '../../values/index.ts'

/** `dynamics` says whether dynamic values are looked into. */
export function jsonText(v: Value, dynamics: boolean): string {
  const inner = (x: Value): string => jsonText(x, dynamics)
  if (isNull(v)) return 'null'
  if (typeof v === 'string') return jsonString(v)
  if (typeof v === 'number') return jsonNumber(v)
  if (typeof v === 'bigint' || typeof v === 'boolean') return String(v)
  if (v instanceof UInt) return String(v.value)
  if (v instanceof Time) return jsonString(formatTime(v.ns))
  if (v instanceof Duration) return jsonString(formatDuration(v))
  if (v instanceof Regexp) return jsonString(v.source)
  if (v instanceof Uint8Array) return jsonString(base64(v))
  if (v instanceof RecordValue) return jsonObject([...v.fields], inner)
  if (v instanceof DictValue)
    return jsonObject(
      v.entries.map(([k, x]) => [display(k), x] as const),
      inner,
    )
  if (v instanceof FunctionValue) throw fault('invalid', 'cannot encode a function value')
  if (v instanceof Dynamic && dynamics) return inner(v.inner)
  if (v instanceof OpaqueValue) throw unencodable(v)
  return `[${v.map(inner).join(',')}]`
}

function unencodable(v: OpaqueValue): Error {
  if (v.typeName !== 'stream') return fault('unknown', `unknown nature ${typeName(v)}`)
  return fault(
    'invalid',
    'got table stream instead of array. Try using tableFind() or findRecord() to extract data from stream',
  )
}

function jsonObject(entries: readonly (readonly [string, Value])[], inner: (x: Value) => string): string {
  const sorted = [...entries].sort(([a], [b]) => compareText(a, b))
  return `{${sorted.map(([k, x]) => `${jsonString(k)}:${inner(x)}`).join(',')}}`
}

function jsonNumber(v: number): string {
  if (!Number.isFinite(v)) throw fault('unknown', `json: unsupported value: ${formatFloat(v)}`)
  return Object.is(v, -0) ? '-0' : String(v)
}

const unit = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON.stringify's escapes, and those of characters with a meaning in HTML and JavaScript. */
function jsonString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, unit)
}

/** Standard alphabet, padded. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}
