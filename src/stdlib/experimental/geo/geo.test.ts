// Places as the reference engine has them: at poles and the antimeridian, in records that are no geometry, in tables
// without rows, tokens or values.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../../testing/scriptTables.ts'

const imports = ['array', 'experimental/geo', 'internal/debug', 'csv'].map(path => `import "${path}"\n`).join('')
const script = (text: string): Promise<string[]> => tablesOf(`${imports}${text}`)

/** What an expression displays as, in one line; for a fault, its text after the place. */
async function shown(expression: string): Promise<string> {
  const [line] = await script(`array.from(rows: [{v: display(v: ${expression})}])`)
  const text = line.startsWith('v: ') ? line.slice(3) : line.replace(/^.*?@\S+ /, '')
  return text.replace(/\s+/g, ' ')
}
const number = async (expression: string): Promise<number> => Number(await shown(expression))

describe('cells', () => {
  test.each([
    ['the pole has one place, whatever the longitude', '{lat: 90.0, lon: -120.0}', 6, '5001'],
    ['the antimeridian from the west', '{lat: 0.0, lon: 180.0}', 12, '6ffffff'],
    ['the antimeridian from the east', '{lat: 0.0, lon: -180.0}', 12, '7000001'],
    ['longitudes go round', '{lat: 0.0, lon: 540.0}', 12, '6ffffff'],
    ['latitudes go over the pole', '{lat: 91.0, lon: 200.0}', 5, '4554'],
  ])('%s', async (_, point, level, token) => {
    expect(await shown(`geo.s2CellIDToken(point: ${point}, level: ${level})`)).toBe(token)
  })

  test('have a middle and a level', async () => {
    expect(await shown('geo.s2CellLatLon(token: "b")')).toBe('{lat: -90, lon: 0}')
    expect(await shown('geo.getLevel(token: "1")')).toBe('0')
    expect(await shown('geo.getLevel(token: "89C25C")')).toBe('9')
  })

  test.each([
    ['getLevel(token: "not-a-cell")', 'invalid token specified'],
    ['s2CellLatLon(token: "12345678901234567")', 'invalid token specified'],
    [
      's2CellIDToken(token: "89c25c", level: 20)',
      'invalid token specified or requested level greater then current level',
    ],
    ['s2CellIDToken(token: "", level: 3)', 'invalid token specified: it is empty'],
    ['s2CellIDToken(level: 3)', 'either token or point parameter must be specified'],
    [
      's2CellIDToken(token: "1", point: {lat: 1.0, lon: 1.0}, level: 3)',
      'either token or point parameter must be specified and must not be empty',
    ],
    ['s2CellIDToken(token: "89c25c", level: 0)', 'level value must be [1, 30]'],
  ])('%s is refused', async (call, said) => {
    expect(await shown(`geo.${call}`)).toBe(said)
  })
})

describe('getGrid', () => {
  const grid = (region: string, size: string): Promise<string> =>
    shown(`geo.getGrid(region: ${region}, ${size}, units: {distance: "km"})`)
  const box = '{minLat: 10.0, maxLat: 11.0, minLon: 20.0, maxLon: 21.0}'

  test('meets the antimeridian and the pole from all sides', async () => {
    expect(await grid('{lat: 0.0, lon: 180.0, radius: 100.0}', 'minSize: 4')).toBe(
      '{level: 1, set: [ 64, 6c, 74, 7c ]}',
    )
    expect(await grid('{lat: -90.0, lon: 0.0, radius: 100.0}', 'maxSize: 8')).toBe(
      '{level: 6, set: [ a555, afff, b001, baab ]}',
    )
  })
  test('is as large as asked for, as far as its level goes', async () => {
    expect(await grid(box, 'minSize: 3, maxSize: 9')).toBe('{level: 7, set: [ 11284, 1128c, 11294, 1129c ]}')
    expect(await grid(box, 'minSize: 24, maxLevel: 4')).toBe('{level: 4, set: [113]}')
    expect(await grid(box, 'level: 0')).toBe('{level: 0, set: [1]}')
    expect(await grid('{lat: 1.0, lon: 1.0, radius: 1.0}', 'minSize: 50, maxSize: 60')).toBe('{level: -1, set: []}')
    expect(await grid('{lat: 0.0, lon: 0.0, radius: -1.0}', 'minSize: 4')).toBe('{level: -1, set: []}')
  })
  test.each([
    ['minSize: 1, maxLevel: 40', 'invalid maxLevel (40, must be < 30)'],
    ['minSize: 10, maxSize: 5', 'minSize > maxSize (10 > 5)'],
    ['maxLevel: 5', 'either minSize or maxSize must be specified'],
    ['level: 31', 'level must be between 0 and 30, found 31'],
    ['level: 25', 'a grid of level 25 over this region has too many cells'],
  ])('%s is refused', async (size, said) => {
    expect(await grid(box, size)).toBe(said)
  })
})

