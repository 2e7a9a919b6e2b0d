// bitwise: the bits of 64-bit integers, those with a sign (s…) and those without (u…).
import { fn, type Member, type Package, packageOf } from '../library/index.ts'
import { fault } from '../values/index.ts'

const params = { a: 'The first number.', b: 'The second number.' }
const shift = { a: 'The number.', b: 'By how many bits.' }

type Bits = (a: bigint, b: bigint) => bigint
const clear: Bits = (a, b) => a & ~b
const left: Bits = (a, b) => (b > 63n ? 0n : a << distance(b))
const right: Bits = (a, b) => a >> (b > 63n ? 64n : distance(b))

function distance(b: bigint): bigint {
  if (b < 0n) throw fault('invalid', `cannot shift by a negative number of bits, found ${b}`)
  return b
}

function unsigned(summary: string, example: string, bits: Bits, described = params): Member {
  return fn('(a: uint, b: uint) => uint', {
    summary,
    params: described,
    examples: [example],
    call: ({ a, b }) => bits(a, b),
  })
}

function signed(summary: string, example: string, bits: Bits, described = params): Member {
  return fn('(a: int, b: int) => int', {
    summary,
    params: described,
    examples: [example],
    call: ({ a, b }) => BigInt.asIntN(64, bits(a, b)),
  })
}

const members = {
  uand: unsigned(
    'Bits set in both numbers.',
    'bitwise.uand(a: uint(v: 12), b: uint(v: 10)) // uint(v: 8)',
    (a, b) => a & b,
  ),
  uor: unsigned(
    'Bits set in either number.',
    'bitwise.uor(a: uint(v: 12), b: uint(v: 10)) // uint(v: 14)',
    (a, b) => a | b,
  ),
  unot: fn('(a: uint) => uint', {
    summary: 'All bits turned over.',
    params: { a: 'The number.' },
    examples: ['bitwise.unot(a: uint(v: 0)) // uint(v: "18446744073709551615")'],
    call: ({ a }) => ~a,
  }),
  uxor: unsigned(
    'Bits set in one number only.',
    'bitwise.uxor(a: uint(v: 12), b: uint(v: 10)) // uint(v: 6)',
    (a, b) => a ^ b,
  ),
  uclear: unsigned(
    'The bits of the first number that the second has not set.',
    'bitwise.uclear(a: uint(v: 15), b: uint(v: 6)) // uint(v: 9)',
    clear,
  ),
  ulshift: unsigned(
    'Bits moved left; those beyond 64 are lost.',
    'bitwise.ulshift(a: uint(v: 3), b: uint(v: 2)) // uint(v: 12)',
    left,
    shift,
  ),
  urshift: unsigned('Bits moved right.', 'bitwise.urshift(a: uint(v: 12), b: uint(v: 2)) // uint(v: 3)', right, shift),
  sand: signed('Bits set in both numbers.', 'bitwise.sand(a: 12, b: 10) // 8', (a, b) => a & b),
  sor: signed('Bits set in either number.', 'bitwise.sor(a: 12, b: 10) // 14', (a, b) => a | b),
  snot: fn('(a: int) => int', {
    summary: 'All bits turned over.',
    params: { a: 'The number.' },
    examples: ['bitwise.snot(a: 0) // -1'],
    call: ({ a }) => ~a,
  }),
  sxor: signed('Bits set in one number only.', 'bitwise.sxor(a: 12, b: 10) // 6', (a, b) => a ^ b),
  sclear: signed(
    'The bits of the first number that the second has not set.',
    'bitwise.sclear(a: 15, b: 6) // 9',
    clear,
  ),
  slshift: signed('Bits moved left; those beyond 64 are lost.', 'bitwise.slshift(a: 3, b: 2) // 12', left, shift),
  srshift: signed('Bits moved right; the sign fills up.', 'bitwise.srshift(a: -8, b: 1) // -4', right, shift),
}

export const bitwise = packageOf('bitwise', 'The bits of integers.', members)

/** The package under its former path. */
export const formerBitwise: Package = packageOf('experimental/bitwise', 'The former path of bitwise.', members)
