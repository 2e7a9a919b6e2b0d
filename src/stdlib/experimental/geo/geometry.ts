// Points, boxes, circles, polygons and lines, out of the records that describe them. Records are told apart by their
// fields, so one with a field more is none of these.
import { fault, isNull, parseGoFloat, RecordValue, typeText, type Value } from '../../../values/index.ts'

/** In degrees. */
export interface Place {
  readonly lat: number
  readonly lon: number
}

/** A radius is in the unit that the script measures in. */
export type Geometry =
  | ({ readonly kind: 'point' } & Place)
  | { readonly kind: 'box'; readonly lat: readonly [number, number]; readonly lon: readonly [number, number] }
  | ({ readonly kind: 'circle'; readonly radius: number } & Place)
  | { readonly kind: 'polygon'; readonly points: readonly Place[] }
  | { readonly kind: 'polyline'; readonly points: readonly Place[] }

/** `argument` is the parameter's name, for messages. */
export function geometryOf(argument: string, given: Value): Geometry {
  const record = given instanceof RecordValue ? given : new RecordValue(new Map())
  const size = record.fields.size
  const found =
    record.get('lat') !== undefined && size === 2
      ? ({ kind: 'point', ...placeOf(record, 'point') } as const)
      : record.get('minLat') !== undefined && size === 4
        ? boxOf(record)
        : record.get('radius') !== undefined && size === 3
          ? circleOf(record)
          : size === 1
            ? lineOf(record)
            : null
  if (found) return found
  throw fault('invalid', `unsupported geometry specified for '${argument}'`, {
    steps: [
      'Give {lat, lon}, {minLat, minLon, maxLat, maxLon}, {lat, lon, radius}, {points: [{lat, lon}, …]} or {linestring: "lon lat, …"}.',
    ],
  })
}

export function placeOf(record: RecordValue, what: string): Place {
  const [lat, lon] = floats(record, what, ['lat', 'lon'])
  return { lat, lon }
}

/** A line as text: longitude and latitude of its points, separated by commas. */
function placesOf(text: string): Place[] {
  return text.split(',').map(part => {
    const [lon, lat] = part.trim().split(/\s+/)
    if (lon === '') throw fault('invalid', 'invalid linestring - empty part')
    if (lat === undefined) throw fault('invalid', `invalid linestring - "${lon}" has no latitude beside it`)
    const read = { lat: parseGoFloat(lat), lon: parseGoFloat(lon) }
    if (read.lat !== undefined && read.lon !== undefined) return { lat: read.lat, lon: read.lon }
    const problem = (found: number | undefined, written: string): string =>
      found === undefined ? `strconv.ParseFloat: parsing "${written}": invalid syntax` : '<nil>'
    throw fault('invalid', `invalid linestring - ${problem(read.lon, lon)}, ${problem(read.lat, lat)}`)
  })
}

/** Corners may be given the wrong way round. */
function boxOf(record: RecordValue): Geometry {
  const [south, west, north, east] = floats(record, 'box', ['minLat', 'minLon', 'maxLat', 'maxLon'])
  return { kind: 'box', lat: ordered(south, north), lon: ordered(west, east) }
}

const ordered = (a: number, b: number): [number, number] => (a > b ? [b, a] : [a, b])

function circleOf(record: RecordValue): Geometry {
  const [lat, lon, radius] = floats(record, 'circle', ['lat', 'lon', 'radius'])
  return { kind: 'circle', lat, lon, radius }
}

function lineOf(record: RecordValue): Geometry | null {
  const text = record.get('linestring')
  if (text !== undefined) {
    if (isNull(text)) throw fault('invalid', 'empty linestring')
    if (typeof text === 'string') return { kind: 'polyline', points: placesOf(text) }
    throw fault('invalid', `invalid linestring - a text is expected, found ${typeText(text)}`)
  }
  const listed = record.get('points')
  return Array.isArray(listed) ? polygonOf(listed) : null
}

function polygonOf(listed: readonly Value[]): Geometry {
  const points = listed.map(p => placeOf(p as RecordValue, 'polygon point'))
  if (points.length < 3) throw fault('invalid', 'polygon must have at least 3 points')
  return { kind: 'polygon', points }
}

function floats(record: RecordValue, what: string, names: readonly string[]): number[] {
  const found = names.map(name => record.get(name))
  const all = names.join(', ')
  if (found.includes(undefined)) throw fault('invalid', `invalid ${what} specification - must have ${all} fields`)
  if (found.some(v => isNull(v as Value)))
    throw fault('invalid', `invalid ${what} specification - ${all} must not be null`)
  return found.map((v, i) => {
    if (typeof v === 'number') return v
    throw fault('invalid', `invalid ${what} specification - ${names[i]} must be a float, found ${typeText(v as Value)}`)
  })
}
