// Joins by time: which rows meet, what the function may make of them, and what is refused.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../testing/scriptTables.ts'

const stream = (
  name: string,
  rows: readonly string[],
): string => `${name} = csv.from(csv: "#datatype,string,long,string,dateTime:RFC3339,long
#group,false,false,true,false,false
#default,_result,,,,
,result,table,k,_time,_value
${rows.join('\n')}
")
`
const row = (table: number, key: string, second: string, value: number): string =>
  `,,${table},${key},${second === '' ? '' : `2024-01-01T00:00:${second}Z`},${value}`

const left = [
  row(0, 'b', '01', 1),
  row(0, 'b', '02', 2),
  row(0, 'b', '02', 3),
  row(0, 'b', '', 4),
  row(1, 'a', '05', 5),
]
const right = [
  row(0, 'b', '00', 10),
  row(0, 'b', '02', 20),
  row(0, 'b', '02', 30),
  row(0, 'b', '', 40),
  row(1, 'c', '05', 50),
]
const preamble = `import "csv"
import "join"
import "experimental"

${stream('l', left)}${stream('r', right)}`

describe('join.time', () => {
  const join = (rest: string): Promise<string[]> =>
    tablesOf(`${preamble}join.time(left: l, right: r, as: (l, r) => ({k: l.k, a: l._value, b: r._value})${rest})`)

  test.each([
    ['', ['k=b | a: 2 2 3 3 | b: 20 30 20 30']],
    [', method: "left"', ['k=a | a: 5 | b: <null>', 'k=b | a: 1 2 2 3 3 4 | b: <null> 20 30 20 30 <null>']],
    [', method: "right"', ['k=b | a: <null> 2 2 3 3 <null> | b: 10 20 30 20 30 40', 'k=c | a: <null> | b: 50']],
  ])('with %j', async (rest, lines) => {
    expect(await join(rest)).toEqual(lines)
  })

  test('an unknown method is refused', async () => {
    expect((await join(', method: "cross"'))[0]).toContain(`invalid argument for 'method' - must be "inner", "left", "right", or "full"`) // biome-ignore format: one line
  })

  test('a side without a column of times is refused', async () => {
    const script = `${preamble}join.time(left: l, right: r |> drop(columns: ["_time"]), as: (l, r) => ({l with b: 1}))`
    expect((await tablesOf(script))[0]).toContain("cannot set join columns in right table stream: table is missing column '_time'") // biome-ignore format: one line
  })
})

describe('experimental.join', () => {
  const join = (fn: string, r = 'r'): Promise<string[]> =>
    tablesOf(`${preamble}experimental.join(left: l, right: ${r}, fn: (left, right) => (${fn}))`)

  test('rows of one time and one key meet, those without a time do not', async () => {
    expect(await join('{k: left.k, a: left._value, b: right._value}')).toEqual(['k=b | a: 2 2 3 3 | b: 20 30 20 30'])
  })

  test('a stream may meet itself, columns keep the places they have', async () => {
    expect(await join('{left with b: right._value}', 'l |> filter(fn: (r) => r.k == "a")')).toEqual([
      'k=a | _time: 2024-01-01T00:00:05.000000000Z | _value: 5 | b: 5',
    ])
  })

  test('where nothing meets there is no table', async () => {
    expect(await join('left', 'r |> filter(fn: (r) => r.k == "c")')).toEqual([])
    expect(await join('left', 'r |> filter(fn: (r) => r._value > 99, onEmpty: "keep")')).toEqual([])
  })

  test.each([
    ['{left with k: "z"}', 'r', "argument 'fn' may not modify group key"],
    ['{a: left._value}', 'r', "argument 'fn' may not modify group key"],
    ['{left with b: right.nope}', 'r', 'right is missing label nope'],
    ['{left with b: 1}', 'r |> drop(columns: ["_time"])', 'no _time column found'],
  ])('%s of %s is refused', async (fn, r, message) => {
    expect((await join(fn, r))[0]).toContain(message)
  })
})

describe('columns picked, and rows made one by one', () => {
  const methods = ['inner', 'left', 'right', 'full']
  const conditions = [
    'l._time == r._time',
    'l._time == r._time and l._value == r._value',
    'l._value == r._value',
    'l._value == r.other and l._time == r._time',
  ]
  test.each(conditions.flatMap(on => methods.map(method => [method, on])))('%s on %s', async (method, on) => {
    const given = `${preamble}
lefts = union(tables: [l, r]) |> map(fn: (r) => ({r with other: r._value / 10}))
rights = r |> map(fn: (r) => ({r with other: r._value / 10, more: string(v: r._value)}))
`
    const join = (as: string): Promise<string[]> =>
      tablesOf(`${given}join.tables(left: lefts, right: rights, on: (l, r) => ${on}, as: ${as}, method: "${method}")`)
    const key = method === 'right' ? 'r' : 'l'
    const fields = `{${key} with a: l._value, b: r._value, more: r.more, o: l.other}`
    expect(await join(`(l, r) => (${fields})`)).toEqual(await join(`(l, r) => { x = 1 return ${fields} }`))
  })
})
