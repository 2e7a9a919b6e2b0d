// Truncated columns of times: units, clocks, nulls, keys, and what is no column of times.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

const source = (imports = '', options = ''): string => `import "csv"
${imports}
${options}
csv.from(csv: "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,string
#group,false,false,false,false,true
#default,_result,,,,
,result,table,_time,t,k
,,0,2024-03-31T01:30:45.5Z,2024-02-10T10:10:10Z,b
,,0,,2024-02-11T10:10:10Z,b
,,1,1969-12-31T23:59:59Z,1960-01-01T00:00:01Z,a
")
`
const at = (...times: string[]): string => times.map(t => (t === '' ? '<null>' : `${t}.000000000Z`)).join(' ')

describe('truncateTimeColumn', () => {
  test('rounds down, before 1970 too; nulls stay; tables come in key order', async () => {
    expect(await tablesOf(`${source()} |> drop(columns: ["t"]) |> truncateTimeColumn(unit: 1m)`)).toEqual([
      `k=a | _time: ${at('1969-12-31T23:59:00')}`,
      `k=b | _time: ${at('2024-03-31T01:30:00', '')}`,
    ])
  })

  test('months, and the column that is named', async () => {
    expect(await tablesOf(`${source()} |> drop(columns: ["_time"]) |> rename(columns: {t: "_time"}) |> truncateTimeColumn(unit: 1mo)`)).toEqual([
      `k=a | _time: ${at('1960-01-01T00:00:00')}`,
      `k=b | _time: ${at('2024-02-01T00:00:00', '2024-02-01T00:00:00')}`,
    ]) // biome-ignore format: one line
    const [, second] = await tablesOf(`${source()} |> truncateTimeColumn(unit: 1d, timeColumn: "t")`)
    expect(second).toBe(
      `k=b | _time: 2024-03-31T01:30:45.500000000Z <null> | t: ${at('2024-02-10T00:00:00', '2024-02-11T00:00:00')}`,
    )
  })

  test('days follow the clock of the option', async () => {
    const berlin = source('import "timezone"', 'option location = timezone.location(name: "Europe/Berlin")')
    const [, second] = await tablesOf(`${berlin} |> drop(columns: ["t"]) |> truncateTimeColumn(unit: 1d)`)
    expect(second).toBe(`k=b | _time: ${at('2024-03-30T23:00:00', '')}`)
  })

  test('tables whose keys become equal are one', async () => {
    const keyed = `import "array"

array.from(rows: [{_time: 2024-01-01T00:00:10Z, v: 1}, {_time: 2024-01-01T00:00:20Z, v: 2}])
    |> group(columns: ["_time"])
    |> truncateTimeColumn(unit: 1m)`
    expect(await tablesOf(keyed)).toEqual(['_time=2024-01-01T00:00:00.000000000Z | v: 1 2'])
  })

  test.each([
    ['unit: 0s', 'failed to evaluate map function: duration used as an interval cannot be zero'],
    ['unit: -1m', 'failed to evaluate map function: duration used as an interval cannot be negative'],
    [
      'unit: 1mo1d',
      'failed to evaluate map function: duration used as an interval cannot mix month and nanosecond units',
    ],
    ['unit: 1m, timeColumn: "k"', 'failed to evaluate map function: invalid is not Timeable'],
    ['unit: 1m, timeColumn: "nope"', 'failed to evaluate map function: invalid is not Timeable'],
    ['unit: 1m, timeColumn: 1', 'timeColumn must be the name of a column, found int'],
  ])(
    // biome-ignore format: a table
    '%s is refused',
    async (args, message) => {
      expect((await tablesOf(`${source()} |> truncateTimeColumn(${args})`))[0]).toContain(
        `truncateTimeColumn: ${message}`,
      )
    },
  )

  test('of tables without rows nothing is left', async () => {
    const none = `${source()} |> filter(fn: (r) => r.k == "c", onEmpty: "keep")`
    expect(await tablesOf(`${none} |> truncateTimeColumn(unit: 0s)`)).toEqual([])
  })
})
