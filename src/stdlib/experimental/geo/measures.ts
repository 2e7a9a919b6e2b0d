// Members of experimental/geo that compare geometries: one is in another, near it, how far, how long. The units are the
// package's option unless a call has its own.
import { type Context, fn, option } from '../../../library/index.ts'
import { isNull, nullOf, RecordValue, recordOf, UInt, type Value } from '../../../values/index.ts'
import { type Geometry, geometryOf } from './geometry.ts'
import { contains, distance, length, regionOf } from './regions.ts'
import { earthRadius } from './units.ts'

const PATH = 'experimental/geo'

const params = {
  region: 'Where, as a record: a point, a box, a circle or a polygon.',
  geometry: 'What, as a record: a point, or a linestring as text of longitudes and latitudes.',
  units: 'What distances are in, such as `{distance: "km"}`.',
}
const closed = { ...params, region: 'A box, a circle or a polygon, as a record.' }
const differs =
  'A linestring as region, one of one point, and one beside a box that has no height or ends at a pole are measured; the engine says 0 or crashes.'

/** Sines are rounded as the browser rounds them. */
export const edges =
  'A point exactly on an edge of a polygon may be in it here and not in the engine, or the other way round: the last digit of its place decides.'

export const units = option(
  '{distance: string}',
  'What distances are in: `m`, `km` or `mile`.',
  recordOf({ distance: 'km' }),
)

export const unitsOption = (context: Context): Value => context.option(PATH, 'units')

export const stContains = fn('(geometry: A, region: B, units: {distance: string}) => bool where A: Record, B: Record', {
  summary: 'Whether a region has a point, or every point of a linestring, in it.',
  params: closed,
  examples: [
    'geo.stContains(region: {lat: 40.7, lon: -74.0, radius: 20.0}, geometry: {lat: 40.71, lon: -74.01}, units: {distance: "km"}) // true',
  ],
  differs: edges,
  call: ({ region, geometry, units }) => isIn(region, geometry, units),
})

export const stDistance = fn(
  '(geometry: A, region: B, units: {distance: string}) => float where A: Record, B: Record',
  {
    summary: 'The shortest way from a region to a point or linestring, 0 where they meet.',
    params,
    examples: [
      'geo.stDistance(region: {lat: 0.0, lon: 0.0}, geometry: {lat: 0.0, lon: 180.0}, units: {distance: "km"}) // 20015.11821194711',
    ],
    differs,
    call: ({ region, geometry, units }) => between(region, geometry, units),
  },
)

export const stLength = fn('(geometry: A, units: {distance: string}) => float where A: Record', {
  summary: 'How long a linestring is. A point has no length.',
  params: { geometry: params.geometry, units: params.units },
  examples: ['geo.stLength(geometry: {linestring: "0 0, 1 0"}, units: {distance: "km"}) // 111.19510117748393'],
  call: ({ geometry, units }) => lengthOf(geometry, units),
})

export const ST_Contains = fn(
  '(geometry: A, region: B, ?units: {distance: string}) => bool where A: Record, B: Record',
  {
    summary: 'Whether a region has a point, or every point of a linestring, in it.',
    params: closed,
    examples: [
      'geo.ST_Contains(region: {minLat: 40.0, maxLat: 41.0, minLon: -75.0, maxLon: -73.0}, geometry: {lat: 40.7, lon: -74.0}) // true',
    ],
    differs: edges,
    call: ({ region, geometry, units }, context) => isIn(region, geometry, units ?? unitsOption(context)),
  },
)

export const ST_Distance = fn(
  '(geometry: A, region: B, ?units: {distance: string}) => float where A: Record, B: Record',
  {
    summary: 'The shortest way from a region to a point or linestring, 0 where they meet.',
    params,
    examples: [
      'geo.ST_Distance(region: {lat: 0.0, lon: 0.0}, geometry: {linestring: "10 0, 10 10"}) // 1111.9510117748393',
    ],
    differs,
    call: ({ region, geometry, units }, context) => between(region, geometry, units ?? unitsOption(context)),
  },
)

export const ST_DWithin = fn(
  '(distance: A, geometry: B, region: C, ?units: {distance: string}) => bool where A: Comparable + Equatable, B: Record, C: Record',
  {
    summary: 'Whether a point or linestring is no farther from a region than a distance.',
    params: { ...params, distance: 'The distance.' },
    examples: [
      'geo.ST_DWithin(region: {lat: 40.7, lon: -74.0}, geometry: {lat: 40.8, lon: -74.0}, distance: 12.0) // true',
    ],
    differs,
    call({ region, geometry, distance: limit, units }, context) {
      const apart = between(region, geometry, units ?? unitsOption(context))
      return isNull(limit) ? nullOf('bool') : apart <= Number(limit instanceof UInt ? limit.value : limit)
    },
  },
)

export const ST_Intersects = fn(
  '(geometry: A, region: B, ?units: {distance: string}) => bool where A: Record, B: Record',
  {
    summary: 'Whether a point or linestring touches a region or is in it.',
    params,
    examples: [
      'geo.ST_Intersects(region: {lat: 40.7, lon: -74.0, radius: 20.0}, geometry: {linestring: "-74.5 40.7, -73.5 40.7"}) // true',
    ],
    differs,
    call: ({ region, geometry, units }, context) => between(region, geometry, units ?? unitsOption(context)) <= 0,
  },
)

export const ST_Length = fn('(geometry: A, ?units: {distance: string}) => float where A: Record', {
  summary: 'How long a linestring is. A point has no length.',
  params: { geometry: params.geometry, units: params.units },
  examples: ['geo.ST_Length(geometry: {linestring: "0 0, 1 0, 1 1"}) // 222.39020235496787'],
  call: ({ geometry, units }, context) => lengthOf(geometry, units ?? unitsOption(context)),
})

export function isIn(region: Value, geometry: Value, units: Value): boolean {
  const radius = earthRadius(units)
  const [where, what] = [read('region', region), read('geometry', geometry)]
  return contains(regionOf(where, radius), what)
}

export function between(region: Value, geometry: Value, units: Value): number {
  const radius = earthRadius(units)
  const [where, what] = [read('region', region), read('geometry', geometry)]
  return distance(where, what, radius) * radius
}

function lengthOf(geometry: Value, units: Value): number {
  const radius = earthRadius(units)
  return length(read('geometry', geometry)) * radius
}

/** A record that is the same in every row is read once, and what is worked out of it stays with it. */
const geometries = new WeakMap<RecordValue, Geometry>()

function read(argument: string, given: Value): Geometry {
  const before = given instanceof RecordValue ? geometries.get(given) : undefined
  if (before) return before
  const geometry = geometryOf(argument, given)
  if (given instanceof RecordValue) geometries.set(given, geometry)
  return geometry
}
