// Row functions beside the columns they are given: what the reference refuses before it looks at a row.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../testing/scriptTables.ts'

/** A table of one column, with a row where a value is given. */
const source = (type: string, value = ''): string => `import "csv"

csv.from(csv: "#datatype,string,long,string,${type}
#group,false,false,true,false
#default,_result,0,a,
,result,table,k,_value
${value === '' ? '' : `,,,,${value}\n`}")
`

describe('tables without rows are refused too', () => {
  test.each([
    ['filter(fn: (r) => r._value > 2)', 'filter: cannot compile @', 'unsupported binary expression string > int'],
    ['stateCount(fn: (r) => r._value < 1.5)', 'stateCount: cannot compile @', 'string < float'],
    ['filter(fn: (r) => r.k == "b" and r._value > 2)', 'filter: cannot compile @', 'string > int'],
    ['filter(fn: (r) => r._value + 1 > 2)', 'filter: type conflict: ', 'int != string'],
  ])('%s', async (step, ...parts) => {
    const [answer] = await tablesOf(`${source('string')} |> ${step}`)
    for (const part of parts) expect(answer).toContain(part)
  })
})

describe('what inference knows stands first in a conflict', () => {
  test.each([
    ['filter(fn: (r) => contains(value: r._value, set: [3, 4]))', 'type conflict: int != float'],
    ['map(fn: (r) => ({v: 1 + int(v: string(v: r._value + 1))}))', 'type conflict: int != float'],
    ['map(fn: (r) => ({v: string(v: 1 + r._value)}))', 'type conflict: int != float'],
    [
      'reduce(identity: {t: 0}, fn: (r, accumulator) => ({t: accumulator.t + r._value}))',
      'reduce: type conflict: int != float',
    ],
    [
      'reduce(identity: {t: ""}, fn: (r, accumulator) => ({t: r._value + accumulator.t}))',
      'reduce: type conflict: string != float',
    ],
  ])('%s', async (step, message) => {
    expect((await tablesOf(`${source('double', '1.5')} |> ${step}`))[0]).toContain(message)
  })
})

test('columns a table lacks go with everything', async () => {
  const answer = await tablesOf(`${source('double', '1.5')} |> filter(fn: (r) => r.nope > 2 or exists r._value)`)
  expect(answer).toEqual(['k=a | _value: 1.5'])
})

test('int and float columns compare', async () => {
  expect(await tablesOf(`${source('double', '1.5')} |> filter(fn: (r) => r._value > 1)`)).toEqual(['k=a | _value: 1.5'])
})
