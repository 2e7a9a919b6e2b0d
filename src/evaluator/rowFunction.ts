// A function applied to rows. Bound to a frame, its body runs vectorised over whole columns where it can, and as
// closures by row index where it cannot; a batch in which a kernel meets a fault is done again by the closures, which
// give the row, the order and the wording the reference would give.
import type { Callable, Context, Fallback, MappedField, RowFunction, RowProgram } from '../library/index.ts'
import type { Expression, FunctionExpression, Property, Span } from '../syntax/index.ts'
import {
  allNull,
  builderOf,
  type Column,
  type ColumnBuilder,
  type Frame,
  isColumnType,
  rowCount,
  spread,
  tableCount,
} from '../tables/index.ts'
import {
  type Arguments,
  type Fault,
  type FunctionValue,
  fault,
  isNull,
  Null,
  nullOf,
  RecordValue,
  typeName,
  type Value,
} from '../values/index.ts'
import { Closure } from './call.ts'
import { type Evaluator, propertyName } from './evaluate.ts'
import { VectorFault } from './memberColumns.ts'
import type { NullLogic } from './operators.ts'
import { printedFunction } from './printedFunction.ts'
import { compile } from './rowClosures.ts'
import { Cursor, RowScope, type Thunk } from './rowScope.ts'
import { columnsReadBy, equalitiesOf, guardOf, literalsOnly, picksOf, vectorisedByReference } from './rowShape.ts'
import { RowTypes, type Substitution } from './rowTypes.ts'
import { vectorise } from './vectorise.ts'

export function rowFunctionOf(fn: FunctionValue, evaluator: Evaluator, path: string): RowFunction {
  return fn instanceof Closure ? closureRows(fn, fn.node, evaluator, path) : opaque(fn, evaluator, path)
}

/** `typed` is the function as inference saw it, of which this one may be a part. */
function closureRows(fn: Closure, typed: FunctionExpression, evaluator: Evaluator, path: string): RowFunction {
  const { node } = fn
  const body = resultOf(node)
  const vectorised = vectorisedByReference(node, fn.scope, evaluator)
  let types: RowTypes | null = null
  return {
    columnsRead: parameter => columnsReadBy(node, parameter),
    vectorised,
    literalsOnly: body !== null && literalsOnly(body),
    equalities: (left, right) => equalitiesOf(node, left, right),
    picks: rows => picksOf(node, rows),
    printed: () => printedFunction(fn, evaluator),
    guard(known) {
      const part = body && guardOf(node, body, known)
      if (!part) return null
      return closureRows(fn.withNode({ ...node, body: part }), typed, evaluator, path)
    },
    bind: (frame, extra = new Map()) => {
      const typeOf = (one: Expression) => evaluator.run.typeOf(one === node ? typed : one)
      types ??= new RowTypes(node, typeOf, evaluator.run.placeOf(node))
      return new BoundClosure(fn, frame, extra, evaluator, path, types)
    },
  }
}

/** A member used as a row function: called with whole rows. */
function opaque(fn: FunctionValue, evaluator: Evaluator, path: string): RowFunction {
  return {
    columnsRead: () => null,
    vectorised: false,
    literalsOnly: false,
    picks: () => null,
    printed: () => null,
    guard: () => null,
    equalities: () => ({ problem: 'illegal expression type in join predicate: CallExpression' }),
    bind: (frame, extra = new Map()) => {
      const cursor = new Cursor(frame)
      const context = (): Context =>
        evaluator.context({ name: fn.name ?? '', from: 0, to: 0 }, `${path}@${cursor.place()}`)
      const given = (name: string): Value => extra.get(name)?.() ?? cursor.record()
      const args = (): Arguments => new Map(fn.parameters.flatMap(p => (p.optional ? [] : [[p.name, given(p.name)]])))
      return rowProgram(frame, cursor, () => (fn as Callable).call(args(), context()))
    },
  }
}

/** The expression a body returns; null where statements come before it. */
function resultOf({ body }: FunctionExpression): Expression | null {
  if (body.kind !== 'Block') return unparenthesised(body)
  const [only] = body.body
  return body.body.length === 1 && only.kind === 'ReturnStatement' ? unparenthesised(only.argument) : null
}

/** `{a}` is short for `{a: a}`. */
function fieldValue({ key, value, from, to }: Property): Expression {
  return value ?? { kind: 'Identifier', name: propertyName(key), from, to }
}

function unparenthesised(node: Expression): Expression {
  return node.kind === 'ParenExpression' ? unparenthesised(node.expression) : node
}