describe('measures', () => {
  const triangle = '{points: [{lat: 1.0, lon: 0.0}, {lat: 1.0, lon: 1.0}, {lat: 2.0, lon: 0.5}]}'
  const near = '{linestring: "0 0, 1 0"}'

  test.each([
    ['across the antimeridian', '{lat: 0.0, lon: 179.5}', '{lat: 0.0, lon: -179.5}', 111.19510117748],
    [
      'from a box across it',
      '{minLat: -1.0, maxLat: 1.0, minLon: 178.0, maxLon: 179.0}',
      '{lat: 0.0, lon: -179.0}',
      222.39020235497,
    ],
    [
      'from a box to the pole',
      '{minLat: 60.0, maxLat: 80.0, minLon: 0.0, maxLon: 10.0}',
      '{lat: 90.0, lon: 100.0}',
      1111.95101177484,
    ],
    [
      'from a box given upside down',
      '{minLat: 80.0, maxLat: 60.0, minLon: 10.0, maxLon: 0.0}',
      '{lat: 59.0, lon: 5.0}',
      111.19510117748,
    ],
    ['from a circle to a line', '{lat: 1.0, lon: 0.5, radius: 100.0}', near, 11.19510117748],
    ['from a box to a line', '{minLat: 1.0, maxLat: 2.0, minLon: 0.0, maxLon: 1.0}', near, 111.19510117748],
    ['from a box with the line in it', '{minLat: -1.0, maxLat: 2.0, minLon: -1.0, maxLon: 2.0}', near, 0],
    ['from a box that a line cuts', '{minLat: -1.0, maxLat: 1.0, minLon: 0.4, maxLon: 0.6}', near, 0],
    ['from a box without height', '{minLat: 1.0, maxLat: 1.0, minLon: 0.0, maxLon: 1.0}', near, 111.19510117748],
    [
      'from a box that is a pole',
      '{minLat: 90.0, maxLat: 90.0, minLon: 0.0, maxLon: 9.0}',
      '{linestring: "0 89, 90 89"}',
      78.63080204825106,
    ],
    ['from a polygon to a line', triangle, near, 111.19510117748],
    ['from a polygon to a point in it', triangle, '{lat: 1.5, lon: 0.5}', 0],
    ['from a line, as far as to it', near, '{lat: 1.0, lon: 0.0}', 111.19510117748],
    ['to a line of one point', '{lat: 1.0, lon: 0.0}', '{linestring: "0 0"}', 111.19510117748],
  ])('%s', async (_, region, geometry, km) => {
    const found = await number(`geo.ST_Distance(region: ${region}, geometry: ${geometry})`)
    expect(found).toBeCloseTo(km, 4)
    const [within, meets] = [found + 1e-6, km === 0]
    expect(await shown(`geo.ST_DWithin(region: ${region}, geometry: ${geometry}, distance: ${within})`)).toBe('true')
    expect(await shown(`geo.ST_Intersects(region: ${region}, geometry: ${geometry})`)).toBe(String(meets))
  })

  test.each([
    ['{lat: 0.0, lon: 179.9, radius: 50.0}', '{lat: 0.0, lon: -179.9}', true],
    [
      '{points: [{lat: -1.0, lon: 179.0}, {lat: -1.0, lon: -179.0}, {lat: 1.0, lon: 180.0}]}',
      '{lat: 0.0, lon: 180.0}',
      true,
    ],
    [
      '{points: [{lat: 1.0, lon: 180.0}, {lat: -1.0, lon: -179.0}, {lat: -1.0, lon: 179.0}]}',
      '{lat: 0.0, lon: 180.0}',
      true,
    ],
    [
      '{points: [{lat: 80.0, lon: 0.0}, {lat: 80.0, lon: 120.0}, {lat: 80.0, lon: -120.0}]}',
      '{lat: 90.0, lon: 7.0}',
      true,
    ],
    ['{lat: 0.0, lon: 0.0, radius: 150.0}', near, true],
    ['{lat: 0.0, lon: 0.0, radius: 150.0}', '{linestring: "0 0, 2 0"}', false],
  ])('%s has %s in it: %s', async (region, geometry, is) => {
    expect(await shown(`geo.ST_Contains(region: ${region}, geometry: ${geometry})`)).toBe(String(is))
  })

  test('are in the units of the option, or of the call', async () => {
    expect(await number(`geo.ST_Length(geometry: ${near}, units: {distance: "mile"})`)).toBeCloseTo(
      69.09343258960418,
      9,
    )
    const set = `option geo.units = {distance: "m"}\narray.from(rows: [{v: geo.ST_Length(geometry: ${near})}])`
    expect(Number((await script(set))[0].slice(3))).toBeCloseTo(111195.10117748393, 6)
    expect(
      await shown('geo.ST_DWithin(region: {lat: 0.0, lon: 0.0}, geometry: {lat: 0.0, lon: 1.0}, distance: 112)'),
    ).toBe('true')
  })

  const point = '{lat: 1.0, lon: 2.0}'
  const nothing = 'debug.null(type: "float")'
  test.each([
    ['{lat: 1.0, x: 2.0}', 'invalid point specification - must have lat, lon fields'],
    [`{lat: 1.0, lon: ${nothing}}`, 'invalid point specification - lat, lon must not be null'],
    ['{lat: 1, lon: 2.0}', 'invalid point specification - lat must be a float, found int'],
    ['{lat: 1.0, x: 2.0, radius: 1.0}', 'invalid circle specification - must have lat, lon, radius fields'],
    [
      '{minLat: 1.0, x: 2.0, maxLat: 1.0, minLon: 2.0}',
      'invalid box specification - must have minLat, minLon, maxLat, maxLon fields',
    ],
    ['{points: [{lat: 1.0, lon: 1.0}, {lat: 2.0, lon: 1.0}]}', 'polygon must have at least 3 points'],
    ['{points: [{lat: 1.0, x: 1.0}]}', 'invalid polygon point specification - must have lat, lon fields'],
    [
      '{linestring: "1 2, x y"}',
      'invalid linestring - strconv.ParseFloat: parsing "x": invalid syntax, strconv.ParseFloat: parsing "y": invalid syntax',
    ],
    ['{linestring: "x 1"}', 'invalid linestring - strconv.ParseFloat: parsing "x": invalid syntax, <nil>'],
    ['{linestring: "1 2, ,3 4"}', 'invalid linestring - empty part'],
    ['{linestring: "1"}', 'invalid linestring - "1" has no latitude beside it'],
    ['{linestring: debug.null(type: "string")}', 'empty linestring'],
    ['{x: 1.0}', "unsupported geometry specified for 'region'"],
  ])('%s is no geometry', async (region, said) => {
    expect(await shown(`geo.ST_Distance(region: ${region}, geometry: ${point})`)).toBe(said)
  })

  test('what cannot be a region or be measured is told', async () => {
    const box = '{minLat: 0.0, maxLat: 1.0, minLon: 0.0, maxLon: 1.0}'
    expect(await shown(`geo.ST_Contains(region: ${point}, geometry: ${point})`)).toBe(
      'unsupported region type: geo.point',
    )
    expect(await shown(`geo.ST_Distance(region: ${point}, geometry: ${box})`)).toBe(
      'unsupported geometry type: geo.box',
    )
    expect(await shown(`geo.ST_Length(geometry: ${point}, units: {distance: "parsec"})`)).toBe(
      "invalid units parameter: unsupported distance unit 'parsec'",
    )
  })
})

