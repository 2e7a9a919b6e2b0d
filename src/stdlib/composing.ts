// What members made of other members share: calls of them, and records with more fields.
import { type Context, nativeFunction } from '../library/index.ts'
import { type FunctionValue, nullOf, RecordValue, type Value } from '../values/index.ts'

export function callMember(context: Context, path: string, name: string, args: Record<string, Value>): Value {
  return context.call(context.member(path, name) as FunctionValue, args)
}

/** Calls a function of one piped parameter, whatever that is called. */
export function piped(context: Context, fn: Value, tables: Value): Value {
  const pipe = (fn as FunctionValue).parameters.find(p => p.pipe)
  return context.call(fn as FunctionValue, { [pipe?.name ?? 'tables']: tables })
}

/** Each row with the fields `more` gives for it. */
export function mapped(
  context: Context,
  tables: Value,
  more: (row: RecordValue, context: Context) => Record<string, Value>,
): Value {
  const fn = nativeFunction('fn', '(r: A) => B', ['r'], ({ r }, inner) => extended(r, more(r as RecordValue, inner)))
  return callMember(context, 'universe', 'map', { tables, fn })
}

export const field = (record: Value, name: string): Value => (record as RecordValue).get(name) ?? nullOf('invalid')

/** Fields that are there already keep their places. */
export function extended(record: Value, more: Record<string, Value>): RecordValue {
  return new RecordValue(new Map([...(record as RecordValue).fields, ...Object.entries(more)]))
}
