// Members of experimental/geo for tables whose rows lie somewhere: columns `lat` and `lon`, and the token of a cell in
// the group key, so that what is far from a region is known without a look at its rows.
import { type Context, composed, nativeFunction } from '../../../library/index.ts'
import { fault, isNull, type RecordValue, recordOf, type Value } from '../../../values/index.ts'
import { callMember, field, mapped } from '../../composing.ts'
import { cellOfPoint } from './cellMembers.ts'
import { ancestorOf, levelOf, MAX_LEVEL } from './cells.ts'
import { edges, isIn, unitsOption } from './measures.ts'

const PATH = 'experimental/geo'
const DETECTED = -1n

const ships = `import "array"
import "experimental/geo"

ships = array.from(rows: [
    {id: "a", lat: 53.55, lon: 9.99},
    {id: "b", lat: 53.54, lon: 9.98},
    {id: "c", lat: 54.32, lon: 10.13},
])
    |> map(fn: (r) => ({r with s2_cell_id: geo.s2CellIDToken(point: {lat: r.lat, lon: r.lon}, level: 10)}))
    |> group(columns: ["s2_cell_id"])
`

const grid = {
  region: 'A box, a circle or a polygon, as a record.',
  minSize: 'How many cells are to cover the region at least.',
  maxSize: 'How many cells may cover it.',
  level: 'The level of the cells that cover it; -1 to have the sizes decide.',
  s2cellIDLevel: 'The level of the cells in the column `s2_cell_id`; -1 to read it from the first table.',
}

export const toRows = composed('(<-tables: stream[A]) => stream[B] where A: Record, B: Record', {
  summary: 'Makes the fields of one time one row, a column each.',
  params: { tables: 'Tables with `_field` and `_value`.' },
  examples: [
    `import "array"
import "experimental/geo"

array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, id: "a", _field: "lat", _value: 53.55},
    {_time: 2024-01-01T00:00:00Z, id: "a", _field: "lon", _value: 9.99},
])
    |> group(columns: ["id", "_field"])
    |> geo.toRows()`,
  ],
  build: ({ tables }, context) => asRows(tables, context),
})

export const shapeData = composed(
  '(<-tables: stream[{C with _field: string}], latField: A, level: int, lonField: B) => stream[{D with s2_cell_id: string, lon: float, lat: float}] where A: Equatable, B: Equatable',
  {
    summary: 'Makes fields columns, calls the place `lat` and `lon`, and groups by the cell it lies in too.',
    params: {
      tables: 'Tables with `_field` and `_value`.',
      latField: 'The field that has the latitude.',
      lonField: 'The field that has the longitude.',
      level: 'The level of the cells, from 1 to 30.',
    },
    examples: [
      `import "array"
import "experimental/geo"

array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, id: "a", _field: "y", _value: 53.55},
    {_time: 2024-01-01T00:00:00Z, id: "a", _field: "x", _value: 9.99},
])
    |> group(columns: ["id", "_field"])
    |> geo.shapeData(latField: "y", lonField: "x", level: 10)`,
    ],
    build({ tables, latField, lonField, level }, context) {
      const named = mapped(context, tables, row => {
        const name = field(row, '_field')
        return { _field: name === latField ? 'lat' : name === lonField ? 'lon' : name }
      })
      const placed = mapped(context, asRows(named, context), row => ({ s2_cell_id: cellOf(row, level) }))
      return callMember(context, 'experimental', 'group', { tables: placed, columns: ['s2_cell_id'], mode: 'extend' })
    },
  },
)

export const _detectLevel = composed('(<-tables: stream[{A with s2_cell_id: string}]) => int', {
  summary: 'The level of the cells that the first table is in.',
  params: { tables: 'Tables with `s2_cell_id` in their group keys.' },
  build: ({ tables }, context) => detected(tables, context),
})

export const gridFilter = composed(
  '(<-tables: stream[{B with s2_cell_id: string}], region: A, ?level: int, ?maxSize: int, ?minSize: int, ?s2cellIDLevel: int, ?units: {distance: string}) => stream[{B with s2_cell_id: string}] where A: Record',
  {
    summary: 'Keeps rows whose cell may be in a region. Some that are kept lie just outside of it.',
    params: {
      ...grid,
      tables: 'Tables with `s2_cell_id` in their group keys.',
      units: 'What the radius of a circle is in, such as `{distance: "km"}`.',
    },
    defaults: { minSize: 24n, maxSize: -1n, level: -1n, s2cellIDLevel: DETECTED },
    examples: [
      `${ships}
ships |> geo.gridFilter(region: {lat: 53.55, lon: 9.99, radius: 5.0})`,
    ],
    build: (args, context) => inGrid(args, args.units ?? unitsOption(context), context),
  },
)

export const strictFilter = composed(
  '(<-tables: stream[{D with lon: B, lat: C}], region: A) => stream[{D with lon: B, lat: C}] where A: Record',
  {
    summary: 'Keeps rows that lie in a region.',
    params: { tables: 'Tables with `lat` and `lon`.', region: grid.region },
    differs: edges,
    examples: [
      `${ships}
ships |> geo.strictFilter(region: {minLat: 53.0, maxLat: 54.0, minLon: 9.0, maxLon: 10.0})`,
    ],
    build: ({ tables, region }, context) => strictlyIn(tables, region, context),
  },
)

