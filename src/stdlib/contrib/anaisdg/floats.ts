// Floats of rows: null where there is none, a fault where there is something else.
import { fault, isNull, typeName, type Value } from '../../../values/index.ts'
import { field } from '../../composing.ts'

export function floatIn(row: Value, label: string): number | null {
  const value = field(row, label)
  if (isNull(value)) return null
  if (typeof value === 'number') return value
  throw fault('invalid', `column "${label}" must be of type float, found ${typeName(value)}`, {
    steps: ['Put `|> toFloat()` before this step.'],
  })
}