describe('tables', () => {
  const rows = (...all: string[]): string => `array.from(rows: [${all.join(', ')}])`
  const ships = rows(
    '{id: "a", s2_cell_id: "47b18f4", lat: 53.55, lon: 9.99}',
    '{id: "b", s2_cell_id: "47b2564", lat: 54.32, lon: 10.13}',
  )
  const byCell = `${ships} |> group(columns: ["s2_cell_id"])`
  const around = 'region: {lat: 53.55, lon: 9.99, radius: 5.0}'
  const cause = (line: string): string => line.replace(/^.*?@\S+ /, '')

  test('keep what is in a region, table by table', async () => {
    const kept = ['s2_cell_id=47b18f4 | id: a | lat: 53.55 | lon: 9.99']
    expect(await script(`${byCell} |> geo.filterRows(${around})`)).toEqual(kept)
    expect(await script(`${byCell} |> geo.gridFilter(${around}, level: 5)`)).toHaveLength(2)
    expect(await script(`${byCell} |> geo.strictFilter(${around})`)).toEqual(kept)
  })
  test('without cells in their keys have no level to find', async () => {
    expect(cause((await script(`${ships} |> geo.gridFilter(${around})`))[0])).toBe('no table found')
    expect(cause((await script(`${ships} |> geo.groupByArea(newColumn: "area", level: 4)`))[0])).toBe('no table found')
  })
  test('may have tokens that are none, or null', async () => {
    const bad = rows('{s2_cell_id: "zz", lat: 1.0, lon: 1.0}')
    const none = rows('{s2_cell_id: debug.null(type: "string"), lat: 1.0, lon: 1.0}')
    const filter = 'geo.gridFilter(region: {lat: 1.0, lon: 1.0, radius: 100.0}, s2cellIDLevel: 10)'
    expect(cause((await script(`${bad} |> ${filter}`))[0])).toContain('invalid token specified or requested level')
    expect(await script(`${none} |> ${filter}`)).toEqual([])
    expect(
      (await script(`${bad} |> group(columns: ["s2_cell_id"]) |> ${filter.replace(', s2cellIDLevel: 10', '')}`))[0],
    ).toMatch(/: invalid token specified$/)
  })
  test('are grouped by areas of the level they are in, or another', async () => {
    expect(await script(`${byCell} |> geo.groupByArea(newColumn: "area", level: 11)`)).toEqual([
      'area=47b18f4 | id: a | s2_cell_id: 47b18f4 | lat: 53.55 | lon: 9.99',
      'area=47b2564 | id: b | s2_cell_id: 47b2564 | lat: 54.32 | lon: 10.13',
    ])
    expect(await script(`${byCell} |> geo.groupByArea(newColumn: "area", level: 4) |> count(column: "id")`)).toEqual([
      'area=47b | id: 2',
    ])
  })
  test('come out of fields', async () => {
    const fields = rows(
      '{_time: 2024-01-01T00:00:00Z, id: "a", _field: "y", _value: 53.55}',
      '{_time: 2024-01-01T00:00:00Z, id: "a", _field: "x", _value: 9.99}',
    )
    const shaped = `${fields} |> group(columns: ["id", "_field"]) |> geo.shapeData(latField: "y", lonField: "x", level: 11)`
    expect(await script(shaped)).toEqual([
      'id=a s2_cell_id=47b18f4 | _time: 2024-01-01T00:00:00.000000000Z | lat: 53.55 | lon: 9.99',
    ])
    expect((await script(shaped.replace('latField: "y"', 'latField: "z"')))[0]).toContain('lat, lon must not be null')
  })
})

