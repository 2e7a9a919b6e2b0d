// Expressions over whole columns: no row is looked at alone. What this file has no kernel for is answered with null
// (the closures take over); what would fail in some row throws VectorFault, and the closures find the row.
import type { Expression } from '../syntax/index.ts'
import {
  type BoolColumn,
  type Column,
  columnNamed,
  constantColumn,
  type Extent,
  type FloatColumn,
  type Frame,
  type IntColumn,
  isColumnType,
  rowCount,
  type StringColumn,
  spread,
  type UintColumn,
} from '../tables/index.ts'
import { isNull, Regexp, typeName, type Value } from '../values/index.ts'
import { MemberFunction } from './call.ts'
import { type Evaluator, propertyName } from './evaluate.ts'
import {
  eitherNull,
  equalCodes,
  floatCompares,
  floatLoops,
  intCompares,
  intLoops,
  lookUp,
  notBits,
  uintLoops,
} from './kernels.ts'
import { binary, type NullLogic } from './operators.ts'
import { constantOf } from './rowClosures.ts'
import type { RowScope } from './rowScope.ts'

/** Some row may fail; which one, the closures must say. */
export class VectorFault {}

export interface VectorOptions {
  readonly frame: Frame
  readonly evaluator: Evaluator
  readonly logic: NullLogic
}

/** A column, or a value that no column can hold (a regular expression). */
type Operand = Column | { readonly fixed: Value }

export function vectorise(node: Expression, scope: RowScope, options: VectorOptions): Column | null {
  const operand = operandOf(node, scope, options)
  return operand === null || 'fixed' in operand ? null : operand
}

function operandOf(node: Expression, scope: RowScope, options: VectorOptions): Operand | null {
  const sub = (n: Expression): Operand | null => operandOf(n, scope, options)
  switch (node.kind) {
    case 'ParenExpression':
      return sub(node.expression)
    case 'IntegerLiteral':
      return constantColumn('', 'int', node.value)
    case 'FloatLiteral':
      return constantColumn('', 'float', node.value)
    case 'StringLiteral':
      return constantColumn('', 'string', node.value)
    case 'RegexpLiteral':
    case 'DateTimeLiteral':
    case 'Identifier':
      return constantOperand(node, scope, options)
    case 'MemberExpression':
      if (node.object.kind === 'Identifier' && scope.find(node.object.name) === 'row')
        return columnNamed(options.frame, propertyName(node.property)) ?? null
      return constantOperand(node, scope, options)
    case 'UnaryExpression': {
      const argument = sub(node.argument)
      return argument && !('fixed' in argument) ? unaryOperand(node.operator, argument) : null
    }
    case 'BinaryExpression': {
      const left = sub(node.left)
      const right = left && sub(node.right)
      return left && right && binaryOperand(node.operator, left, right, options.frame)
    }
    case 'LogicalExpression': {
      const left = sub(node.left)
      const right = left && sub(node.right)
      if (!left || !right || 'fixed' in left || 'fixed' in right) return null
      return left.type === 'bool' && right.type === 'bool' ? logicalOperand(node.operator, left, right, options) : null
    }
    case 'CallExpression':
      return callOfText(node, scope, options)
    default:
      return null
  }
}

function constantOperand(node: Expression, scope: RowScope, options: VectorOptions): Operand | null {
  const literal = node.kind === 'RegexpLiteral' || node.kind === 'DateTimeLiteral'
  const value = literal
    ? options.evaluator.evaluate(node, { scope: scope.outer, path: 'row', mode: 'rows' })
    : constantOf(node, scope, options.evaluator)
  if (value === undefined || isNull(value)) return null
  const type = typeName(value)
  if (isColumnType(type)) return constantColumn('', type, value)
  return value instanceof Regexp ? { fixed: value } : null
}

function unaryOperand(operator: string, c: Column): Column | null {
  const size = c.values.length
  if (operator === 'exists') {
    const values = new Uint8Array(size)
    if (c.nulls) notBits(c.nulls, values)
    else values.fill(1)
    return bool(values, null, c.extent)
  }
  if (operator === 'not' && c.type === 'bool') {
    const values = new Uint8Array(size)
    notBits(c.values, values)
    return bool(values, c.nulls, c.extent)
  }
  if (operator === '-' && c.type === 'float') return { ...c, label: '', values: c.values.map(v => -v) }
  if (operator === '-' && c.type === 'int') return { ...c, label: '', values: c.values.map(v => -v) }
  return null
}

