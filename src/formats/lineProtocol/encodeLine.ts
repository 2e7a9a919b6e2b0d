// A point as a line of line protocol. What the format has no way to write is an error that names the point and the part
// of it; the official encoder refuses the same, but only says that the line failed.
import { type Fault, fault, formatFloatG, formatTime, UInt } from '../../values/index.ts'

export interface LineTag {
  readonly key: string
  /** Not empty: a tag without a value is left out. */
  readonly value: string
}

export interface LineField {
  readonly key: string
  /** bigint is an int, number a float; neither NaN nor infinite. */
  readonly value: string | number | bigint | boolean | UInt
}

export interface LinePoint {
  readonly measurement: string
  /** In any order: they are written sorted. */
  readonly tags: readonly LineTag[]
  /** At least one. */
  readonly fields: readonly LineField[]
  /** Nanoseconds since 1970. */
  readonly time: bigint
}

/** The line, without a line end. Throws a Fault for what line protocol cannot carry. */
export function encodeLine(point: LinePoint): string {
  let line = nameOf('measurement', point.measurement, inMeasurement, point)
  const tags =
    point.tags.length > 1 ? point.tags.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) : point.tags
  for (const { key, value } of tags)
    line += `,${nameOf('name of the tag', key, inTag, point)}=${nameOf(`tag ${key}`, value, inTag, point)}`
  let separator = ' '
  for (const { key, value } of point.fields) {
    line += `${separator}${nameOf('name of the field', key, inTag, point)}=${fieldText(key, value, point)}`
    separator = ','
  }
  return `${line} ${point.time}`
}

const inMeasurement = /[, ]/g
const inTag = /[,= ]/g
/** Control characters; they would need to be searched for by code in any other way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format cannot carry
const control = /[\u0000-\u001f\u007f]/

/** What a point is called, and the time messages name it by. */
export interface PointNames {
  readonly measurement: string
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly field: string
  readonly time: bigint
}

/** Throws a Fault for names and tags that line protocol cannot carry, wherever the point goes. */
export function checkNames({ measurement, tags, field, time }: PointNames): void {
  const point = { measurement, time }
  checked('measurement', measurement, point)
  for (const [key, value] of tags) {
    checked('name of the tag', key, point)
    checked(`tag ${key}`, value, point)
  }
  checked('name of the field', field, point)
}

type Named = Pick<LinePoint, 'measurement' | 'time'>

function nameOf(part: string, text: string, special: RegExp, point: Named): string {
  return checked(part, text, point).replace(special, '\\$&')
}

function checked(part: string, text: string, point: Named): string {
  if (text === '') throw refused(point, part, text, 'is empty')
  if (control.test(text)) throw refused(point, part, text, 'has a control character')
  if (text.endsWith('\\')) throw refused(point, part, text, 'ends in a backslash')
  if (!isWellFormed(text)) throw refused(point, part, text, 'is no valid Unicode')
  return text
}

function fieldText(key: string, value: LineField['value'], point: Named): string {
  if (typeof value === 'bigint') return `${value}i`
  if (typeof value === 'boolean') return String(value)
  if (value instanceof UInt) return `${value.value}u`
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused(point, `field ${key}`, formatFloatG(value), 'is no finite number')
    return formatFloatG(value)
  }
  if (!isWellFormed(value)) throw refused(point, `field ${key}`, value, 'is no valid Unicode')
  return `"${value.replace(/[\\"\n\r\t]/g, c => escapes[c])}"`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** No half of a surrogate pair alone. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text)
}

function refused(point: Named, part: string, text: string, why: string): Fault {
  const row = `the row of ${point.measurement || 'a measurement without a name'} at ${formatTime(point.time)}`
  return fault(
    'failed precondition',
    `cannot write ${row} as line protocol: the ${part}, ${JSON.stringify(text)}, ${why}`,
    {
      steps: ['Change the value with map before it is written, or leave the rows out with filter.'],
      ways: ['skip'],
    },
  )
}
