// internal/influxql: the bounds of time that scripts translated from InfluxQL name.
import { constant, packageOf } from '../../library/index.ts'
import { Time } from '../../values/index.ts'

const MAX = 9_223_372_036_854_775_806n

export const influxql = packageOf('internal/influxql', 'Bounds of time as InfluxQL has them.', {
  epoch: constant('time', new Time(0n), 'The beginning of 1970.', ['influxql.epoch // 1970-01-01T00:00:00.000000000Z']),
  minTime: constant('time', new Time(-MAX), 'The earliest time InfluxQL knows, in 1677.', [
    'influxql.minTime < influxql.epoch // true',
  ]),
  maxTime: constant('time', new Time(MAX), 'The latest time InfluxQL knows, in 2262.', [
    'influxql.maxTime > influxql.epoch // true',
  ]),
})