describe('tracks', () => {
  const ride = `array.from(rows: [
    {_time: 2024-01-01T00:00:02Z, id: "a", tid: "1", lat: 0.0, lon: -179.5},
    {_time: 2024-01-01T00:00:01Z, id: "a", tid: "1", lat: 0.0, lon: 179.5},
    {_time: 2024-01-01T00:00:01Z, id: "b", tid: "1", lat: 5.0, lon: 5.0},
  ])`

  test('are as long as the ways between their rows', async () => {
    const [a, b] = await script(`${ride} |> geo.asTracks() |> geo.totalDistance()`)
    expect(Number(a.split('_value: ')[1])).toBeCloseTo(111.19510117748, 8)
    expect(b).toBe('id=b tid=1 | _value: 0')
  })
  test('are lines of text', async () => {
    expect(await script(`${ride} |> geo.asTracks() |> geo.ST_LineString()`)).toEqual([
      'id=a tid=1 | st_linestring: 179.5 0, -179.5 0',
      'id=b tid=1 | st_linestring: 5 5',
    ])
  })
  test('without rows have no length and no text', async () => {
    const none = `${ride} |> filter(fn: (r) => false, onEmpty: "keep") |> drop(columns: ["_time"])`
    expect(await script(`${none} |> geo.totalDistance()`)).toEqual(['_value: 0'])
    expect(await script(`${none} |> geo.ST_LineString()`)).toEqual(['st_linestring: '])
  })
  test('with a row that lies nowhere are told', async () => {
    const nowhere = 'array.from(rows: [{lat: 1.0, lon: debug.null(type: "float")}])'
    expect((await script(`${nowhere} |> geo.totalDistance()`))[0]).toContain('lat, lon must not be null')
    expect((await script(`${nowhere} |> geo.ST_LineString()`))[0]).toContain(
      'null values are not supported for "__linestring"',
    )
  })
})
