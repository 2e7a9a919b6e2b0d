// How often members are used in scripts people write, as an order: those that more of the scripts in InfluxDB's guides
// call come first. Counted once; only the order matters.
import type { MemberName } from '../calls.ts'

const byUse: readonly string[] = `
influxdata/influxdb.from universe.range universe.filter universe.map universe.aggregateWindow influxdata/influxdb.to
universe.group sql.from universe.pivot universe.mean influxdata/influxdb/secrets.get universe.join universe.window
universe.last universe.float experimental/geo.filterRows universe.drop universe.set universe.reduce universe.keep
universe.count influxdata/influxdb/sample.data array.from universe.sort universe.duplicate
influxdata/influxdb/schema.tagValues universe.findRecord universe.limit universe.now universe.yield
universe.histogram universe.median universe.quantile universe.duration influxdata/influxdb.buckets universe.rename
universe.string universe.first universe.tableFind experimental/geo.groupByArea experimental/geo.asTracks
universe.fill influxdata/influxdb/schema.tagKeys runtime.version universe.time json.encode http.post
experimental/geo.shapeData universe.derivative universe.stateDuration universe.stateCount universe.int
influxdata/influxdb/schema.measurements universe.sum influxdata/influxdb/schema.measurementTagValues
universe.cumulativeSum universe.linearBins universe.logarithmicBins universe.uint universe.movingAverage
universe.timedMovingAverage universe.union universe.findColumn influxdata/influxdb/schema.fieldKeys
experimental/geo.s2CellIDToken influxdata/influxdb/v1.measurementTagValues experimental.addDuration experimental.to
csv.from universe.getColumn universe.getRecord universe.exponentialMovingAverage influxdata/influxdb/v1.tagValues
universe.die universe.hourSelection universe.covariance universe.cov universe.toInt strings.toTitle
strings.replaceAll strings.substring experimental/geo.toRows universe.increase system.time
universe.truncateTimeColumn experimental/aggregate.rate influxdata/influxdb/schema.fieldsAsCols universe.unique
universe.timeShift
`.match(/\S+/g)!

const ranks: ReadonlyMap<string, number> = new Map(byUse.map((name, place) => [name, place / byUse.length]))

/** From 0 for the most used to 30; experiments and what is under `contrib` or `internal` come after all others. */
export function rankOfUse({ path, name }: MemberName): number {
  const rank = ranks.get(`${path}.${name}`)
  if (rank !== undefined) return 10 * rank
  return /^(contrib|internal|experimental)\b/.test(path) || name.startsWith('_') ? 30 : 20
}
