import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cell,
  columnOf,
  type Frame,
  forEachTable,
  keyColumns,
  mergeEqualKeys,
  streamOf,
  type TableStream,
} from '../../tables/index.ts'
import { Fault, nullOf, Time, UInt, type Value } from '../../values/index.ts'
import { decodeAnnotatedCsv, decodeCsv, encodeAnnotatedCsv, encodeErrorBlock, type NamedStream } from './index.ts'

const encoded = (results: readonly NamedStream[]): string => [...encodeAnnotatedCsv(results)].join('')
/** As the recorded answers are kept: LF, no empty lines at the end. */
const asRecorded = (text: string): string => text.replaceAll('\r\n', '\n').replace(/\n+$/, '\n')

/** A text of one block: `head` are data types, group flags, defaults and labels of the columns. */
const block = (types: string, groups: string, defaults: string, labels: string, ...rows: string[]): string =>
  `#datatype,string,long,${types}\n#group,false,false,${groups}\n#default,${defaults}\n,result,table,${labels}\n${rows.map(r => r + '\n').join('')}` // biome-ignore format: one text

function rowsOf(stream: TableStream): Value[][][] {
  const tables: Value[][][] = []
  forEachTable(stream, (frame, table) => {
    const rows: Value[][] = []
    for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++)
      rows.push(frame.columns.map(c => cell(c, table, row)))
    tables.push(rows)
  })
  return tables
}

function failure(text: string, mode?: string): string {
  try {
    decodeCsv(text, { mode })
  } catch (error) {
    expect(error).toBeInstanceOf(Fault)
    return (error as Fault).message
  }
  throw new Error('no fault')
}

describe('texts the reference wrote come back byte for byte', () => {
  const texts: Array<[title: string, text: string]> = [
    ['empty tables between full ones', `#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,0,a,1

#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,1,b,
,result,table,k,v

#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,2,c,3
`],
    ['two results', `#datatype,string,long,long
#group,false,false,false
#default,b,,
,result,table,a
,,0,1

#datatype,string,long,long
#group,false,false,false
#default,a,,
,result,table,a
,,0,2
`],
    ['schemas that alternate', `#datatype,string,long,string,string
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,0,a,x

#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,1,b,1
,,1,b,2

#datatype,string,long,string,string
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,2,c,y
,,3,d,z
`],
    ['every type', `#datatype,string,long,boolean,long,unsignedLong,double,string,dateTime:RFC3339
#group,false,false,false,false,false,false,false,false
#default,_result,,,,,,,
,result,table,b,i,u,f,s,t
,,0,true,-9223372036854775808,18446744073709551615,0.1,x,2024-01-01T00:00:00.000000001Z
,,0,false,9223372036854775807,0,-0,"a,b",1677-09-21T00:12:43.145224192Z
,,0,,,,,,
,,0,true,5,5,100000000000000000000000,"say ""hi""",2262-04-11T23:47:16.854775807Z
,,0,true,5,5,NaN," lead",1969-12-31T23:59:59.5Z
,,0,true,5,5,+Inf,é,2024-02-29T12:00:00Z
`],
    ['columns named like the leading ones', `#datatype,string,long,long,long,string
#group,false,false,false,false,false
#default,_result,,,,
,result,table,result,table,error
,,0,1,2,x
`],
    ['null in the key', `#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,0,,1
,,1,,2
`],
  ] // biome-ignore format: texts
  test.each(texts)('%s', (_, text) => {
    expect(asRecorded(encoded(decodeAnnotatedCsv(text)))).toBe(text)
    expect(asRecorded(encoded(decodeAnnotatedCsv(text.replaceAll('\n', '\r\n'))))).toBe(text)
  })

  test('line ends are CRLF, also in quotes, and each result ends with one more', () => {
    const text = encoded(decodeAnnotatedCsv(block('string', 'false', 'r,,', 's', ',,0,"a\nb"')))
    expect(text).toBe('#datatype,string,long,string\r\n#group,false,false,false\r\n#default,r,,\r\n,result,table,s\r\n,,0,"a\r\nb"\r\n\r\n') // biome-ignore format: one line
  })

  test('no table is a line end', () => {
    expect(encoded([])).toBe('\r\n')
    expect(encoded([{ name: 'x', stream: streamOf() }])).toBe('\r\n')
    expect(decodeAnnotatedCsv('\r\n')).toEqual([])
  })

  test('an error behind rows', () => {
    const text = encodeErrorBlock('runtime error @3:31-3:62: "x", y')
    expect(text).toBe('\r\n#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,"runtime error @3:31-3:62: ""x"", y",\r\n') // biome-ignore format: one line
    expect(() => decodeAnnotatedCsv(text, { prefix: '' })).toThrow(/^runtime error @3:31-3:62: "x", y$/)
  })
})