class BoundClosure implements RowProgram {
  private readonly cursor: Cursor
  private readonly scope: RowScope
  private readonly body: Thunk
  private readonly result: Expression | null
  private readonly row: string | null
  private readonly found: Substitution
  private readonly node: FunctionExpression
  /** How a vectorised map treats null is not how other row functions do. */
  private readonly strict: boolean

  constructor(
    fn: Closure,
    private readonly frame: Frame,
    extra: ReadonlyMap<string, () => Value>,
    private readonly evaluator: Evaluator,
    private readonly path: string,
    private readonly types: RowTypes,
  ) {
    this.node = fn.node
    this.cursor = new Cursor(frame)
    this.row = fn.node.params.map(p => p.key.name).find(name => !extra.has(name)) ?? null
    this.scope = new RowScope(null, fn.scope)
    for (const [name, thunk] of extra) this.scope.bind(name, thunk)
    if (this.row !== null) this.scope.bindRow(this.row)
    this.result = resultOf(fn.node)
    this.strict = vectorisedByReference(fn.node, fn.scope, evaluator)
    this.found = types.check(this.row, frame, extra, this.strict)
    this.body = compile(fn.node.body, this.scope, {
      cursor: this.cursor,
      evaluator,
      logic: 'rows',
      within: fn.node,
      path,
    })
  }

  at(table: number, row: number): Value {
    this.cursor.move(table, row)
    return this.body()
  }

  mask(): Uint8Array {
    const column = this.result && this.vector(this.result, 'rows')
    if (column) return maskOf(column, this.frame)
    return maskByRow(this, this.frame, this.readsOnlyKeys())
  }

  fields(unsupported: (label: string, type: string) => Fault): { fields: MappedField[]; withColumns: boolean } {
    const { result } = this
    if (result?.kind !== 'RecordExpression' || (result.with && result.with.name !== this.row))
      return { fields: fieldsByRow(this, this.frame, unsupported), withColumns: false }
    const logic = this.strict ? 'strict' : 'rows'
    const thunks = result.properties.map(p => {
      const value = fieldValue(p)
      return {
        label: propertyName(p.key),
        value,
        thunk: compile(value, this.scope, {
          cursor: this.cursor,
          evaluator: this.evaluator,
          logic,
          within: this.node,
          path: this.path,
        }),
      }
    })
    const columns = thunks.map(({ value }) => this.vector(value, logic))
    const scalar = thunks.map((t, i) => ({ ...t, i })).filter(({ i }) => columns[i] === null)
    const computed = scalarFields(scalar, this.cursor, this.frame, unsupported)
    let next = 0
    const fields = thunks.map(({ label, value }, i) => ({
      label,
      column: this.typed(label, value, columns[i] ?? computed[next++]),
    }))
    return { fields, withColumns: result.with !== null }
  }

  explain(): readonly Fallback[] {
    const { result } = this
    if (result === null) return [{ from: this.node.body.from, to: this.node.body.to, reason: 'no kernel' }]
    const fallbacks: Fallback[] = []
    const note = (part: Fallback): void => void fallbacks.push(part)
    if (result.kind !== 'RecordExpression') this.vector(result, 'rows', note)
    else for (const p of result.properties) this.vector(fieldValue(p), this.strict ? 'strict' : 'rows', note)
    return fallbacks
  }

  /** A field without values is a column of nulls where inference knows its type. */
  private typed(label: string, node: Expression, column: MappedField['column']): MappedField['column'] {
    if (!(column instanceof Null)) return column
    const type = this.types.typeNameOf(node, this.found)
    return type !== null && isColumnType(type) ? allNull(label, type, rowCount(this.frame)) : column
  }

  /** The expression over all rows; null where it has to go row by row. */
  private vector(node: Expression, logic: NullLogic, note?: (part: Fallback) => void): Column | null {
    if (!this.evaluator.run.vectorise) return null
    let told = note === undefined
    const tell = ({ from, to }: Span, reason: Fallback['reason']): void => {
      if (!told) note!({ from, to, reason })
      told = true
    }
    const missing = (part: Expression): void => tell(part, 'no kernel')
    try {
      return vectorise(node, this.scope, { frame: this.frame, evaluator: this.evaluator, logic, missing })
    } catch (error) {
      if (!(error instanceof VectorFault)) throw error
      tell(node, 'fault')
      return null
    }
  }

