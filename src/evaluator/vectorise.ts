// Expressions over whole columns: no row is looked at alone. What this file has no kernel for is answered with null
// (the closures take over); what would fail in some row throws VectorFault, and the closures find the row.
import type { CallExpression, Expression } from '../syntax/index.ts'
import {
  type BoolColumn,
  type Column,
  columnNamed,
  constantColumn,
  type Extent,
  type FloatColumn,
  type Frame,
  gather,
  type IntColumn,
  isColumnType,
  kindOf,
  rowCount,
  type StringColumn,
  spread,
  tableCount,
  type UintColumn,
} from '../tables/index.ts'
import { isNull, Regexp, typeName } from '../values/index.ts'
import { MemberFunction } from './call.ts'
import { type Evaluator, propertyName } from './evaluate.ts'
import {
  bothBits,
  eitherBit,
  eitherNull,
  floatCompares,
  floatLoops,
  intCompares,
  intLoops,
  notBits,
  uintLoops,
} from './kernels.ts'
import { callOverColumn, type Operand, VectorFault } from './memberColumns.ts'
import type { NullLogic } from './operators.ts'
import { constantOf, memberFor } from './rowClosures.ts'
import type { RowScope } from './rowScope.ts'
import { compareText, compareTexts, joinTexts, matchTexts } from './textColumns.ts'

export interface VectorOptions {
  readonly frame: Frame
  readonly evaluator: Evaluator
  readonly logic: NullLogic
  /** Told the innermost part that has no kernel. */
  readonly missing?: (node: Expression) => void
}

export function vectorise(node: Expression, scope: RowScope, options: VectorOptions): Column | null {
  const operand = operandOf(node, scope, options)
  return operand === null || 'fixed' in operand ? null : operand
}

function operandOf(node: Expression, scope: RowScope, options: VectorOptions): Operand | null {
  const operand = kernelFor(node, scope, options)
  if (operand === null) options.missing?.(node)
  return operand
}

function kernelFor(node: Expression, scope: RowScope, options: VectorOptions): Operand | null {
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
      if (!left || !right) return null
      return binaryOperand(node.operator, left, right, options.frame, isTemporary(node.left) ? left : null)
    }
    case 'LogicalExpression': {
      const left = sub(node.left)
      const right = left && sub(node.right)
      if (!left || !right || 'fixed' in left || 'fixed' in right) return null
      return left.type === 'bool' && right.type === 'bool' ? logicalOperand(node.operator, left, right, options) : null
    }
    case 'CallExpression':
      return callOperand(node, scope, options)
    case 'ConditionalExpression': {
      const [test, yes, no] = [node.test, node.consequent, node.alternate].map(sub)
      if (!test || !yes || !no || 'fixed' in test || 'fixed' in yes || 'fixed' in no) return null
      return choiceOperand(test, yes, no, options.frame)
    }
    case 'ArrayExpression':
      return node.elements.every(isLiteral) ? constantOperand(node, scope, options) : null
    default:
      return null
  }
}

/** What arithmetic computed and nothing but the next operator reads. */
function isTemporary(node: Expression): boolean {
  return node.kind === 'ParenExpression' ? isTemporary(node.expression) : node.kind === 'BinaryExpression'
}

const isLiteral = (node: Expression): boolean => node.kind.endsWith('Literal') && node.kind !== 'PipeLiteral'

function constantOperand(node: Expression, scope: RowScope, options: VectorOptions): Operand | null {
  const value =
    isLiteral(node) || node.kind === 'ArrayExpression'
      ? options.evaluator.evaluate(node, { scope: scope.outer, path: 'row', mode: 'rows' })
      : constantOf(node, scope, options.evaluator)
  if (value === undefined || isNull(value)) return null
  const type = typeName(value)
  return isColumnType(type) ? constantColumn('', type, value) : { fixed: value }
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
  const extent = widest(a, b)
  return {
    a: widened(a, extent, frame),
    b: widened(b, extent, frame),
    extent,
    sa: strideOf(a, extent),
    sb: strideOf(b, extent),
    size: sizeOf(extent, frame),
  }
}

function widest(...columns: readonly Column[]): Extent {
  const has = (extent: Extent): boolean => columns.some(c => c.extent === extent)
  return has('row') ? 'row' : has('group') ? 'group' : 'constant'
}

function widened(c: Column, extent: Extent, frame: Frame): Column {
  return c.extent === 'group' && extent === 'row' ? spread(c, frame.offsets) : c
}

/** How far apart the slots of neighbours are: constants have one slot for all. */
function strideOf(c: Column, extent: Extent): number {
  return (c.extent !== 'constant' || extent === 'constant') as unknown as number
}

function sizeOf(extent: Extent, frame: Frame): number {
  return extent === 'row' ? rowCount(frame) : extent === 'group' ? tableCount(frame) : 1
}

const comparing = new Set(['==', '!=', '<', '<=', '>', '>='])

function binaryOperand(
  operator: string,
  left: Operand,
  right: Operand,
  frame: Frame,
  spare: Operand | null,
): Column | null {
  if ('fixed' in right)
    return !('fixed' in left) &&
      left.type === 'string' &&
      right.fixed instanceof Regexp &&
      (operator === '=~' || operator === '!~')
      ? matchTexts(left, right.fixed, operator === '=~')
      : null
  if ('fixed' in left) return null
  if (comparing.has(operator)) return comparison(operator, left, right, frame)
  return left.type === right.type ? arithmetic(operator, left, right, frame, spare) : null
}

