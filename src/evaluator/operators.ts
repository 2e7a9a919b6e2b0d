// Operators on values, by the reference's run-time rules: same type both sides for arithmetic, any numbers for
// comparison, null in → null out. `rows` mode is that of row functions, where an absent column takes the other
// operand's type; elsewhere a value of unknown type is refused.
import {
  type BasicType,
  compareText,
  DictValue,
  Duration,
  Dynamic,
  type Fault,
  fault,
  isNull,
  Null,
  nullOf,
  RecordValue,
  Regexp,
  Time,
  typeName,
  UInt,
  type Value,
  wrapInt,
  wrapUint,
} from '../values/index.ts'

/** Where operators answer otherwise than the reference on purpose, by operator. */
export const operatorDiffers: Readonly<Record<string, string>> = {
  '^': 'Integers to a power are integers that wrap; the engine gives a float under an integer type.',
}

export type Mode = 'rows' | 'program'

export function binary(operator: string, left: Value, right: Value, mode: Mode): Value {
  if (isNull(left) || isNull(right)) return nullResult(operator, left, right, mode)
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '^':
      return arithmetic(operator, left, right)
    case '==':
      return equal(left, right)
    case '!=':
      if (comparable(left, right) === null && !(typeof left === 'boolean' && typeof right === 'boolean'))
        throw unsupported(operator, left, right)
      return !equal(left, right)
    case '=~':
    case '!~':
      if (typeof left !== 'string' || !(right instanceof Regexp)) throw unsupported(operator, left, right)
      return right.test(left) === (operator === '=~')
    default:
      return compare(operator, left, right)
  }
}

export function unsupported(operator: string, left: Value, right: Value): Fault {
  return fault('invalid', `unsupported binary expression ${typeName(left)} ${operator} ${typeName(right)}`)
}

export const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', '=~', '!~'])

/** The type of an operation one of whose sides is null, checked as if there were values. */
function nullResult(operator: string, left: Value, right: Value, mode: Mode): Value {
  let [l, r] = [typeName(left), typeName(right)]
  if (mode === 'rows') {
    const matching = operator === '=~' || operator === '!~'
    if (l === 'invalid' && r !== 'invalid') l = matching ? 'string' : r
    if (r === 'invalid' && l !== 'invalid') r = l
  }
  const type = resultType(operator, l, r)
  if (type === null) throw fault('invalid', `unsupported binary expression ${l} ${operator} ${r}`)
  // outside of row functions the reference forgets the type of a null once it has calculated with it
  return nullOf(mode === 'rows' ? type : 'invalid')
}

const numbers = new Set(['int', 'uint', 'float'])

/** The type an operator gives for two run-time types; null when it has no meaning for them. */
export function resultType(operator: string, left: string, right: string): BasicType | null {
  if (operator === '=~' || operator === '!~')
    return left === 'string' && (right === 'regexp' || right === 'invalid' || right === 'string') ? 'bool' : null
  if (comparisons.has(operator)) {
    if (numbers.has(left) && numbers.has(right)) return 'bool'
    if (left !== right) return null
    if (left === 'string' || left === 'time') return 'bool'
    if (left === 'bool') return operator === '==' || operator === '!=' ? 'bool' : null
    return operator === '==' && (left === 'array' || left === 'object' || left === 'bytes') ? 'bool' : null
  }
  if (left !== right) return null
  if (numbers.has(left)) return left as BasicType
  return left === 'string' && operator === '+' ? 'string' : null
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return floatArithmetic(operator, left, right)
  if (typeof left === 'bigint' && typeof right === 'bigint') return wrapInt(integerArithmetic(operator, left, right))
  if (left instanceof UInt && right instanceof UInt)
    return wrapUint(integerArithmetic(operator, left.value, right.value))
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right
  throw unsupported(operator, left, right)
}

export function floatArithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    default:
      return power(a, b)
  }
}

/** Go's Pow where JavaScript's differs: 1 to any power, and ±1 to an infinite one, are 1. */
export function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && !Number.isFinite(b) && b === b)) return 1
  return a ** b
}

export function integerArithmetic(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      if (b === 0n) throw fault('failed precondition', 'cannot divide by zero')
      return a / b
    case '%':
      if (b === 0n) throw fault('failed precondition', 'cannot mod zero')
      return a % b
    default:
      return integerPower(a, b)
  }
}

/** Wrapping power by squaring; a negative exponent truncates toward zero. */
function integerPower(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) {
    if (base === 0n) throw fault('failed precondition', 'cannot divide by zero')
    if (base === 1n) return 1n
    return base === -1n ? (exponent % 2n === 0n ? 1n : -1n) : 0n
  }
  let [result, square, rest] = [1n, base, exponent]
  while (rest > 0n) {
    if (rest & 1n) result = BigInt.asUintN(64, result * square)
    square = BigInt.asUintN(64, square * square)
    rest >>= 1n
  }
  return result
}

