// Forecasts: values the reference gives, what counts as a value, and what cannot be continued.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'
import { leastOf } from './nelderMead.ts'

const source = (rows: readonly (readonly [string, string])[], type = 'double'): string => `import "csv"

csv.from(csv: "#datatype,string,long,string,dateTime:RFC3339,${type}
#group,false,false,true,false,false
#default,_result,,,,
,result,table,k,_time,_value
${rows.map(([time, value]) => `,,0,a,${time === '' ? '' : `2024-01-01T00:${time}Z`},${value}`).join('\n')}
")
`
const minutes = (...values: string[]): string => source(values.map((v, i) => [`0${i}:00`, v]))
/** The numbers of the column _value of the only table. */
const numbers = async (script: string): Promise<number[]> => {
  const [line] = await tablesOf(script)
  expect(line).toContain('_value:')
  return line.split('_value:')[1].split('|')[0].trim().split(' ').filter(t => t !== '').map(Number) // biome-ignore format: one chain
}

describe('values', () => {
  test('a fit and what follows it', async () => {
    const found = await numbers(`${minutes('1', '2', '4', '3')} |> holtWinters(n: 2, interval: 1m, withFit: true)`)
    const expected = [
      1, 1.9670167882066032, 3.9589029360299866, 3.0723506984115048, 3.0220898352175647, 3.019393366401687,
    ]
    for (let i = 0; i < expected.length; i++) expect(found[i]).toBeCloseTo(expected[i], 9)
    expect(found.length).toBe(expected.length)
  })

  test('times go on from the last row, and the columns keep their names', async () => {
    const [line] = await tablesOf(`${minutes('1', '2', '3')} |> holtWinters(n: 1, interval: 1m)`)
    expect(line).toMatch(/^k=a \| _time: 2024-01-01T00:03:00.000000000Z \| _value: 4\.25958201847/)
  })

  test('the error of the fit is told on request', async () => {
    const [line] = await tablesOf(`${minutes('1', '2', '4', '3')} |> holtWinters(n: 2, interval: 1m, withMinSSE: true)`)
    expect(line).toMatch(/\| minSSE: (\S+) \1$/)
  })

  test('integers are taken as floats', async () => {
    const whole = source([['00:00', '1'], ['01:00', '2'], ['02:00', '3']], 'long') // biome-ignore format: one line
    expect(await numbers(`${whole} |> holtWinters(n: 1, interval: 1m)`)).toEqual(
      await numbers(`${minutes('1', '2', '3')} |> holtWinters(n: 1, interval: 1m)`),
    )
  })
})

describe('what counts', () => {
  const plain = `${minutes('1', '2', '4', '3')} |> holtWinters(n: 2, interval: 1m)`

  test('of an interval the first row, of rows without a time none, of nulls before the first number none', async () => {
    const more = source([['', '9'], ['00:00', ''], ['01:00', '1'], ['01:10', '8'], ['02:00', '2'], ['03:00', '4'], ['03:20', '7'], ['04:00', '3']]) // biome-ignore format: one line
    expect(await numbers(`${more} |> holtWinters(n: 2, interval: 1m)`)).toEqual(await numbers(plain))
  })

  test('an interval without rows is as one with a null', async () => {
    const gap = source([['00:00', '1'], ['01:00', '2'], ['03:00', '3'], ['04:00', '2']]) // biome-ignore format: one line
    const empty = source([['00:00', '1'], ['01:00', '2'], ['02:00', ''], ['03:00', '3'], ['04:00', '2']]) // biome-ignore format: one line
    const call = '|> holtWinters(n: 3, interval: 1m)'
    expect(await numbers(`${gap} ${call}`)).toEqual(await numbers(`${empty} ${call}`))
  })

  test.each([
    ['one row', minutes('1'), 'n: 1, interval: 1m'],
    ['nothing to add', minutes('1', '2'), 'n: 0, interval: 1m'],
    ['less than a season', minutes('1', '2', '3'), 'n: 1, interval: 1m, seasonality: 4'],
    ['nulls only', minutes('', ''), 'n: 1, interval: 1m'],
  ])('%s gives a table without rows', async (_, script, args) => {
    expect(await tablesOf(`${script} |> holtWinters(${args})`)).toEqual(['k=a | _time: | _value:'])
  })
})

describe('refusals', () => {
  test.each([
    ['a missing column', minutes('1', '2'), 'n: 1, interval: 1m, column: "x"', 'cannot find column x'],
    ['a missing time', minutes('1', '2'), 'n: 1, interval: 1m, timeColumn: "x"', 'cannot find time column x'],
    [
      'no times',
      minutes('1', '2'),
      'n: 1, interval: 1m, timeColumn: "k"',
      'holtWinters needs times in the column k, found string',
    ],
    [
      'texts',
      minutes('1', '2'),
      'n: 1, interval: 1m, column: "k"',
      'holtWinters can work only on numerical types, got string',
    ],
    ['infinity', minutes('1', 'inf', '3'), 'n: 1, interval: 1m', 'NaN/Inf in input'],
    ['no interval', minutes('1', '2'), 'n: 1, interval: 0s', 'interval must be positive, found 0ns'],
    ['a tiny interval', minutes('1', '2'), 'n: 1, interval: 1ns', 'leaves 59999999999 empty places'],
    [
      'a season without scale',
      minutes('1', '-1', '2', '3'),
      'n: 1, interval: 1m, seasonality: 2',
      'the series cannot be fitted',
    ],
  ])(
    // biome-ignore format: a table
    '%s',
    async (_, script, args, message) => {
      expect((await tablesOf(`${script} |> holtWinters(${args})`))[0]).toContain(message)
    },
  )
})

describe('the search', () => {
  test('finds the bottom of a valley', () => {
    const valley = ([x, y]: Float64Array): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2
    const { point, value } = leastOf(valley, Float64Array.of(-1.2, 1), { tolerance: 1e-12, patience: 100 })
    expect(value).toBeLessThan(1e-12)
    expect(point[0]).toBeCloseTo(1, 5)
    expect(point[1]).toBeCloseTo(1, 5)
  })

  test('ends where nothing falls, and where all falls', () => {
    const ending = { tolerance: 1e-4, patience: 10 }
    expect(leastOf(() => 7, Float64Array.of(1, 2), ending).value).toBe(7)
    expect(leastOf(([x]) => (x > 1 ? -Infinity : x), Float64Array.of(1, 2), ending).value).toBe(-Infinity)
  })
})