const bool = (values: Uint8Array, nulls: Uint8Array | null, extent: Extent): BoolColumn => ({
  label: '',
  type: 'bool',
  extent,
  values,
  nulls,
})

/** Two columns brought to one extent; constants stay, with stride 0. */
function aligned(
  a: Column,
  b: Column,
  frame: Frame,
): { a: Column; b: Column; extent: Extent; sa: number; sb: number; size: number } {
  const extent: Extent =
    a.extent === 'row' || b.extent === 'row'
      ? 'row'
      : a.extent === 'group' || b.extent === 'group'
        ? 'group'
        : 'constant'
  const widen = (c: Column): Column => (c.extent === 'group' && extent === 'row' ? spread(c, frame.offsets) : c)
  const size = extent === 'row' ? rowCount(frame) : extent === 'group' ? frame.offsets.length - 1 : 1
  const stride = (c: Column): number => (c.extent === 'constant' && extent !== 'constant' ? 0 : 1)
  return { a: widen(a), b: widen(b), extent, sa: stride(a), sb: stride(b), size }
}

const comparing = new Set(['==', '!=', '<', '<=', '>', '>='])

function binaryOperand(operator: string, left: Operand, right: Operand, frame: Frame): Column | null {
  if ('fixed' in right)
    return !('fixed' in left) &&
      left.type === 'string' &&
      right.fixed instanceof Regexp &&
      (operator === '=~' || operator === '!~')
      ? matches(left, right.fixed, operator === '=~')
      : null
  if ('fixed' in left) return null
  if (comparing.has(operator)) return comparison(operator, left, right, frame)
  return left.type === right.type ? arithmetic(operator, left, right, frame) : null
}

function arithmetic(operator: string, left: Column, right: Column, frame: Frame): Column | null {
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const nulls = eitherNull(a.nulls, sa, b.nulls, sb, size)
  const stored = { label: '', extent, nulls }
  if (a.type === 'float' && floatLoops[operator]) {
    const values = new Float64Array(size)
    floatLoops[operator](a.values, sa, (b as FloatColumn).values, sb, values)
    if (nulls) zeroNulls(values, nulls)
    return { ...stored, type: 'float', values }
  }
  if (a.type === 'int' && intLoops[operator]) {
    const values = new BigInt64Array(size)
    intLoops[operator](a.values, sa, (b as IntColumn).values, sb, values)
    return { ...stored, type: 'int', values }
  }
  if (a.type === 'uint' && uintLoops[operator]) {
    const values = new BigUint64Array(size)
    uintLoops[operator](a.values, sa, (b as UintColumn).values, sb, values)
    return { ...stored, type: 'uint', values }
  }
  return null
}

/** 0/0 under a null would leave a NaN where sums expect zero. */
function zeroNulls(values: Float64Array, nulls: Uint8Array): void {
  for (let i = 0; i < values.length; i++) if (nulls[i] === 1) values[i] = 0
}

function comparison(operator: string, left: Column, right: Column, frame: Frame): Column | null {
  if (left.type === 'string' && right.type === 'string') return textComparison(operator, left, right, frame)
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const values = new Uint8Array(size)
  if (a.type === b.type && (a.type === 'int' || a.type === 'time'))
    intCompares[operator](a.values, sa, (b as IntColumn).values, sb, values)
  else {
    const [x, y] = [asFloats(a), asFloats(b)]
    if (!x || !y || (a.type !== 'float' && b.type !== 'float')) return null
    floatCompares[operator](x, sa, y, sb, values)
  }
  return bool(values, eitherNull(a.nulls, sa, b.nulls, sb, size), extent)
}

function asFloats(c: Column): Float64Array | null {
  if (c.type === 'float') return c.values
  return c.type === 'int' || c.type === 'uint' ? Float64Array.from(c.values, Number) : null
}