export const filterRows = composed(
  '(<-tables: stream[{D with s2_cell_id: string, lon: B, lat: C}], region: A, ?level: int, ?maxSize: int, ?minSize: int, ?s2cellIDLevel: int, ?strict: bool) => stream[{D with lon: B, lat: C, s2_cell_id: string}] where A: Record',
  {
    summary: 'Keeps rows that lie in a region: first those of its cells, then, of these, what is in it.',
    params: {
      ...grid,
      tables: 'Tables with `s2_cell_id` in their group keys, with `lat` and `lon` or as fields yet.',
      strict: 'Whether rows have to be in the region itself, not just in its cells.',
    },
    differs: edges,
    defaults: { minSize: 24n, maxSize: -1n, level: -1n, s2cellIDLevel: DETECTED, strict: true },
    examples: [
      `${ships}
ships |> geo.filterRows(region: {lat: 53.55, lon: 9.99, radius: 5.0})`,
    ],
    build(args, context) {
      const listed = callMember(context, 'universe', 'columns', { tables: args.tables, column: 'columns' })
      const names = callMember(context, 'universe', 'findColumn', { tables: listed, column: 'columns', fn: anyKey })
      const near = inGrid(args, unitsOption(context), context)
      const rows = (names as readonly Value[]).includes('lat') ? near : asRows(near, context)
      return args.strict ? strictlyIn(rows, args.region, context) : rows
    },
  },
)

export const groupByArea = composed(
  '(<-tables: stream[{A with s2_cell_id: string, lon: float, lat: float}], level: int, newColumn: string, ?s2cellIDLevel: int) => stream[B] where B: Record',
  {
    summary: 'Groups rows by the cell of a level they lie in.',
    params: {
      tables: 'Tables with `lat`, `lon` and `s2_cell_id`.',
      newColumn: 'The new column, for the token of the cell.',
      level: 'The level of the cells, from 1 to 30.',
      s2cellIDLevel: grid.s2cellIDLevel,
    },
    defaults: { s2cellIDLevel: DETECTED },
    examples: [
      `${ships}
ships |> geo.groupByArea(newColumn: "area", level: 5)`,
    ],
    build({ tables, newColumn, level, s2cellIDLevel }, context) {
      const present = s2cellIDLevel === DETECTED ? detected(tables, context) : s2cellIDLevel
      const areas =
        level === present
          ? callMember(context, 'universe', 'duplicate', { tables, column: 's2_cell_id', as: newColumn })
          : inAreas(tables, newColumn, level, context)
      return callMember(context, 'universe', 'group', { tables: areas, columns: [newColumn] })
    },
  },
)

const anyKey = nativeFunction('fn', '(key: A) => bool', ['key'], () => true)

function asRows(tables: Value, context: Context): Value {
  return callMember(context, 'influxdata/influxdb/v1', 'fieldsAsCols', { tables })
}

/** A table is looked for that is grouped by cells. */
function detected(tables: Value, context: Context): bigint {
  const fn = nativeFunction('fn', '(key: A) => bool', ['key'], ({ key }) => !isNull(field(key, 's2_cell_id')))
  const table = callMember(context, 'universe', 'tableFind', { tables, fn })
  const row = callMember(context, 'universe', 'getRecord', { table, idx: 0n })
  return BigInt(levelOf(field(row, 's2_cell_id') as string))
}

interface GridArguments {
  readonly tables: Value
  readonly region: Value
  readonly minSize: bigint
  readonly maxSize: bigint
  readonly level: bigint
  readonly s2cellIDLevel: bigint
}

function inGrid(args: GridArguments, units: Value, context: Context): Value {
  const { tables, region, minSize, maxSize, level, s2cellIDLevel } = args
  const present = s2cellIDLevel === DETECTED ? detected(tables, context) : s2cellIDLevel
  const sizes = { region, minSize, maxSize, level, maxLevel: present, units }
  const found = callMember(context, PATH, 'getGrid', sizes) as RecordValue
  const cells = new Set(found.get('set') as readonly Value[])
  const coarse = found.get('level') as bigint
  const cover = coarse === present ? (token: string) => token : parents(coarse)
  const fn = nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => {
    const token = field(r, 's2_cell_id')
    return typeof token === 'string' && cells.has(cover(token))
  })
  return callMember(context, 'universe', 'filter', { tables, fn })
}

/** Many rows have one cell: its parent is worked out once. */
function parents(level: bigint): (token: string) => string {
  const known = new Map<string, string>()
  return token => {
    const before = known.get(token)
    if (before !== undefined) return before
    if (level < 1n)
      throw fault('invalid', 'level value must be [1, 30]', {
        steps: ['No grid of that size covers the region: give another minSize, maxSize or level.'],
      })
    const parent = ancestorOf(token, Number(level))
    known.set(token, parent)
    return parent
  }
}

function strictlyIn(tables: Value, region: Value, context: Context): Value {
  const units = unitsOption(context)
  const fn = nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => isIn(region, placed(r), units))
  return callMember(context, 'universe', 'filter', { tables, fn })
}

/** By way of a column of its own, for a new one may have the name of a column that is there. */
function inAreas(tables: Value, newColumn: string, level: bigint, context: Context): Value {
  const found = mapped(context, tables, row => ({ _s2_cell_id_of_area: cellOf(row, level) }))
  const columns = recordOf({ _s2_cell_id_of_area: newColumn })
  return callMember(context, 'universe', 'rename', { tables: found, columns })
}

function cellOf(row: RecordValue, level: bigint): string {
  if (level < 1n || level > BigInt(MAX_LEVEL)) throw fault('invalid', 'level value must be [1, 30]')
  return cellOfPoint(placed(row), level)
}

const placed = (row: Value): RecordValue => recordOf({ lat: field(row, 'lat'), lon: field(row, 'lon') })
