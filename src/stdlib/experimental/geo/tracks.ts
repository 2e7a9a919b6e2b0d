// Members of experimental/geo for ways: rows of one thing in the order of time, how far it went, its way as text.
import { type Context, composed, nativeFunction } from '../../../library/index.ts'
import { isNull, nullOf, recordOf, stringOf, type Value } from '../../../values/index.ts'
import { callMember, field } from '../../composing.ts'
import { between, unitsOption } from './measures.ts'

const ride = `import "array"
import "experimental/geo"

ride = array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, id: "a", lat: 53.55, lon: 9.99},
    {_time: 2024-01-01T00:10:00Z, id: "a", lat: 53.56, lon: 10.02},
    {_time: 2024-01-01T00:05:00Z, id: "a", lat: 53.54, lon: 10.00},
])
`

export const asTracks = composed(
  '(<-tables: stream[A], ?groupBy: [string], ?orderBy: [string]) => stream[A] where A: Record',
  {
    summary: 'Makes a table of each track, in the order of time.',
    params: {
      tables: 'Tables with `lat` and `lon`.',
      groupBy: 'Columns that tell tracks apart; `id` and `tid` by default.',
      orderBy: 'Columns to sort by; `_time` by default.',
    },
    defaults: { groupBy: ['id', 'tid'], orderBy: ['_time'] },
    examples: [
      `${ride}
ride |> geo.asTracks(groupBy: ["id"])`,
    ],
    build({ tables, groupBy, orderBy }, context) {
      const grouped = callMember(context, 'universe', 'group', { tables, columns: groupBy })
      return callMember(context, 'universe', 'sort', { tables: grouped, columns: orderBy })
    },
  },
)

export const totalDistance = composed(
  '(<-tables: stream[{B with lon: float, lat: float}], ?outputColumn: A) => stream[C] where C: Record',
  {
    summary: 'How far it is from row to row, all in all, in the units of the option `geo.units`.',
    params: { tables: 'Tracks, in the order of time.', outputColumn: 'The column of the result.' },
    defaults: { outputColumn: '_value' },
    examples: [
      `${ride}
ride |> geo.asTracks(groupBy: ["id"]) |> geo.totalDistance(outputColumn: "km")`,
    ],
    build({ tables, outputColumn }, context) {
      const units = unitsOption(context)
      const start = { index: 0n, lat: 0, lon: 0, totalDistance: 0 }
      const summed = reduced(context, tables, start, (row, sofar) => {
        const [lat, lon] = [field(row, 'lat'), field(row, 'lon')]
        const index = field(sofar, 'index') as bigint
        const last = index === 0n ? { lat, lon } : { lat: field(sofar, 'lat'), lon: field(sofar, 'lon') }
        const step = between(recordOf(last), recordOf({ lat, lon }), units)
        return { index: index + 1n, lat, lon, totalDistance: (field(sofar, 'totalDistance') as number) + step }
      })
      return only(context, summed, ['index', 'lat', 'lon'], { totalDistance: outputColumn })
    },
  },
)

export const ST_LineString = composed('(<-tables: stream[{C with lon: A, lat: B}]) => stream[D] where D: Record', {
  summary: 'The way through the rows of a table as one text, for members that take a linestring.',
  params: { tables: 'Tables with `lat` and `lon`, in the order of the way.' },
  examples: [
    `${ride}
ride |> geo.asTracks(groupBy: ["id"]) |> geo.ST_LineString()`,
  ],
  build({ tables }, context) {
    const joined = reduced(context, tables, { __linestring: '', __count: 0n }, (row, sofar) => {
      const [line, count] = [field(sofar, '__linestring'), field(sofar, '__count') as bigint]
      const [lon, lat] = [field(row, 'lon'), field(row, 'lat')]
      const known = !isNull(lon) && !isNull(lat)
      const longer = known ? `${line}${count > 0n ? ', ' : ''}${stringOf(lon)} ${stringOf(lat)}` : nullOf('string')
      return { __linestring: longer, __count: count + 1n }
    })
    return only(context, joined, ['__count'], { __linestring: 'st_linestring' })
  },
})

/** Each table to one row. */
function reduced(
  context: Context,
  tables: Value,
  start: Record<string, Value>,
  next: (row: Value, sofar: Value) => Record<string, Value>,
): Value {
  const fn = nativeFunction('fn', '(r: A, accumulator: B) => B', ['r', 'accumulator'], ({ r, accumulator }) =>
    recordOf(next(r, accumulator)),
  )
  return callMember(context, 'universe', 'reduce', { tables, fn, identity: recordOf(start) })
}

function only(context: Context, tables: Value, without: readonly string[], names: Record<string, Value>): Value {
  const left = callMember(context, 'universe', 'drop', { tables, columns: without })
  return callMember(context, 'universe', 'rename', { tables: left, columns: recordOf(names) })
}
