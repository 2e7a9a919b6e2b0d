// What monitor has kept in its bucket, a row a status or a notification.
import { type Context, nativeFunction, SYSTEM_BUCKET } from '../../../../library/index.ts'
import type { RecordValue, Value } from '../../../../values/index.ts'
import { callMember } from '../../../composing.ts'

export const PATH = 'influxdata/influxdb/monitor'

interface Asked {
  readonly start: Value
  readonly stop?: Value
  readonly fn?: Value
}

export function kept(measurement: string, { start, stop, fn }: Asked, context: Context): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const wanted = nativeFunction(
    'fn',
    '(r: {A with _measurement: string}) => bool',
    ['r'],
    ({ r }) => (r as RecordValue).get('_measurement') === measurement,
  )
  const all = callMember(context, 'influxdata/influxdb', 'from', { bucket: SYSTEM_BUCKET })
  const ranged = step('range', { tables: all, start, stop: stop ?? context.now() })
  const ofKind = step('filter', { tables: ranged, fn: wanted })
  const chosen = fn === undefined ? ofKind : step('filter', { tables: ofKind, fn })
  return callMember(context, 'influxdata/influxdb/v1', 'fieldsAsCols', { tables: chosen })
}