describe('decoding', () => {
  test('booleans as Go spells them', () => {
    const text = block('boolean', 'false', '_result,,', 'b', ',,0,1', ',,0,t', ',,0,TRUE', ',,0,False', ',,0,0')
    expect(rowsOf(decodeCsv(text))).toEqual([[[true], [true], [true], [false], [false]]])
  })

  test('numbers of base ten only', () => {
    const text = block('long,double', 'false,false', '_result,,,', 'i,f', ',,0,+5,1e3', ',,0,-0,inf', ',,0,007,.5')
    expect(rowsOf(decodeCsv(text))).toEqual([[[5n, 1000], [0n, Infinity], [7n, 0.5]]]) // biome-ignore format: one line
  })

  test('an empty cell is the default, an empty default is null, quotes or not', () => {
    const text = block('string,long', 'false,false', '_result,,dflt,7', 's,n', ',,0,,', ',,0,"",3', ',,0,x,4')
    expect(rowsOf(decodeCsv(text))).toEqual([[['dflt', 7n], ['dflt', 3n], ['x', 4n]]]) // biome-ignore format: one line
    const nulls = block('string,long', 'false,false', '_result,,,', 's,n', ',,0,"",')
    expect(rowsOf(decodeCsv(nulls))).toEqual([[[nullOf('string'), nullOf('int')]]])
  })

  test('quotes: doubled, lazy, over lines', () => {
    const text = block('string', 'false', '_result,,', 's', ',,0,"a,b"', ',,0,"a""b"', ',,0,a"b', ',,0,"multi\r\nline"', ',,0, lead', ',,0,"x"y"') // biome-ignore format: one line
    expect(rowsOf(decodeCsv(text))).toEqual([[['a,b'], ['a"b'], ['a"b'], ['multi\nline'], [' lead'], ['x"y']]])
  })

  test('times: nine digits, offsets, layouts', () => {
    const text = block('dateTime:RFC3339Nano,dateTime:RFC3339,dateTime:2006-01-02', 'false,false,false', '_result,,,,', 't,u,d', ',,0,2024-01-01T00:00:00.000000001Z,2024-01-01T00:00:00.5+02:00,2024-02-29') // biome-ignore format: one line
    expect(rowsOf(decodeCsv(text))[0][0].map(v => (v as Time).ns)).toEqual([
      1704067200000000001n,
      1704060000500000000n,
      1709164800000000000n,
    ])
    const rest = block('dateTime:Mon Jan _2 3:04:05PM 2006 -0700', 'false', '_result,,', 't', ',,0,Tue Jan  2 1:02:03PM 2024 +0100') // biome-ignore format: one line
    expect(rowsOf(decodeCsv(rest))[0][0]).toEqual([new Time(1704196923000000000n)])
  })

  test('annotations in any order, unknown ones, a byte order mark, blank lines', () => {
    const text =
      '\ufeff\n#default,_result,,\n#unit,,,\n#group,false,false,false\n\n#datatype,string,long,long\n,result,table,v\n\n,,0,1\n\n,,0,2'
    expect(rowsOf(decodeCsv(text))).toEqual([[[1n], [2n]]])
  })

  test('a table ends where its number changes or a block begins; a blank number goes on', () => {
    const text =
      block('string,long', 'true,false', '_result,,,', 'k,v', ',,0,a,1', ',,,a,2', ',,1,b,3') +
      block('string,long', 'true,false', '_result,,,', 'k,v', ',,1,b,4')
    const stream = decodeCsv(text)
    expect(stream.frames).toHaveLength(1)
    expect(rowsOf(stream)).toEqual([[['a', 1n], ['a', 2n]], [['b', 3n]], [['b', 4n]]]) // biome-ignore format: one line
  })

  test('the key is that of the first row, and later rows keep what they say', () => {
    const text = block('string,long', 'true,false', '_result,,,', 's,v', ',,0,x,1', ',,0,y,2', ',,1,y,3')
    const stream = decodeCsv(text)
    expect(rowsOf(stream)).toEqual([[['x', 1n], ['y', 2n]], [['y', 3n]]]) // biome-ignore format: one line
    expect(keyColumns(stream.frames[0]).map(c => [cell(c, 0, 0), cell(c, 1, 2)])).toEqual([['x', 'y']])
    const regrouped = mergeEqualKeys(stream)
    expect(rowsOf(regrouped)).toEqual([[['x', 1n]], [['y', 2n], ['y', 3n]]]) // biome-ignore format: one line
  })

  test('a block without rows is an empty table with the key of its defaults', () => {
    const stream = decodeCsv(block('string,long', 'true,false', '_result,0,kk,', 'k,v'))
    expect(rowsOf(stream)).toEqual([[]])
    expect(stream.frames[0].key).toEqual(['k'])
    expect(encoded([{ name: '_result', stream }])).toContain('#default,_result,0,kk,\r\n')
  })

  test('tables stay in the order in which they arrive', () => {
    const text = block('string,long', 'true,false', '_result,,,', 'k,v', ',,0,b,1', ',,1,a,2')
    expect(rowsOf(decodeCsv(text)).map(t => t[0][0])).toEqual(['b', 'a'])
    expect(decodeCsv(text).sorted).toBe(false)
  })

  test('raw', () => {
    const stream = decodeCsv('a,,b\n1,,x\n2,"q""",\n', { mode: 'raw' })
    expect(stream.frames[0].columns.map(c => [c.label, c.type])).toEqual([['a', 'string'], ['', 'string'], ['b', 'string']]) // biome-ignore format: one line
    expect(rowsOf(stream)).toEqual([[['1', nullOf('string'), 'x'], ['2', 'q"', nullOf('string')]]]) // biome-ignore format: one line
    expect(rowsOf(decodeCsv('a,b\n', { mode: 'raw' }))).toEqual([[]])
  })
})

