// Where the level of statuses changes. Levels become numbers, and the difference of neighbours tells.
import { type Context, nativeFunction } from '../../../../library/index.ts'
import { compareValues, isNull, type RecordValue, recordOf, typeName, type Value } from '../../../../values/index.ts'
import { callMember, field, mapped } from '../../../composing.ts'

const LEVEL_VALUE = 'level_value'
/** Holds the level while the column itself is out of the group key. */
const SPARE = '____temp_level____'

/** By how bad they are; all else is 0. */
const ranks: ReadonlyMap<Value, bigint> = new Map<Value, bigint>([
  ['crit', 4n],
  ['warn', 3n],
  ['info', 2n],
  ['ok', 1n],
])

/** Statuses whose level is another than that before. */
export function changes(tables: Value, context: Context): Value {
  return changed(
    tables,
    row => ranks.get(field(row, '_level')) ?? 0n,
    difference => difference !== 0n,
    context,
  )
}

/** Statuses of `toLevel` right after one of `fromLevel`. Other levels are far off, so that no difference to them counts. */
export function stateChangesOf(tables: Value, fromLevel: Value, toLevel: Value, context: Context): Value {
  const arrives = wanted(toLevel, fromLevel)
  const leaves = wanted(fromLevel, toLevel)
  const numberOf = (row: RecordValue): bigint => {
    const level = field(row, '_level')
    return arrives(level) ? 1n : leaves(level) ? 0n : -10n
  }
  return changed(tables, numberOf, difference => difference === 1n, context)
}

/** Of "any" and a level, any means all but that level. */
function wanted(level: Value, other: Value): (found: Value) => boolean {
  return level === 'any'
    ? found => !isNull(found) && !isNull(other) && !same(found, other)
    : found => !isNull(found) && same(found, level)
}

const same = (a: Value, b: Value): boolean => typeName(a) === typeName(b) && compareValues(a, b) === 0

function changed(
  tables: Value,
  numberOf: (row: RecordValue) => bigint,
  counts: (difference: Value) => boolean,
  context: Context,
): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const fn = nativeFunction('fn', '(r: {A with level_value: int}) => bool', ['r'], ({ r }) => {
    const difference = field(r, LEVEL_VALUE)
    return !isNull(difference) && counts(difference)
  })
  const valued = mapped(context, tables, row => ({ [LEVEL_VALUE]: numberOf(row) }))
  const spared = step('duplicate', { tables: valued, column: '_level', as: SPARE })
  // tables that only the level kept apart are one again
  const merged = step('drop', { tables: spared, columns: ['_level'] })
  const renamed = step('rename', { tables: merged, columns: recordOf({ [SPARE]: '_level' }) })
  const sorted = step('sort', { tables: renamed, columns: ['_source_timestamp', '_time'], desc: false })
  const differences = step('difference', { tables: sorted, columns: [LEVEL_VALUE] })
  const kept = step('drop', { tables: step('filter', { tables: differences, fn }), columns: [LEVEL_VALUE] })
  return callMember(context, 'experimental', 'group', { tables: kept, mode: 'extend', columns: ['_level'] })
}