function textComparison(operator: string, left: StringColumn, right: StringColumn, frame: Frame): Column | null {
  if (right.extent === 'constant' && right.nulls === null) {
    const text = right.dict.texts[right.values[0]]
    return byEntry(left, entry => binary(operator, entry, text, 'rows') === true)
  }
  if ((operator !== '==' && operator !== '!=') || left.dict !== right.dict) return null
  const { a, b, extent, size } = aligned(left, right, frame)
  if (a.values.length !== size || b.values.length !== size) return null
  const values = new Uint8Array(size)
  equalCodes(a.values as Int32Array, b.values as Int32Array, (operator === '!=') as unknown as number, values)
  return bool(values, eitherNull(a.nulls, 1, b.nulls, 1, size), extent)
}

function matches(column: StringColumn, regexp: Regexp, wanted: boolean): Column {
  return byEntry(column, text => regexp.test(text) === wanted)
}

/** A predicate asked once a dictionary entry that some row uses. */
function byEntry(column: StringColumn, holds: (text: string) => boolean): Column {
  const { texts } = column.dict
  const table = new Uint8Array(texts.length)
  const used = new Uint8Array(texts.length)
  for (let i = 0; i < column.values.length; i++) used[column.values[i]] = 1
  for (let code = 0; code < texts.length; code++) if (used[code] === 1) table[code] = holds(texts[code]) ? 1 : 0
  const values = new Uint8Array(column.values.length)
  lookUp(column.values, table, values)
  return bool(values, column.nulls, column.extent)
}

function logicalOperand(operator: 'and' | 'or', left: Column, right: Column, { frame, logic }: VectorOptions): Column {
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const [x, y] = [(a as BoolColumn).values, (b as BoolColumn).values]
  const values = new Uint8Array(size)
  if (operator === 'and') for (let i = 0; i < size; i++) values[i] = x[i * sa] & y[i * sb]
  else for (let i = 0; i < size; i++) values[i] = x[i * sa] | y[i * sb]
  if (a.nulls === null && b.nulls === null) return bool(values, null, extent)
  const nulls = new Uint8Array(size)
  for (let i = 0; i < size; i++) {
    const [l, r] = [x[i * sa], y[i * sb]]
    const [ln, rn] = [a.nulls === null ? 0 : a.nulls[i * sa], b.nulls === null ? 0 : b.nulls[i * sb]]
    settle(operator, logic, ln === 1 ? -1 : l, rn === 1 ? -1 : r, values, nulls, i)
  }
  return bool(values, nulls, extent)
}

/** One place of a logical result; -1 is null. */
function settle(
  operator: 'and' | 'or',
  logic: NullLogic,
  l: number,
  r: number,
  values: Uint8Array,
  nulls: Uint8Array,
  i: number,
): void {
  let result: number
  if (operator === 'and') result = l === 0 ? 0 : l === 1 ? r : logic === 'rows' ? 0 : r === 0 ? 0 : -1
  else result = l === 1 ? 1 : l === 0 ? r : logic === 'rows' ? r : r === 1 ? 1 : -1
  values[i] = (result === 1) as unknown as number
  nulls[i] = (result === -1) as unknown as number
}

/** A member of one text argument, all others constant: asked once a dictionary entry. */
function callOfText(
  node: Expression & { kind: 'CallExpression' },
  scope: RowScope,
  options: VectorOptions,
): Column | null {
  const callee = constantOf(node.callee, scope, options.evaluator)
  if (!(callee instanceof MemberFunction) || callee.member.kind !== 'fn') return null
  if (callee.member.signature.result !== 'bool') return null
  let column: StringColumn | null = null
  let slot = ''
  const fixed: Record<string, Value> = {}
  for (const p of node.args) {
    if (p.value === null) return null
    const operand = operandOf(p.value, scope, options)
    if (operand === null) return null
    const name = propertyName(p.key)
    if ('fixed' in operand) fixed[name] = operand.fixed
    else if (operand.extent === 'constant' && operand.type === 'string' && operand.nulls === null)
      fixed[name] = operand.dict.texts[operand.values[0]]
    else if (operand.type === 'string' && column === null && operand.nulls === null) [column, slot] = [operand, name]
    else return null
  }
  if (!column) return null
  const context = options.evaluator.context({ name: '', from: node.from, to: node.to }, 'row')
  try {
    return byEntry(column, text => callee.member.invoke!({ ...fixed, [slot]: text }, context) === true)
  } catch {
    throw new VectorFault()
  }
}
