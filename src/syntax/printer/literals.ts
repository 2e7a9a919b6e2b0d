// Literals as the official formatter writes them. Strings, decimals and patterns stay as they are in the source.
import type { Expression } from '../ast.ts'
import type { DateTimeLiteral, DurationLiteral } from '../leaves.ts'
import { isIdentifier } from '../scanner.ts'

const timeParts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d*))?(.*))?$/

/** What has no parts. */
export function leafText(node: Expression, source: string): string {
  switch (node.kind) {
    case 'Identifier':
      return node.name
    case 'IntegerLiteral':
      return String(node.value)
    case 'DurationLiteral':
      return durationText(node)
    case 'DateTimeLiteral':
      return timeText(node)
    case 'PipeLiteral':
      return '<-'
    case 'LabelLiteral':
      return labelText(node.value)
    default:
      return source.slice(node.from, node.to)
  }
}

/** In full, with no zeros at the end of the fraction and `Z` for no offset. */
function timeText({ value }: DateTimeLiteral): string {
  const [, date, clock = '00:00:00', fraction = '', offset = 'Z'] = timeParts.exec(value)!
  const digits = fraction.slice(0, 9).replace(/0+$/, '')
  return `${date}T${clock}${digits === '' ? '' : `.${digits}`}${/^[+-]00:00$/.test(offset) ? 'Z' : offset}`
}

function durationText({ values }: DurationLiteral): string {
  return values.map(({ magnitude, unit }) => `${magnitude}${unit}`).join('')
}

/** A label, in quotes only when it must be. */
export function labelText(value: string): string {
  return `.${isIdentifier(value) ? value : `"${escaped(value)}"`}`
}

/**
 * A text between the quotes of a string, or between them and a `${`. Only quotes, backslashes and `${` are escaped. The
 * scanner takes the character behind a lone `$` along whatever it is, so a `$` before an escape is written as one itself.
 */
export function escaped(value: string, beforeInterpolation = false): string {
  if (!/["\\$]/.test(value)) return value
  let out = ''
  for (let at = 0; at < value.length; at++) {
    const char = value[at]!
    const next = value[at + 1]
    if (char === '"' || char === '\\') out += `\\${char}`
    else if (char !== '$') out += char
    else if (next === '{') out += '\\$'
    else if (next === '"' || next === '\\' || (next === undefined && beforeInterpolation)) out += '\\x24'
    else if (next === '$') {
      out += '$$'
      at++
    } else out += '$'
  }
  return out
}