/** The result may lie in the numbers of `spare`: fresh ones cost as much as the operation. */
function arithmetic(operator: string, left: Column, right: Column, frame: Frame, spare: Operand | null): Column | null {
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const nulls = eitherNull(a.nulls, sa, b.nulls, sb, size)
  const stored = { label: '', extent, nulls }
  if (a.type === 'string' && operator === '+') return { ...joinTexts(a, sa, b as StringColumn, sb, size), ...stored }
  if (a.type === 'float' && floatLoops[operator]) {
    const values = spare === a && a.values.length === size ? a.values : new Float64Array(size)
    floatLoops[operator](a.values, sa, (b as FloatColumn).values, sb, values)
    if (nulls) zeroNulls(values, nulls)
    return { ...stored, type: 'float', values }
  }
  if ((operator === '/' || operator === '%') && holdsZero(b)) throw new VectorFault()
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

/** Whether a division by whole numbers may fail; null slots hold zero too. */
function holdsZero({ type, values }: Column): boolean {
  return (type === 'int' || type === 'uint') && (values as BigInt64Array).includes(0n)
}

/** 0/0 under a null would leave a NaN where sums expect zero. */
function zeroNulls(values: Float64Array, nulls: Uint8Array): void {
  for (let i = 0; i < values.length; i++) if (nulls[i] === 1) values[i] = 0
}

function comparison(operator: string, left: Column, right: Column, frame: Frame): Column | null {
  if (left.type === 'string' && right.type === 'string' && right.extent === 'constant')
    return compareText(operator, left, right)
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const values = new Uint8Array(size)
  if (a.type === 'string' && b.type === 'string') {
    if (!compareTexts(operator, a, sa, b, sb, values)) return null
  } else if (a.type === b.type && (a.type === 'int' || a.type === 'time'))
    intCompares[operator](a.values, sa, (b as IntColumn).values, sb, values)
  else if (a.type === 'uint' && b.type === 'uint')
    intCompares[operator](inOrderOfInts(a.values), sa, inOrderOfInts(b.values), sb, values)
  else {
    const [x, y] = [asFloats(a), asFloats(b)]
    if (!x || !y || (a.type !== 'float' && b.type !== 'float')) return null
    floatCompares[operator](x, sa, y, sb, values)
  }
  return bool(values, eitherNull(a.nulls, sa, b.nulls, sb, size), extent)
}

/** Unsigned numbers as signed ones in the same order: the highest bit turned. */
function inOrderOfInts(values: BigUint64Array): BigInt64Array {
  const out = new BigInt64Array(values.slice().buffer)
  const halves = new Int32Array(out.buffer)
  for (let i = 1; i < halves.length; i += 2) halves[i] ^= -0x80000000
  return out
}

function asFloats(c: Column): Float64Array | null {
  if (c.type === 'float') return c.values
  return c.type === 'int' || c.type === 'uint' ? Float64Array.from(c.values, Number) : null
}

function logicalOperand(operator: 'and' | 'or', left: Column, right: Column, { frame, logic }: VectorOptions): Column {
  const { a, b, extent, sa, sb, size } = aligned(left, right, frame)
  const [x, y] = [(a as BoolColumn).values, (b as BoolColumn).values]
  const values = new Uint8Array(size)
  if (operator === 'and') bothBits(x, sa, y, sb, values)
  else eitherBit(x, sa, y, sb, values)
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

/** A call of a member, some argument of which is a column. */
function callOperand(node: CallExpression, scope: RowScope, options: VectorOptions): Column | null {
  const callee = constantOf(node.callee, scope, options.evaluator)
  if (!(callee instanceof MemberFunction)) return null
  const args = new Map<string, Operand>()
  for (const p of node.args) {
    const operand = p.value && operandOf(p.value, scope, options)
    if (operand === null) return null
    args.set(propertyName(p.key), operand)
  }
  const context = options.evaluator.context({ name: '', from: node.from, to: node.to }, 'row')
  return callOverColumn(memberFor(callee.member, options.logic), args, context)
}

/** Each row's choice of two columns of one type; a condition that is null chooses the second. */
function choiceOperand(test: Column, yes: Column, no: Column, frame: Frame): Column | null {
  if (test.type !== 'bool' || yes.type !== no.type) return null
  const extent = widest(test, yes, no)
  const [chosen, a, b] = [test, yes, no].map(c => widened(c, extent, frame))
  const [sa, sb, st] = [a, b, chosen].map(c => strideOf(c, extent))
  const [size, after] = [sizeOf(extent, frame), a.values.length]
  const { values, nulls } = chosen as BoolColumn
  const slots = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const holds = values[i * st] & (1 - (nulls === null ? 0 : nulls[i * st]))
    slots[i] = holds === 1 ? i * sa : after + i * sb
  }
  const both = [a, b].map(column => ({ column, length: column.values.length }))
  return gather(kindOf(yes.type).concat('', both), slots, extent)
}
