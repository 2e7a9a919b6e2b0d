// Whether a row function goes with the columns of a frame. The reference asks before it looks at a row, so tables
// without rows are refused too: what inference says of the parameters is laid beside what the columns are.
import { labelOf, prune, type Type } from '../semantics/index.ts'
import type { BinaryExpression, Block, Expression, FunctionExpression } from '../syntax/index.ts'
import type { Frame } from '../tables/index.ts'
import { Duration, Fault, fault, RecordValue, Regexp, Time, typeName, UInt, type Value } from '../values/index.ts'
import { binary, comparisons } from './operators.ts'
import { childrenOf } from './rowShape.ts'

/** What a value is: the name of a type, or the fields of a record. */
type Actual = string | ReadonlyMap<string, Actual>

/** The types of unknowns, found on the way. */
export type Substitution = Map<string, Actual>

interface Comparison {
  readonly operator: string
  readonly left: Type
  readonly right: Type
}

export class RowTypes {
  private readonly parameters: ReadonlyArray<readonly [name: string, type: Type]>
  private readonly compared: readonly Comparison[]

  constructor(
    node: FunctionExpression,
    private readonly typeOf: (node: Expression) => Type | null,
    private readonly place: string,
  ) {
    const type = typeOf(node)
    const own = type?.kind === 'function' ? [...type.required, ...type.optional] : []
    this.parameters = own.map(p => [p.name, p.type] as const)
    this.compared = comparisonsIn(node.body).flatMap(n => {
      const [left, right] = [typeOf(n.left), typeOf(n.right)]
      return left && right ? [{ operator: n.operator, left, right }] : []
    })
  }

  /**
   * A fault where a parameter's type is not its value's, or a comparison has operands that do not compare. Returns what
   * the unknowns of this frame are.
   */
  check(row: string | null, frame: Frame, extra: ReadonlyMap<string, () => Value>, vectorised: boolean): Substitution {
    const found: Substitution = new Map()
    for (const [name, type] of this.parameters) {
      if (name === row) matchRecord(type, new Map(frame.columns.map(c => [c.label, c.type])), found)
      else if (extra.has(name)) match(type, actualOf(extra.get(name)!()), found)
    }
    for (const { operator, left, right } of this.compared) {
      const [a, b] = [sampleOf(left, found), sampleOf(right, found)]
      if (a === undefined || b === undefined) continue
      const problem = problemOf(operator, a, b)
      if (problem === null) continue
      throw fault(
        'invalid',
        vectorised && operator in vectorNames
          ? `unsupported type for vector ${vectorNames[operator]}: ${problem.slice(UNSUPPORTED.length)}`
          : `cannot compile @ ${this.place}: ${problem}`,
      )
    }
    return found
  }

  /** The column type of an expression, where inference knows it. */
  typeNameOf(node: Expression, found: Substitution): string | null {
    const type = this.typeOf(node)
    const sample = type && sampleOf(type, found)
    return sample === null || sample === undefined ? null : typeName(sample)
  }
}

const UNSUPPORTED = 'unsupported binary expression '

const vectorNames: Readonly<Record<string, string>> = {
  '==': 'Equal',
  '!=': 'NotEqual',
  '<': 'LessThan',
  '<=': 'LessThanEqual',
  '>': 'GreaterThan',
  '>=': 'GreaterThanEqual',
}

/** Functions written inside are the reference's to look at when they are called. */
function comparisonsIn(node: Expression | Block): BinaryExpression[] {
  if (node.kind === 'FunctionExpression') return []
  const own = node.kind === 'BinaryExpression' && comparisons.has(node.operator) ? [node] : []
  return [...childrenOf(node).flatMap(comparisonsIn), ...own]
}

function actualOf(value: Value): Actual {
  if (!(value instanceof RecordValue)) return typeName(value)
  return new Map([...value.fields].map(([name, v]) => [name, actualOf(v)]))
}

const keyOf = (type: Type): string | null =>
  type.kind === 'variable' ? `v${type.id}` : type.kind === 'bound' ? `b${type.index}` : null

function match(type: Type, actual: Actual, found: Substitution): void {
  const inferred = prune(type)
  if (actual === 'invalid' || actual === 'dynamic') return
  const key = keyOf(inferred)
  if (key !== null) {
    const known = found.get(key)
    if (known === undefined) found.set(key, actual)
    else if (typeof known === 'string' && typeof actual === 'string' && known !== actual) throw conflict(known, actual)
    return
  }
  if (typeof actual !== 'string') matchRecord(inferred, actual, found)
  else if (inferred.kind === 'basic' && inferred.name !== actual) throw conflict(inferred.name, actual)
}

/** Fields a record lacks are null, and any type will do. */
function matchRecord(type: Type, actual: ReadonlyMap<string, Actual>, found: Substitution): void {
  const seen = new Set<string>()
  for (let link = prune(type); link.kind === 'record'; link = prune(link.tail)) {
    const label = labelOf(link)
    if (typeof label !== 'string' || seen.has(label)) continue
    seen.add(label)
    const field = actual.get(label)
    if (field !== undefined) match(link.type, field, found)
  }
}

const conflict = (inferred: string, actual: string): Fault =>
  fault('failed precondition', `type conflict: ${inferred} != ${actual}`)

const samples: Readonly<Record<string, Value>> = {
  bool: true,
  int: 1n,
  uint: new UInt(1n),
  float: 1,
  string: '',
  time: new Time(0n),
  duration: new Duration(0n, 1n),
  regexp: new Regexp(''),
}

/** A value of the type, where it is a plain one and known. */
function sampleOf(type: Type, found: Substitution): Value | undefined {
  const inferred = prune(type)
  const key = keyOf(inferred)
  const name = key !== null ? found.get(key) : inferred.kind === 'basic' ? inferred.name : undefined
  return typeof name === 'string' ? samples[name] : undefined
}

function problemOf(operator: string, a: Value, b: Value): string | null {
  try {
    binary(operator, a, b, 'rows')
    return null
  } catch (error) {
    if (!(error instanceof Fault) || !error.message.startsWith(UNSUPPORTED)) return null
    return error.message
  }
}
