// Each format on tables with every type, nulls, odd texts and no rows.
import { describe, expect, test } from 'vitest'
import { decodeAnnotatedCsv } from '../annotatedCsv/index.ts'
import { type ResultFormat, resultTexts } from './index.ts'

const csv = `#datatype,string,long,dateTime:RFC3339,string,string,string,double
#group,false,false,false,true,true,true,false
#default,r,,,,,,
,result,table,_time,_measurement,_field,host,_value
,,0,2024-01-01T00:00:00.000000001Z,m,f,a|b,1.5
,,0,2024-01-01T00:00:01Z,m,f,a|b,
,,1,2024-01-01T00:00:00Z,m,f,"say ""x"", y",NaN

#datatype,string,long,long,unsignedLong,boolean
#group,false,false,false,false,false
#default,s,,,,
,result,table,i,u,b
,,0,9223372036854775807,18446744073709551615,true
,,0,-5,,false
`
const text = (format: ResultFormat): string => [...resultTexts[format](decodeAnnotatedCsv(csv))].join('')

describe('results as other texts', () => {
  test('plain CSV has a header where the columns change', () => {
    expect(text('csv').replaceAll('\r', '')).toBe(`result,table,_time,_measurement,_field,host,_value
r,0,2024-01-01T00:00:00.000000001Z,m,f,a|b,1.5
r,0,2024-01-01T00:00:01Z,m,f,a|b,
r,1,2024-01-01T00:00:00Z,m,f,"say ""x"", y",NaN

result,table,i,u,b
s,2,9223372036854775807,18446744073709551615,true
s,2,-5,,false
`)
  })

  test('JSON keeps what its numbers cannot hold as texts', () => {
    const tables = JSON.parse(text('json'))
    expect(tables.map((t: { result: string; key: unknown }) => [t.result, t.key])).toEqual([
      ['r', { _measurement: 'm', _field: 'f', host: 'a|b' }],
      ['r', { _measurement: 'm', _field: 'f', host: 'say "x", y' }],
      ['s', {}],
    ])
    expect(tables[0].rows[1]._value).toBeNull()
    expect(tables[1].rows[0]._value).toBe('NaN')
    expect(tables[2].rows).toEqual([
      { i: '9223372036854775807', u: '18446744073709551615', b: true },
      { i: -5, u: null, b: false },
    ])
  })

  test('a line of JSON a row', () => {
    const rows = text('ndjson').trimEnd().split('\n').map(line => JSON.parse(line)) // biome-ignore format: one thought
    expect(rows).toHaveLength(5)
    expect(rows[3]).toEqual({ result: 's', table: 2, i: '9223372036854775807', u: '18446744073709551615', b: true })
  })

  test('Markdown escapes what would be a table or a mark', () => {
    expect(text('markdown')).toContain('**r** \\_measurement=m \\_field=f host=a\\|b\n\n')
    expect(text('markdown')).toContain('| 2024-01-01T00:00:00.000000001Z | m | f | a\\|b | 1.5 |')
  })

  test('line protocol has the rows that are points', () => {
    expect(text('lines')).toBe('m,host=a|b f=1.5 1704067200000000001\n')
  })

  test('drawn with characters: the key above, columns in line, numbers at the right', () => {
    expect(text('drawn')).toContain(`r: _measurement=m _field=f host=a|b
| _time                          | _measurement | _field | host | _value |
| ------------------------------ | ------------ | ------ | ---- | -----: |
| 2024-01-01T00:00:00.000000001Z | m            | f      | a|b  |    1.5 |
`)
  })

  test('no results', () => {
    expect(
      (['csv', 'json', 'ndjson', 'markdown', 'lines', 'drawn'] as const).map(f => [...resultTexts[f]([])].join('')),
    ).toEqual(['', '[]\n', '', '', '', ''])
  })
})