describe('errors in the words of the reference', () => {
  const hint = 'consider using the mode: "raw" for csv that is not expected to have annotations.'
  test.each([
    [block('duration', 'false', '_result,,', 'b', ',,0,1h'), 'failed to read metadata: column "b" has invalid datatype: unsupported data type "duration"'],
    [block('boolean', 'false', '_result,,', 'b', ',,0,yes'), 'strconv.ParseBool: parsing "yes": invalid syntax'],
    [block('long', 'false', '_result,,', 'b', ',,0,0x10'), 'strconv.ParseInt: parsing "0x10": invalid syntax'],
    [block('long', 'false', '_result,,', 'b', ',,0,9223372036854775808'), 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
    [block('unsignedLong', 'false', '_result,,', 'b', ',,0,-1'), 'strconv.ParseUint: parsing "-1": invalid syntax'],
    [block('double', 'false', '_result,,', 'b', ',,0,abc'), 'strconv.ParseFloat: parsing "abc": invalid syntax'],
    [block('double', 'false', '_result,,', 'b', ',,0,1e999'), 'strconv.ParseFloat: parsing "1e999": value out of range'],
    [block('dateTime:RFC3339', 'false', '_result,,', 'b', ',,0,2024-01-01'), 'parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    [block('dateTime:RFC3339', 'false', '_result,,', 'b', ',,0,2024-02-30T00:00:00Z'), 'parsing time "2024-02-30T00:00:00Z": day out of range'],
    [block('dateTime:RFC3339', 'false', '_result,,', 'b', ',,0,2024-13-01T00:00:00Z'), 'parsing time "2024-13-01T00:00:00Z": month out of range'],
    [block('dateTime', 'false', '_result,,', 'b', ',,0,2024'), 'parsing time "2024": extra text: "2024"'],
    [block('string', 'false', '_result,,', 's', ',,0,x,y'), 'wrong number of fields'],
    [block('string,string', 'false,false', '_result,,,', 's,t', ',,0,x'), 'wrong number of fields'],
    [block('string', 'false', '_result,,', 's', ',,,x'), 'missing table ID'],
    [block('string', 'false', '_result,,', 's'), 'missing table ID'],
    ['a,b\n1,2\n', `failed to read metadata: missing expected annotation datatype. ${hint}`],
    ['', `failed to read metadata: missing expected annotation datatype. ${hint}`],
    ['#datatype,string,long,long\n,result,table,v\n', 'failed to read metadata: missing expected annotation group'],
    ['#datatype,string,long\n#group,false,false\n#default,,\n,s,v\n,x,1\n', 'failed to read metadata: expected the column "result" in place 2, found "s"'],
    [block('string', 'false', 'a,,', 's', ',,0,x') + block('string', 'false', 'b,,', 's', ',,0,x'), 'csv.from() can only parse 1 result'],
  ])('%j', (text, message) => {
    expect(failure(text)).toBe(`error in csv.from(): ${message}`)
  }) // biome-ignore format: a table

  test.each(['a,b\n1,2,3\n', 'a,b\n1\n'])('raw %j', text => {
    expect(failure(text, 'raw')).toBe('error in csv.from(): wrong number of fields')
  })
})

describe('any tables come back as they were', () => {
  const types = ['bool', 'int', 'uint', 'float', 'string', 'time'] as const
  const values = {
    bool: fc.boolean(),
    int: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    uint: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(v => new UInt(v)),
    float: fc.double(),
    string: fc.string({ unit: 'binary', minLength: 1 }).map(s => s.replaceAll('\r', '') || 'x'),
    time: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(v => new Time(v)),
  }
  const shape = fc.array(fc.record({ type: fc.constantFrom(...types), key: fc.boolean() }), { minLength: 1, maxLength: 5 }) // biome-ignore format: one line
  const frame = shape.chain(columns =>
    fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }).chain(sizes => {
      const rows = sizes.reduce((a, b) => a + b, 0)
      const cells = columns.map(({ type, key }) => {
        const value: fc.Arbitrary<Value> = fc.oneof(
          { arbitrary: values[type] as fc.Arbitrary<Value>, weight: 4 },
          fc.constant(nullOf(type)),
        )
        const size = key ? sizes.length : rows
        return fc.array(value, { minLength: size, maxLength: size })
      })
      return fc.tuple(...cells).map((all): Frame => {
        const offsets = Int32Array.from([0, ...sizes])
        for (let t = 0; t < sizes.length; t++) offsets[t + 1] += offsets[t]
        return {
          columns: columns.map(({ type, key }, i) => columnOf(`c${i}`, type, all[i], key ? 'group' : 'row')),
          key: columns.flatMap(({ key }, i) => (key ? [`c${i}`] : [])),
          offsets,
        }
      })
    }),
  )
  test('encoded and decoded', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 3 }), frames => {
        const stream = streamOf(...frames)
        const [decoded] = decodeAnnotatedCsv(new TextEncoder().encode(encoded([{ name: 'r', stream }])))
        expect(rowsOf(decoded.stream)).toEqual(rowsOf(stream))
      }),
    )
  })
})
