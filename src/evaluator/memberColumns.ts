// Members called with columns: one argument may vary, and the member is asked once a value of it; texts, whose columns
// have dictionaries, once an entry.
import type { Context, Member } from '../library/index.ts'
import {
  builderOf,
  type Column,
  type ColumnBuilder,
  constantColumn,
  gather,
  isColumnType,
  type StringColumn,
  valueAt,
} from '../tables/index.ts'
import { isNull, type Value } from '../values/index.ts'

/** Some row may fail; which one, the closures must say. */
export class VectorFault {}

/** A column, or a value that no column can hold (a regular expression, an array). */
export type Operand = Column | { readonly fixed: Value }

/** The results as a column; null where this is no call of that kind, or a null goes in. */
export function callOverColumn(member: Member, args: ReadonlyMap<string, Operand>, context: Context): Column | null {
  const { result } = member.signature
  if (member.kind !== 'fn' || !isColumnType(result) || args.size === 0) return null
  const given: Record<string, Value> = {}
  let varying: { readonly name: string; readonly column: Column } | null = null
  for (const [name, operand] of args) {
    if ('fixed' in operand) given[name] = operand.fixed
    else if (operand.nulls !== null) return null
    else if (operand.extent === 'constant') given[name] = valueAt(operand, 0)
    else if (varying === null) varying = { name, column: operand }
    else return null
  }
  try {
    if (varying === null) return constantColumn('', result, member.invoke!(given, context))
    const { name, column } = varying
    const answers = builderOf(result)
    const each = (value: Value): void => {
      given[name] = value
      push(answers, member.invoke!(given, context))
    }
    if (column.type === 'string') {
      const slots = eachUsed(column, each)
      return gather(answers.build(''), slots, column.extent)
    }
    for (let slot = 0; slot < column.values.length; slot++) each(valueAt(column, slot))
    return answers.build('', column.extent)
  } catch {
    throw new VectorFault()
  }
}

function push(answers: ColumnBuilder, value: Value): void {
  if (isNull(value)) answers.pushNull()
  else answers.push(value)
}

/** Visits the texts in use once, in the order of their codes; returns for each slot the number of its visit. */
function eachUsed({ dict, values }: StringColumn, visit: (text: string) => void): Int32Array {
  const visited = new Int32Array(dict.texts.length).fill(-1)
  for (let i = 0; i < values.length; i++) visited[values[i]] = 0
  let next = 0
  for (let code = 0; code < visited.length; code++) {
    if (visited[code] < 0) continue
    visited[code] = next++
    visit(dict.texts[code])
  }
  const slots = new Int32Array(values.length)
  for (let i = 0; i < slots.length; i++) slots[i] = visited[values[i]]
  return slots
}
