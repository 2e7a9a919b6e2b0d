// Averages and indicators over nulls, short and empty tables, many groups and columns of other types.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../flux.ts'
import { corpusHost } from '../../testing/corpusHost.ts'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Tables by the key k, of the columns k, v and s; an empty cell is a null. */
const source = (rows: readonly string[], type = 'double'): string => `import "csv"

csv.from(csv: "#datatype,string,long,string,${type},string
#group,false,false,true,false,false
#default,_result,,,,
,result,table,k,_value,s
${rows.join('\n')}
")
`
const rowsOf = (key: string, table: number, values: readonly string[]): string[] =>
  values.map((v, i) => `,,${table},${key},${v},s${i}`)
const one = (...values: string[]): string => source(rowsOf('a', 0, values))

describe('periods of no rows', () => {
  test.each([
    [
      'chandeMomentumOscillator(n: 0)',
      'chandeMomentumOscillator: cannot take chande momentum oscillator with a period of 0',
    ],
    ['kaufmansER(n: 0)', 'kaufmansER: cannot take chande momentum oscillator with a period of 0'],
    ['kaufmansAMA(n: 0)', 'kaufmansAMA: cannot take KaufmansAMA with a period of 0'],
    ['relativeStrengthIndex(n: -1)', 'relativeStrengthIndex: cannot take relative strength index with a period of -1'],
    ['exponentialMovingAverage(n: 0)', 'exponentialMovingAverage: cannot take moving average with a period of 0'],
    ['doubleEMA(n: 0)', 'doubleEMA: cannot take moving average with a period of 0'],
  ])(
    // biome-ignore format: a table
    '%s is refused',
    async (call, message) => {
      expect((await tablesOf(`${one('1', '2')} |> ${call}`))[0]).toContain(`${message} (must be greater than 0)`)
    },
  )

  test('tripleExponentialDerivative refuses it when it is called', async () => {
    const [message] = await tablesOf(`${one('1', '2')} |> tripleExponentialDerivative(n: 0)`)
    expect(message).toMatch(/^error calling function "tripleExponentialDerivative".*a period of 0/)
  })
})

describe('columns', () => {
  test.each([
    [
      'chandeMomentumOscillator(n: 1, columns: ["s"])',
      'cannot take chande momentum oscillator of column s (type string)',
    ],
    ['relativeStrengthIndex(n: 1, columns: ["s"])', 'cannot take relative strength index of column s (type string)'],
    ['kaufmansAMA(n: 1, column: "s")', 'cannot take KAMA of column s (type string)'],
    ['drop(columns: ["_value"]) |> tripleExponentialDerivative(n: 1)', 'cannot find _value column'],
    [
      'drop(columns: ["_value"]) |> rename(columns: {s: "_value"}) |> tripleExponentialDerivative(n: 1)',
      'cannot take exponential moving average of column _value (type string)',
    ],
  ])(
    // biome-ignore format: a table
    '%s is refused',
    async (call, message) => {
      expect((await tablesOf(`${one('1', '2', '3')} |> ${call}`))[0]).toContain(message)
    },
  )

  test.each([
    'chandeMomentumOscillator(n: 1, columns: ["nope"])',
    'relativeStrengthIndex(n: 1, columns: ["nope"])',
    'kaufmansAMA(n: 1, column: "nope")',
  ])('%s only loses its first rows', async call => {
    expect(await tablesOf(`${one('1', '2', '3')} |> ${call}`)).toEqual(['k=a | _value: 2 3 | s: s1 s2'])
  })

  test('unsigned numbers give floats', async () => {
    const script = source(rowsOf('a', 0, ['1', '4', '6']), 'unsignedLong')
    expect(await tablesOf(`${script} |> chandeMomentumOscillator(n: 2)`)).toEqual(['k=a | _value: 100 | s: s2'])
  })
})

describe('short tables', () => {
  test.each([
    ['movingAverage(n: 3)', ['k=a | _value: 1.5 | s: s1']],
    ['exponentialMovingAverage(n: 3)', ['k=a | _value: 1.5 | s: s1']],
    ['doubleEMA(n: 3)', ['k=a | _value: 1.5 | s: s1']],
    ['tripleExponentialDerivative(n: 2)', ['k=a | _value: <null> | s: s1']],
    ['chandeMomentumOscillator(n: 3)', ['k=a | _value: | s:']],
    ['kaufmansAMA(n: 3)', ['k=a | _value: | s:']],
    ['kaufmansER(n: 3)', []],
    ['relativeStrengthIndex(n: 3)', ['k=a | _value: 100 | s: s1']],
  ])('%s', async (call, lines) => {
    expect(await tablesOf(`${one('1', '2')} |> ${call}`)).toEqual(lines)
  })

  test.each([
    'movingAverage(n: 2)',
    'exponentialMovingAverage(n: 2)',
    'chandeMomentumOscillator(n: 2)',
    'kaufmansAMA(n: 2)',
    'relativeStrengthIndex(n: 2)',
    'tripleExponentialDerivative(n: 2)',
  ])('%s of a table without rows has none', async call => {
    const none = `${one('1')} |> filter(fn: (r) => r._value > 5.0, onEmpty: "keep")`
    expect(await tablesOf(`${none} |> ${call}`)).toEqual(['k=a | _value: | s:'])
  })
})

