// influxdata/influxdb: buckets of an InfluxDB over HTTP, and those kept where the script runs.
import { packageOf } from '../../../library/index.ts'
import { from } from './from.ts'
import { buckets, cardinality } from './listing.ts'
import { to, wideTo } from './to.ts'

export const influxdb = packageOf('influxdata/influxdb', 'Reads and writes buckets of InfluxDB.', {
  from,
  to,
  wideTo,
  buckets,
  cardinality,
})
