// Members of experimental/geo that tell of cells: tokens, levels, centres and grids.
import { fn } from '../../../library/index.ts'
import { fault, RecordValue, recordOf, type Value } from '../../../values/index.ts'
import { ancestorOf, cellAt, centreOf, gridOver, levelOf, MAX_LEVEL } from './cells.ts'
import { geometryOf, placeOf } from './geometry.ts'
import { regionOf } from './regions.ts'
import { earthRadius } from './units.ts'

export const getGrid = fn(
  '(region: A, units: {distance: string}, ?level: int, ?maxLevel: int, ?maxSize: int, ?minSize: int) => {set: [string], level: int} where A: Record',
  {
    summary: 'Cells of one level that cover a region. The level is -1 where no grid fits.',
    params: {
      region: 'A box, a circle or a polygon, as a record.',
      units: 'What the radius of a circle is in, such as `{distance: "km"}`.',
      level: 'The level of the cells. Without one, sizes decide.',
      maxLevel: 'The finest level that sizes may lead to, up to 30.',
      maxSize: 'How many cells there may be. The finest grid of so few is taken, unless `minSize` is met before.',
      minSize: 'How many cells there have to be. The coarsest grid of so many is taken.',
    },
    defaults: { level: -1n, maxLevel: -1n, maxSize: -1n, minSize: -1n },
    examples: [
      'geo.getGrid(region: {lat: 48.85, lon: 2.35, radius: 15.0}, maxSize: 3, units: {distance: "km"}) // {level: 8, set: ["47e61", "47e67"]}',
    ],
    differs:
      'A level above 30, and one with so many cells that they fill the memory, are refused; the engine does not come back.',
    call: ({ region, units, level, maxLevel, maxSize, minSize }) => {
      const radius = earthRadius(units)
      const geometry = geometryOf('region', region)
      if (maxLevel > BigInt(MAX_LEVEL))
        throw fault('invalid', `invalid maxLevel (${maxLevel}, must be < ${MAX_LEVEL})`, {
          steps: [`Levels go up to ${MAX_LEVEL}.`],
        })
      if (minSize > 0n && maxSize > 0n && minSize > maxSize)
        throw fault('invalid', `minSize > maxSize (${minSize} > ${maxSize})`)
      const size = {
        level: Number(level),
        maxLevel: Number(maxLevel),
        minSize: Number(minSize),
        maxSize: Number(maxSize),
      }
      const grid = gridOver(regionOf(geometry, radius), size)
      return recordOf({ level: BigInt(grid.level), set: [...grid.cells] })
    },
  },
)

export const getLevel = fn('(token: string) => int', {
  summary: 'The level of a cell, from 0, a face of the cube, to 30, less than a square centimetre.',
  params: { token: 'The token of the cell.' },
  examples: ['geo.getLevel(token: "89c25c") // 9'],
  call: ({ token }) => BigInt(levelOf(token)),
})

export const s2CellLatLon = fn('(token: string) => {lon: float, lat: float}', {
  summary: 'The middle of a cell.',
  params: { token: 'The token of the cell.' },
  examples: ['geo.s2CellLatLon(token: "89c284") // {lat: 40.812535546624574, lon: -73.55941282728273}'],
  call: ({ token }) => recordOf({ ...centreOf(token) }),
})

export const s2CellIDToken = fn('(level: int, ?point: {lon: float, lat: float}, ?token: string) => string', {
  summary: 'The token of the cell that a point or a smaller cell lies in.',
  params: {
    level: 'The level of the cell, from 1 to 30.',
    point: 'The point, as `{lat, lon}` in degrees. Either this or a token.',
    token: 'The token of the smaller cell.',
  },
  examples: [
    'geo.s2CellIDToken(point: {lat: 40.7128, lon: -74.006}, level: 10) // "89c25b"',
    'geo.s2CellIDToken(token: "89c284", level: 6) // "89c3"',
  ],
  differs: 'An empty token without a point is told; the engine crashes.',
  call: ({ level, point, token }) => {
    if (token === undefined && point === undefined)
      throw fault('invalid', 'either token or point parameter must be specified')
    if (token && point !== undefined)
      throw fault('invalid', 'either token or point parameter must be specified and must not be empty')
    if (level < 1n || level > BigInt(MAX_LEVEL)) throw fault('invalid', 'level value must be [1, 30]')
    if (token) return ancestorOf(token, Number(level))
    if (point === undefined) throw fault('invalid', 'invalid token specified: it is empty')
    return cellOfPoint(point, level)
  },
})

/** The level is one there is. */
export function cellOfPoint(point: Value, level: bigint): string {
  const record = point instanceof RecordValue ? point : recordOf({})
  return cellAt(placeOf(record, 'point'), Number(level))
}
