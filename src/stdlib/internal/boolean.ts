// internal/boolean: true and false are names, not literals.
import { constant, packageOf } from '../../library/index.ts'

export const boolean = packageOf('internal/boolean', 'The two booleans.', {
  true: constant('bool', true, 'True.', ['true and not false // true']),
  false: constant('bool', false, 'False.', ['1 > 2 // false']),
})
