// The standard library: the packages every run has at hand. Those in apart.ts come when a script imports them.
import { type Package, packageOf } from '../library/index.ts'
import { allApart } from './apart.ts'
import { array } from './array.ts'
import { bitwise, formerBitwise } from './bitwise.ts'
import { hex } from './contrib/bonitoo-io/hex.ts'
import { events } from './contrib/tomhollingworth/events.ts'
import { csv } from './csv.ts'
import { formerBoundaries } from './date/boundaries.ts'
import { date } from './date.ts'
import { dict } from './dict.ts'
import { experimentalArray } from './experimental/array.ts'
import { experimentalCsv } from './experimental/csv.ts'
import { boundaries } from './experimental/date/boundaries.ts'
import { dynamic } from './experimental/dynamic.ts'
import { experimentalHttp } from './experimental/http.ts'
import { experimental } from './experimental/index.ts'
import { experimentalJson } from './experimental/json.ts'
import { oee } from './experimental/oee.ts'
import { prometheus } from './experimental/prometheus.ts'
import { record } from './experimental/record.ts'
import { aggregate, table } from './experimental/table.ts'
import { generate } from './generate.ts'
import { formerRequests, requests } from './http/requests.ts'
import { http } from './http.ts'
import { influxdb } from './influxdata/influxdb/index.ts'
import { json as influxJson } from './influxdata/influxdb/influxJson.ts'
import { databases } from './influxdata/influxdb/listing.ts'
import { sample } from './influxdata/influxdb/sample.ts'
import { schemaMembers, schemaOptions } from './influxdata/influxdb/schema.ts'
import { secrets } from './influxdata/influxdb/secrets.ts'
import { tasks } from './influxdata/influxdb/tasks.ts'
import { boolean } from './internal/boolean.ts'
import { debug } from './internal/debug.ts'
import { gen } from './internal/gen.ts'
import { influxql } from './internal/influxql.ts'
import { location } from './internal/location.ts'
import { internalTesting } from './internal/testing.ts'
import { testutil } from './internal/testutil.ts'
import { interpolate } from './interpolate.ts'
import { joinPackage } from './join.ts'
import { json } from './json.ts'
import { math } from './math/index.ts'
import { planner } from './planner.ts'
import { profiler } from './profiler.ts'
import { regexp } from './regexp.ts'
import { runtime } from './runtime.ts'
import { sampledata } from './sampledata.ts'
import { strings } from './strings.ts'
import { system } from './system.ts'
import { expect } from './testing/expect.ts'
import { testing } from './testing.ts'
import { timezone } from './timezone.ts'
import { types } from './types.ts'
import { universe } from './universe/index.ts'

export const packages: readonly Package[] = [
  universe,
  boolean,
  location,
  debug,
  influxdb,
  array,
  csv,
  date,
  formerBoundaries,
  boundaries,
  experimental,
  aggregate,
  table,
  testing,
  prometheus,
  joinPackage,
  math,
  sampledata,
  strings,
  system,
  timezone,
  bitwise,
  formerBitwise,
  dict,
  types,
  regexp,
  runtime,
  planner,
  profiler,
  record,
  experimentalArray,
  testutil,
  json,
  experimentalJson,
  dynamic,
  hex,
  gen,
  generate,
  interpolate,
  http,
  requests,
  formerRequests,
  experimentalHttp,
  experimentalCsv,
  influxql,
  internalTesting,
  expect,
  sample,
  packageOf('influxdata/influxdb/schema', 'What is in a bucket.', { ...schemaOptions, ...schemaMembers }),
  packageOf('influxdata/influxdb/v1', 'What is in a bucket, under the names of InfluxDB 1.', {
    ...schemaMembers,
    json: influxJson,
    databases,
  }),
  secrets,
  tasks,
  events,
  oee,
]

export { apart } from './apart.ts'

/** Every package there is to run. */
export async function allPackages(): Promise<readonly Package[]> {
  return [...packages, ...(await allApart())]
}