  /** Whether one row of a table speaks for all: only key and constant columns are read. */
  private readsOnlyKeys(): boolean {
    const read = this.scope.columnsUsed
    return !this.scope.usesWholeRow && this.frame.columns.every(c => !read.has(c.label) || c.extent !== 'row')
  }
}

function rowProgram(frame: Frame, cursor: Cursor, thunk: Thunk): RowProgram {
  const program: RowProgram = {
    at: (table, row) => {
      cursor.move(table, row)
      return thunk()
    },
    mask: () => maskByRow(program, frame, false),
    explain: () => [{ from: 0, to: 0, reason: 'no kernel' }],
    fields: unsupported => ({ fields: fieldsByRow(program, frame, unsupported), withColumns: false }),
  }
  return program
}

function maskOf(column: Column, frame: Frame): Uint8Array {
  if (column.type !== 'bool') throw fault('invalid', `type conflict: bool != ${column.type}`)
  if (column.extent === 'constant') {
    const holds = column.nulls?.[0] === 1 ? 0 : column.values[0]
    return new Uint8Array(rowCount(frame)).fill(holds)
  }
  const { values, nulls } = spread(column, frame.offsets) as Column & { values: Uint8Array }
  if (nulls === null) return values
  const out = new Uint8Array(values.length)
  for (let i = 0; i < out.length; i++) out[i] = values[i] & (1 - nulls[i])
  return out
}

function maskByRow(program: RowProgram, frame: Frame, perTable: boolean): Uint8Array {
  const out = new Uint8Array(rowCount(frame))
  for (let t = 0; t < tableCount(frame); t++) {
    const [from, to] = [frame.offsets[t], frame.offsets[t + 1]]
    if (perTable && to > from) out.fill(holds(program.at(t, from)), from, to)
    else for (let row = from; row < to; row++) out[row] = holds(program.at(t, row))
  }
  return out
}

function holds(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isNull(value)) return 0
  throw fault('invalid', `type conflict: bool != ${typeName(value)}`)
}

interface ScalarField {
  readonly label: string
  readonly thunk: Thunk
}

/** Fields computed row by row, all fields of a row before the next row. */
function scalarFields(
  fields: readonly ScalarField[],
  cursor: Cursor,
  frame: Frame,
  unsupported: (label: string, type: string) => Fault,
): MappedField['column'][] {
  if (fields.length === 0) return []
  const cells = fields.map(f => new FieldBuilder(f.label, unsupported))
  for (let t = 0; t < tableCount(frame); t++)
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      cursor.move(t, row)
      for (let k = 0; k < fields.length; k++) cells[k].push(fields[k].thunk())
    }
  return cells.map(c => c.build())
}

/** Fields of records that only running the body reveals. */
function fieldsByRow(
  program: RowProgram,
  frame: Frame,
  unsupported: (label: string, type: string) => Fault,
): MappedField[] {
  const builders = new Map<string, FieldBuilder>()
  let done = 0
  for (let t = 0; t < tableCount(frame); t++)
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++, done++) {
      const record = program.at(t, row)
      if (!(record instanceof RecordValue))
        throw fault('invalid', `map function must return an object, got ${typeName(record)}`)
      for (const [label, value] of record.fields) {
        let builder = builders.get(label)
        if (!builder) {
          builder = new FieldBuilder(label, unsupported)
          for (let i = 0; i < done; i++) builder.push(nullOf('invalid'))
          builders.set(label, builder)
        }
        builder.push(value)
      }
      for (const b of builders.values()) if (b.length === done) b.push(nullOf('invalid'))
    }
  return [...builders].map(([label, b]) => ({ label, column: b.build() }))
}

/** A column whose type the first value that has one decides. */
class FieldBuilder {
  length = 0
  private builder: ColumnBuilder | null = null
  private type = 'invalid'
  constructor(
    private readonly label: string,
    private readonly unsupported: (label: string, type: string) => Fault,
  ) {}

  push(value: Value): void {
    const type = typeName(value)
    if (this.builder === null && type !== 'invalid') this.begin(type)
    if (isNull(value)) this.builder?.pushNull()
    else if (type === this.type) this.builder!.push(value)
    else throw fault('invalid', `type conflict: ${this.type} != ${type}`)
    this.length++
  }
  build(): MappedField['column'] {
    return this.builder?.build(this.label) ?? nullOf('invalid')
  }
  private begin(type: string): void {
    if (!isColumnType(type)) throw this.unsupported(this.label, type)
    this.type = type
    this.builder = builderOf(type)
    for (let i = 0; i < this.length; i++) this.builder.pushNull()
  }
}