/** -1, 0, 1; NaN where a NaN takes part; null when the two have no order. */
export function comparable(left: Value, right: Value): number | null {
  if (typeof left === 'string' && typeof right === 'string') return Math.sign(compareText(left, right))
  if (left instanceof Time && right instanceof Time) return order(left.ns, right.ns)
  const [a, b] = [numeric(left), numeric(right)]
  if (a === null || b === null) return null
  // int and uint compare exactly; beside a float both are floats, as in the reference
  return typeof a === typeof b ? order(a, b) : order(Number(a), Number(b))
}

function numeric(v: Value): bigint | number | null {
  if (typeof v === 'bigint' || typeof v === 'number') return v
  return v instanceof UInt ? v.value : null
}

function order(a: bigint | number, b: bigint | number): number {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN
}

function compare(operator: string, left: Value, right: Value): boolean {
  const c = comparable(left, right)
  if (c === null) throw unsupported(operator, left, right)
  return holds(operator, c)
}

/** Whether a comparison holds for an order of -1, 0, 1 or NaN. */
export function holds(operator: string, c: number): boolean {
  switch (operator) {
    case '<':
      return c < 0
    case '<=':
      return c <= 0
    case '>':
      return c > 0
    default:
      return c >= 0
  }
}

function equal(left: Value, right: Value): boolean {
  const c = comparable(left, right)
  if (c !== null) return c === 0
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right
  if (deepEqualTypes(left, right)) return deepEqual(left, right)
  throw unsupported('==', left, right)
}

function deepEqualTypes(left: Value, right: Value): boolean {
  return (
    (Array.isArray(left) && Array.isArray(right)) ||
    (left instanceof RecordValue && right instanceof RecordValue) ||
    (left instanceof Uint8Array && right instanceof Uint8Array)
  )
}

/** Equality of whole values; null equals null here, values of different types never. */
export function deepEqual(left: Value, right: Value): boolean {
  if (left === right) return true
  if (left instanceof Null || right instanceof Null) return left instanceof Null && right instanceof Null
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((v, i) => deepEqual(v, right[i]))
  if (left instanceof Uint8Array && right instanceof Uint8Array)
    return left.length === right.length && left.every((b, i) => b === right[i])
  if (left instanceof RecordValue && right instanceof RecordValue)
    return (
      left.fields.size === right.fields.size &&
      [...left.fields].every(([k, v]) => right.fields.has(k) && deepEqual(v, right.fields.get(k)!))
    )
  if (left instanceof Duration && right instanceof Duration) return left.months === right.months && left.ns === right.ns
  if (left instanceof Dynamic && right instanceof Dynamic) return deepEqual(left.inner, right.inner)
  if (left instanceof DictValue && right instanceof DictValue)
    return deepEqual(left.entries.flat() as Value[], right.entries.flat() as Value[])
  return typeName(left) === typeName(right) && comparable(left, right) === 0
}

export function unary(operator: string, value: Value, mode: Mode): Value {
  switch (operator) {
    case 'exists':
      return !isNull(value instanceof Dynamic ? value.inner : value)
    case 'not':
      if (isNull(value)) return nullOf('bool')
      if (typeof value !== 'boolean')
        throw fault('invalid', `operand to unary expression is not a boolean value, got ${typeName(value)}`)
      return !value
    case '-':
      return negate(value)
    default:
      if (mode === 'program') throw fault('invalid', `unsupported operator "+" to unary expression`)
      return value
  }
}

function negate(value: Value): Value {
  if (isNull(value)) return value
  if (typeof value === 'bigint') return wrapInt(-value)
  if (typeof value === 'number') return -value
  if (value instanceof Duration) return value.negated()
  throw fault('invalid', `operand to unary expression is not a number value, got ${typeName(value)}`)
}

/**
 * How `and`, `or` and `if` treat null. `rows`: as the reference's row functions do (null and x is false, null or x is
 * x); `strict`: three-valued logic, as in vectorised maps.
 */
export type NullLogic = 'rows' | 'strict'

const nullBool = nullOf('bool')

export function truth(value: Value, side: 'left' | 'right'): boolean | null {
  if (typeof value === 'boolean') return value
  if (isNull(value) && (value.type === 'bool' || value.type === 'invalid')) return null
  throw fault(
    'invalid',
    `${side} operand to logical expression is not a boolean value, got ${isNull(value) ? 'null' : typeName(value)}`,
  )
}

/** `right` is evaluated only when the left side does not decide. */
export function logical(operator: 'and' | 'or', left: Value, right: () => Value, logic: NullLogic): Value {
  const l = truth(left, 'left')
  if (operator === 'and') {
    if (l === false || (l === null && logic === 'rows')) return false
    const r = truth(right(), 'right')
    if (l === null) return r === false ? false : nullBool
    return r === null ? nullBool : r
  }
  if (l === true) return true
  const r = truth(right(), 'right')
  if (l === null && logic === 'strict') return r === true ? true : nullBool
  return r === null ? nullBool : r
}
