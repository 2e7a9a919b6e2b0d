// How members of math are declared: floats in, a float out, and a null argument gives null.
import { fn, type Member } from '../../library/index.ts'

/** What the reference says of a column that is not there. */
export const untypedNull = (parameter: string, type: string): string =>
  `cannot convert argument ${parameter} of type invalid to ${type}`

export function unary(summary: string, example: string, call: (x: number) => number): Member {
  return fn('(x: float) => float', {
    summary,
    params: { x: 'The number.' },
    nulls: 'propagate',
    untypedNull: () => 'cannot convert argument of type invalid to float',
    examples: [example],
    call: ({ x }) => call(x),
  })
}

export function binary(
  summary: string,
  example: string,
  call: (x: number, y: number) => number,
  second = 'The second number.',
): Member {
  return fn('(x: float, y: float) => float', {
    summary,
    params: { x: 'The first number.', y: second },
    nulls: 'propagate',
    untypedNull,
    examples: [example],
    call: ({ x, y }) => call(x, y),
  })
}
