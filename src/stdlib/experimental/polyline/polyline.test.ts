// Lines of fewer points, as the reference engine leaves them, and rows that are no points.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../../testing/scriptTables.ts'
import { type Line, mostSignificant, within, withinGrid } from './simplify.ts'

const head = 'import "array"\nimport "experimental/polyline"\nimport "internal/debug"\n'
const rows = (...values: string[]): string =>
  `array.from(rows: [${values.map((v, i) => `{_time: 2024-03-10T00:00:0${i}Z, k: "a", _value: ${v}}`).join(', ')}])`

/** The values that stay, or what is told after the place. */
async function left(values: readonly string[], args: string, steps = ''): Promise<string> {
  const [line = ''] = await tablesOf(`${head}${rows(...values)} ${steps} |> polyline.rdp(${args})`)
  return line.includes('_value: ') ? line.split('_value: ')[1] : line.replace(/^.*?@\S+ (rdp: )?/, '')
}

describe('rdp', () => {
  const jagged = ['1.0', '5.0', '2.0', '9.0']

  test.each([
    ['retention: 50.0', '1 9'],
    ['retention: 75.0', '1 2 9'],
    ['epsilon: 0.000000001', '1 5 2 9'],
    ['epsilon: 100.0', '1 9'],
    ['', '1 5 2 9'],
  ])('of four points, %s leaves %s', async (args, values) => {
    expect(await left(jagged, args)).toBe(values)
  })

  test.each([
    ['epsilon: 0.0', 'Epsilon values need to be greater than 0.0'],
    ['retention: 100.0', 'Retention percentage should be between 0.0 and 100.0'],
    ['epsilon: 1.0, retention: 50.0', 'Please provide either epsilon or retention rate and not both'],
    ['retention: 10.0', 'The number of points to retain is less than 1. Please consider increasing the retention rate'],
    ['valColumn: "x"', 'cannot find column x'],
    ['timeColumn: "x"', 'cannot find time column x'],
    ['valColumn: "k"', 'rdp can work only on numerical types, got string'],
    ['timeColumn: "_value"', 'time column _value must be of type time, got float'],
  ])('%s is refused', async (args, said) => {
    expect(await left(jagged, args)).toBe(said)
  })

  test('a null counts as 0, and a row without a time is none', async () => {
    const none = 'debug.null(type: "float")'
    expect(await left(['1.0', none, '2.0', '9.0'], 'epsilon: 0.5')).toBe('1 0 2 9')
    const untimed = '|> map(fn: (r) => ({r with _time: if r._value == 5.0 then debug.null(type: "time") else r._time}))'
    expect(await left(jagged, 'epsilon: 0.000000001', untimed)).toBe('1 2 9')
  })
  test('keeps key columns, renames its own, and keeps empty tables', async () => {
    const ints = `${head}${rows('1', '5', '1')} |> group(columns: ["k"]) |> rename(columns: {_time: "at", _value: "n"})`
    const times = '_time: 2024-03-10T00:00:00.000000000Z 2024-03-10T00:00:02.000000000Z'
    expect(await tablesOf(`${ints} |> polyline.rdp(timeColumn: "at", valColumn: "n", epsilon: 100.0)`)).toEqual([
      `k=a | ${times} | _value: 1 1`,
    ])
    const empty = '|> filter(fn: (r) => false, onEmpty: "keep") |> polyline.rdp()'
    expect(await tablesOf(`${head}${rows('1.0')} ${empty}`)).toEqual(['_time: | _value:'])
    expect(await left(jagged, '', '|> group(columns: ["_value"])')).toContain('already has column with label _value')
  })
})

describe('a line', () => {
  const line = (...points: [number, number][]): Line => ({
    x: Float64Array.from(points, p => p[0]),
    y: Float64Array.from(points, p => p[1]),
  })
  const zigzag = line(...Array.from({ length: 6_000 }, (_, i): [number, number] => [i, (i % 2) * (i + 1)]))

  test('of many corners keeps them all', () => {
    expect(within(zigzag, 0.25).reduce((sum, mark) => sum + mark, 0)).toBeGreaterThan(5_900)
  })
  test('that is straight keeps its ends', () => {
    const straight = line([0, 0], [1, 1], [2, 2], [3, 3])
    for (const marks of [within(straight, 1e-9), withinGrid(straight), mostSignificant(straight, 2)])
      expect([...marks]).toEqual([1, 0, 0, 1])
  })
  test('of points in one place keeps the first and the last', () => {
    const still = line([1, 1], [1, 1], [1, 1])
    for (const marks of [within(still, 1), withinGrid(still), mostSignificant(still, 1)])
      expect([...marks]).toEqual([1, 0, 1])
  })
})
