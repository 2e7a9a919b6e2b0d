// math: the functions of Go's math package. A null argument gives null.
import { packageOf } from '../../library/index.ts'
import { constants } from './constants.ts'
import { elementary } from './elementary.ts'
import { parts } from './parts.ts'
import { special } from './special.ts'

export const math = packageOf('math', 'Constants and functions of numbers.', {
  ...constants,
  ...elementary,
  ...parts,
  ...special,
})