describe('nulls', () => {
  test.each([
    ['movingAverage(n: 2)', 'k=a | _value: <null> 4 4 7 | s: s1 s2 s3 s4'],
    ['exponentialMovingAverage(n: 2)', 'k=a | _value: <null> 4 4 6 | s: s1 s2 s3 s4'],
    ['doubleEMA(n: 2)', 'k=a | _value: 4 4 6.666666666666666 | s: s2 s3 s4'],
    ['relativeStrengthIndex(n: 2)', 'k=a | _value: 100 100 100 | s: s2 s3 s4'],
  ])('%s', async (call, line) => {
    // two nulls, 4, a null, 7: a mean of nulls is null, an average repeats where there is no number
    expect(await tablesOf(`${one('', '', '4', '', '7')} |> ${call}`)).toEqual([line])
  })
})

describe('values', () => {
  const series = one('1', '2', '1.5', '8', '6')
  test.each([
    [
      'chandeMomentumOscillator(n: 2)',
      'k=a | _value: 33.333333333333336 85.71428571428571 52.94117647058823 | s: s2 s3 s4',
    ],
    ['kaufmansER(n: 2)', 'k=a | _value: 0.33333333333333337 0.8571428571428571 0.5294117647058824 | s: s2 s3 s4'],
    ['kaufmansAMA(n: 2)', 'k=a | _value: 1.964825734510091 3.999577516007209 4.293479985813538 | s: s2 s3 s4'],
    [
      'relativeStrengthIndex(n: 2)',
      'k=a | _value: 66.66666666666666 96.55172413793103 62.22222222222222 | s: s2 s3 s4',
    ],
    ['tripleExponentialDerivative(n: 1)', 'k=a | _value: 100 -25 433.3333333333333 -25 | s: s1 s2 s3 s4'],
  ])(
    // biome-ignore format: a table
    '%s',
    async (call, line) => {
      expect(await tablesOf(`${series} |> ${call}`)).toEqual([line])
    },
  )

  test('tables come in key order, each for itself', async () => {
    const rows = Array.from({ length: 300 }, (_, t) => rowsOf(`k${999 - t}`, t, ['1', '2', '4'])).flat()
    const lines = await tablesOf(`${source(rows)} |> relativeStrengthIndex(n: 2)`)
    expect(lines.length).toBe(300)
    expect(lines[0]).toBe('k=k700 | _value: 100 | s: s2')
    expect(lines[299]).toBe('k=k999 | _value: 100 | s: s2')
  })

  test('two tables of one key are refused', async () => {
    const twins = source([...rowsOf('a', 0, ['1', '2']), ...rowsOf('a', 1, ['3', '4'])])
    expect((await tablesOf(`${twins} |> kaufmansAMA(n: 1)`))[0]).toContain('KAMA found duplicate table with key: {k=a}')
  })
})

test('moving averages sum a ring from its start, so that each rounds as the reference rounds', async () => {
  const values = Array.from({ length: 40 }, (_, i) => ((i * 7919) % 13) / 7 - (i % 3 === 0 ? 1e9 / 3 : 0))
  const rows = values.map((v, i) => `{_time: ${new Date(1e12 + i * 1000).toISOString()}, _value: ${v.toFixed(12)}}`)
  const given = values.map(v => Number(v.toFixed(12)))
  for (const n of [1, 2, 3, 7, 40]) {
    const ring = new Float64Array(n)
    const means: number[] = []
    given.forEach((v, i) => {
      ring[i % n] = v
      if (i + 1 >= n) means.push(ring.reduce((sum, one) => sum + one, 0) / n)
    })
    const script = `import "array"\n\narray.from(rows: [${rows.join(', ')}]) |> movingAverage(n: ${n})`
    const { results } = await run(analyze(script), corpusHost)
    const [frame] = results[0].stream.frames
    expect(Array.from(frame.columns.find(c => c.label === '_value')!.values as Float64Array)).toEqual(means)
  }
})
