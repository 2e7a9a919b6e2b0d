// check, deadman and notify: rows to statuses, statuses to notifications.
import type { Context } from '../../../../library/index.ts'
import { compareValues, type FunctionValue, isNull, nullOf, type RecordValue, type Value } from '../../../../values/index.ts' // biome-ignore format: one line
import { callMember, field, mapped, piped } from '../../../composing.ts'
import { PATH } from './kept.ts'

interface Check {
  readonly tables: Value
  readonly data: Value
  readonly messageFn: Value
  readonly crit?: Value
  readonly warn?: Value
  readonly info?: Value
  readonly ok?: Value
}

/** From the worst level down; without a function of its own only `ok` holds. */
const levels = ['crit', 'warn', 'info', 'ok'] as const

export function checked(check: Check, context: Context): Value {
  const { data, messageFn } = check
  const tagged = withFields(check.tables, field(data, 'tags'), context)
  const graded = mapped(context, tagged, (r, inner) => ({
    _measurement: 'statuses',
    _source_measurement: field(r, '_measurement'),
    _type: field(data, '_type'),
    _check_id: field(data, '_check_id'),
    _check_name: field(data, '_check_name'),
    _level: levelOf(r, check, inner),
    _source_timestamp: callMember(inner, 'universe', 'int', { v: field(r, '_time') }),
    _time: inner.now(),
  }))
  const told = mapped(context, graded, (r, inner) => ({ _message: inner.call(messageFn as FunctionValue, { r }) }))
  const columns = ['_source_measurement', '_type', '_check_id', '_check_name', '_level']
  return piped(context, context.option(PATH, 'write'), extend(told, columns, context))
}

function levelOf(r: RecordValue, check: Check, context: Context): string {
  for (const level of levels) {
    const fn = check[level]
    if (fn === undefined ? level === 'ok' : context.call(fn as FunctionValue, { r }) === true) return level
  }
  return 'unknown'
}

export function dead(tables: Value, t: Value, context: Context): Value {
  const last = callMember(context, 'universe', 'max', { tables, column: '_time' })
  return mapped(context, last, r => {
    const time = field(r, '_time')
    return { dead: isNull(time) || isNull(t) ? nullOf('bool') : compareValues(time, t) < 0 }
  })
}

interface Notification {
  readonly tables: Value
  readonly data: Value
  readonly endpoint: Value
}

export function notified({ tables, data, endpoint }: Notification, context: Context): Value {
  const notes = mapped(context, withFields(tables, data, context), (r, inner) => ({
    _measurement: 'notifications',
    _status_timestamp: callMember(inner, 'universe', 'int', { v: field(r, '_time') }),
    _time: inner.now(),
  }))
  const sent = piped(context, endpoint, notes)
  return piped(context, context.option(PATH, 'log'), extend(sent, ['_sent'], context))
}

/** The fields of a record in every row, and in the group key. */
function withFields(tables: Value, record: Value, context: Context): Value {
  const set = callMember(context, 'experimental', 'set', { tables, o: record })
  return extend(set, [...(record as RecordValue).fields.keys()], context)
}

function extend(tables: Value, columns: readonly string[], context: Context): Value {
  return callMember(context, 'experimental', 'group', { tables, mode: 'extend', columns })
}
