import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cell, countTables, forEachTable, type TableStream } from '../../tables/index.ts'
import { Fault, Time, type Value } from '../../values/index.ts'
import { expositionReader } from './index.ts'

const NOW = 1_700_000_000_123_456_789n
const URL = 'http://localhost:8086/metrics'
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(text: string | Uint8Array, contentType: string | null = 'text/plain; version=0.0.4') {
  const reader = expositionReader({ url: URL, now: NOW, contentType })
  reader.push(typeof text === 'string' ? encode(text) : text)
  return reader.finish()
}

const openMetrics = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

/** Tables as records with the columns in order, rows as lists. */
function tables(stream: TableStream) {
  const out: Array<{ columns: string[]; key: readonly string[]; rows: Value[][] }> = []
  forEachTable(stream, (frame, table) => {
    const rows: Value[][] = []
    for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++)
      rows.push(
        frame.columns.map(c => {
          const v = cell(c, table, row)
          return v instanceof Time ? v.ns : v
        }),
      )
    out.push({ columns: frame.columns.map(c => c.label), key: frame.key, rows })
  })
  return out
}

/** `field{label="value"} value` a row, with `@ns` where the time is not the scrape's. */
function lines(stream: TableStream): string[] {
  return tables(stream).flatMap(({ columns, rows }) =>
    rows.map(row => {
      const of = (label: string): Value => row[columns.indexOf(label)]
      const own = ['_time', '_measurement', 'url', '_field', '_value']
      const labels = columns.filter(c => !own.includes(c)).map(c => `${c}=${of(c)}`)
      const time = of('_time') === NOW ? '' : ` @${of('_time')}`
      return `${of('_field')}{${labels.join(',')}} ${Object.is(of('_value'), -0) ? '-0' : of('_value')}${time}`
    }),
  )
}

const linesOf = (text: string, type?: string | null): string[] => lines(read(text, type).stream)

function failure(text: string | Uint8Array, type?: string | null): string {
  try {
    read(text, type)
  } catch (error) {
    expect(error).toBeInstanceOf(Fault)
    expect((error as Fault).code).toBe('invalid')
    return (error as Fault).message
  }
  throw new Error('no fault')
}

describe("the documentation's example", () => {
  const text = readFileSync(join(import.meta.dirname, 'testdata/influxdb.prom'))
  const latency = 'task_executor_run_latency_seconds'
  const duration = 'task_executor_run_duration'
  const id = '00xx0Xx0xx00XX0x0'
  const plain = ['_time', '_measurement', 'url', '_field', '_value']
  const row = (...rest: Value[]): Value[] => [NOW, 'prometheus', ...rest]
  const expected: Array<[string[], Value[]]> = [
    [plain, row(URL, 'go_memstats_alloc_bytes_total', 1422764240)],
    [plain, row(URL, 'go_memstats_buck_hash_sys_bytes', 5259247)],
    ...(
      [
        ['0.25', 4413],
        ['0.5', 11901],
        ['1', 12565],
        ['2.5', 12823],
        ['5', 12844],
        ['10', 12864],
        ['+Inf', 74429],
      ] as const
    ).map(([le, v]): [string[], Value[]] => [
      ['_time', '_measurement', 'task_type', 'url', 'le', '_field', '_value'],
      row('system', URL, le, latency, v),
    ]),
    [
      ['_time', '_measurement', 'task_type', 'url', '_field', '_value'],
      row('system', URL, `${latency}_sum`, 425678353867.9698),
    ],
    [['_time', '_measurement', 'task_type', 'url', '_field', '_value'], row('system', URL, `${latency}_count`, 74429)],
    ...['0.5', '0.9', '0.99'].map((q): [string[], Value[]] => [
      ['_time', '_measurement', 'task_type', 'taskID', 'url', 'quantile', '_field', '_value'],
      row('threshold', id, URL, q, duration, 5.178160855),
    ]),
    [
      ['_time', '_measurement', 'task_type', 'taskID', 'url', '_field', '_value'],
      row('threshold', id, URL, `${duration}_sum`, 2121.9758301650004),
    ],
    [
      ['_time', '_measurement', 'task_type', 'taskID', 'url', '_field', '_value'],
      row('threshold', id, URL, `${duration}_count`, 570),
    ],
  ]

  test('is these sixteen tables, in this order', () => {
    const { stream, notices } = read(text)
    expect(notices).toEqual([])
    const found = tables(stream)
    expect(found.map(t => [t.columns, t.rows[0]])).toEqual(expected)
    expect(found.every(t => t.rows.length === 1)).toBe(true)
  })

  test('has the group key _measurement, _field and the labels, without url', () => {
    for (const { columns, key } of tables(read(text).stream)) {
      expect(key.slice(0, 2)).toEqual(['_measurement', '_field'])
      expect([...key].sort()).toEqual(columns.filter(c => !['_time', 'url', '_value'].includes(c)).sort())
    }
  })

  test('is a few frames, whose key columns have a slot a table or fewer', () => {
    const { stream } = read(text)
    expect(stream.frames).toHaveLength(5)
    for (const frame of stream.frames)
      for (const c of frame.columns) expect(c.extent === 'row').toBe(c.label === '_value')
  })
})

describe('how a page is cut into chunks makes no difference', () => {
  const page = [
    readFileSync(join(import.meta.dirname, 'testdata/influxdb.prom'), 'utf8'),
    'a{x="é\\"\\\\\\n",y="2"} 1 1700000000000\r\n{"my.metric","a.b"="c",x="line\nend"} -0\nlast{x="1"} NaN\nlast 5e-324',
  ].join('')
  const bytes = encode('\ufeff' + page)
  const whole = tables(read(bytes).stream)

  test('two pieces, at every place', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reader = expositionReader({ url: URL, now: NOW, contentType: 'text/plain' })
      reader.push(bytes.subarray(0, cut))
      reader.push(bytes.subarray(cut))
      expect(tables(reader.finish().stream)).toEqual(whole)
    }
  })

  test('any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), cuts => {
        const reader = expositionReader({ url: URL, now: NOW, contentType: 'text/plain' })
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        for (let i = 1; i < places.length; i++) reader.push(bytes.subarray(places[i - 1], places[i]))
        expect(tables(reader.finish().stream)).toEqual(whole)
      }),
    )
  })
})

describe('what is read', () => {
  const cases: Array<[title: string, text: string, expected: string[]]> = [
    ['nothing', '', []],
    ['comments only', '# a comment\n#TYPE x counter\n\n', []],
    ['no last line end', 'a 1', ['a{} 1']],
    [
      'CRLF everywhere',
      '# TYPE a counter\r\n\r\na{x="1"} 1\r\na 2 1700000000000\r\n',
      ['a{x=1} 1', 'a{} 2 @1700000000000000000'],
    ],
    ['a byte order mark', '\ufeffa 1\n', ['a{} 1']],
    [
      'blanks and tabs',
      ' \ta \t 1 \t\n  # HELP a b\n#    TYPE a gauge  \na { x = "1" , y="2" } 2\n',
      ['a{} 1', 'a{x=1,y=2} 2'],
    ],
    ['no blank before the value', 'a{x="1"}1\n', ['a{x=1} 1']],
    ['a trailing comma', 'a{x="1",} 1\n', ['a{x=1} 1']],
    ['empty braces', 'a{} 1\n', ['a{} 1']],
    ['escapes', 'a{x="q\\"b\\\\n\\nt\\t"} 1\n', ['a{x=q"b\\n\nt\\t} 1']],
    ['a line end in a label value', 'a{x="1\n2"} 1\nb 2\n', ['a{x=1\n2} 1', 'b{} 2']],
    [
      'UTF-8 names',
      '# TYPE "my.h" histogram\n{"my.h_bucket",le="1.0","a.b"="c"} 1\nx{"é"="ü"} 2\n',
      ['my.h{a.b=c,le=1} 1', 'x{é=ü} 2'],
    ],
    ['an empty label value', 'a{x=""} 1\n', ['a{x=} 1']],
    [
      'numbers',
      'a 08\na +inf\na -Infinity\na 1e3\na -0\n',
      ['a{} 8', 'a{} Infinity', 'a{} -Infinity', 'a{} 1000', 'a{} -0'],
    ],
    ['NaN of counters, gauges and untyped', '# TYPE a counter\na NaN\n# TYPE b gauge\nb nan\nc NaN\n', []],
    [
      'NaN of a summary',
      '# TYPE s summary\ns{quantile="0.5"} NaN\ns_sum NaN\ns_count 0\n',
      ['s_sum{} NaN', 's_count{} 0'],
    ],
    ['times', 'a 1 1500\na 2 0\na 3 -5\n', ['a{} 1 @1500000000', 'a{} 2', 'a{} 3']],
    [
      'bounds',
      '# TYPE h histogram\n' +
        ['1.0', '1000000', '0.00001', '1e3', 'inf', '1234567', '999999', '+Inf', 'NaN']
          .map(le => `h_bucket{le="${le}"} 1\n`)
          .join(''),
      ['1', '1e+06', '1e-05', '1000', '+Inf', '1.234567e+06', '999999', '+Inf']
        .map(le => `h{le=${le}} 1`)
        .sort((a, b) => Number(b.includes('+Inf')) - Number(a.includes('+Inf')))
        .sort((a, b) => order(a) - order(b)),
    ],
    ['a bucket whose bound is no number', '# TYPE h histogram\nh_bucket{le="x"} 1\n', ['h_bucket{le=x} 1']],
    [
      'a bucket without a bound, a bare name',
      '# TYPE h histogram\nh_bucket 1\nh 2\n# TYPE s summary\ns 3\n',
      ['h_bucket{} 1', 'h{} 2', 's{} 3'],
    ],
    ['buckets without TYPE', 'x_bucket{le="1.0"} 1\nx_sum 2\n', ['x_bucket{le=1.0} 1', 'x_sum{} 2']],
    ['a sum without its count', '# TYPE h histogram\nh_sum 5\n', ['h_sum{} 5']],
    [
      'odd counts',
      '# TYPE h histogram\nh_bucket{le="1"} 3.14\nh_count -1\nh_count NaN\n',
      ['h{le=1} 3.14', 'h_count{} -1', 'h_count{} NaN'],
    ],
    [
      'a TYPE after its samples',
      'x{quantile="1.0"} 1\n# TYPE x summary\nx{quantile="2.0"} 2\n',
      ['x{quantile=1.0} 1', 'x{quantile=2} 2'],
    ],
    ['two TYPEs', '# TYPE x counter\n# TYPE x summary\nx{quantile="1.0"} 1\n', ['x{quantile=1.0} 1']],
    [
      'a word of OpenMetrics',
      '# TYPE x info\nx 1\n# TYPE y gauge_histogram\ny_bucket{le="1"} 1\n',
      ['x{} 1', 'y_bucket{le=1} 1'],
    ],
    ['TYPE and HELP without more', '# TYPE x\n# TYPE\n# HELP\n# HELP x\nx 1\n', ['x{} 1']],
    ['HELP with anything', '# HELP x a \\q "\\\r\nx 1\n', ['x{} 1']],
    [
      'labels that are columns',
      'a{url="u",_field="f",_time="t",_value="v",_measurement="m",exported_url="e"} 1\n',
      [
        'a{exported__field=f,exported__measurement=m,exported__time=t,exported__value=v,exported_exported_url=u,exported_url=e} 1',
      ],
    ],
    ['le of a gauge', 'a{le="1.0",z="2"} 1\n', ['a{le=1.0,z=2} 1']],
    ['an exemplar', 'a 1 # {t="1"} 2\n', ['a{} 1']],
    ['a series named twice', 'a{x="1"} 1\na{x="2"} 2\na{x="1"} 3\n', ['a{x=1} 1', 'a{x=1} 3', 'a{x=2} 2']],
  ]
  function order(line: string): number {
    return ['1', '1e+06', '1e-05', '1000', '+Inf', '1.234567e+06', '999999'].findIndex(le => line === `h{le=${le}} 1`)
  }
  test.each(cases)('%s', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })

  test('columns alphabetical without regard to case, underscore before letters', () => {
    const { stream } = read('a{taskID="1",Zone="2",task_type="3",b="4",A="5"} 1\n')
    expect(stream.frames[0].columns.map(c => c.label)).toEqual([
      '_time',
      '_measurement',
      'A',
      'b',
      'task_type',
      'taskID',
      'Zone',
      'url',
      '_field',
      '_value',
    ])
  })

  test('a series that comes twice is one table with both rows, in times of their own', () => {
    const { stream } = read('a{x="1"} 1\na{x="2"} 2 5\na{x="1"} 3 7\n')
    expect(countTables(stream)).toBe(2)
    expect(lines(stream)).toEqual(['a{x=1} 1', 'a{x=1} 3 @7000000', 'a{x=2} 2 @5000000'])
  })

  test('schemas that alternate keep the order of the page', () => {
    const text = 'a{x="1"} 1\nb{y="1"} 2\na{x="2"} 3\nc 4\nb{y="2"} 5\n'
    const { stream } = read(text)
    expect(stream.frames).toHaveLength(3)
    expect(lines(stream)).toEqual(['a{x=1} 1', 'b{y=1} 2', 'a{x=2} 3', 'c{} 4', 'b{y=2} 5'])
  })

  test('labels in any order name one series', () => {
    expect(countTables(read('a{x="1",y="2"} 1\na{y="2",x="1"} 2\n').stream)).toBe(1)
  })

  test('twenty thousand tables of one row', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `m_${i % 50}{instance="host-${i}",job="j"} ${i}`).join('\n')
    const { stream } = read(text)
    expect(stream.frames).toHaveLength(1)
    expect(countTables(stream)).toBe(20_000)
    expect(stream.order).toBeNull()
    expect(stream.frames[0].columns.find(c => c.label === 'job')?.extent).toBe('constant')
  })
})

describe('OpenMetrics', () => {
  const cases: Array<[title: string, text: string, expected: string[], notice: string | null]> = [
    [
      'seconds as times',
      'a 1 1.5\nb 2 -0.000000001\nc 3 1e3\n# EOF\n',
      ['a{} 1 @1500000000', 'b{} 2 @-1', 'c{} 3 @1000000000000'],
      null,
    ],
    [
      'exemplars',
      '# TYPE h histogram\nh_bucket{le="1.0"} 5 1 # {trace_id="x"} 0.5 1.0\n# EOF',
      ['h{le=1} 5 @1000000000'],
      null,
    ],
    [
      'units, created, totals',
      '# TYPE f_seconds counter\n# UNIT f_seconds seconds\nf_seconds_total 1\nf_seconds_created 2\n# EOF\n',
      ['f_seconds_total{} 1', 'f_seconds_created{} 2'],
      null,
    ],
    [
      'gauge histograms',
      '# TYPE g gaugehistogram\ng_bucket{le="+Inf"} 1\ng_gsum NaN\ng_gcount 1\n# EOF\n',
      ['g{le=+Inf} 1', 'g_gsum{} NaN', 'g_gcount{} 1'],
      null,
    ],
    [
      'info and stateset',
      '# TYPE i info\ni_info{v="1"} 1\n# TYPE s stateset\ns{s="a"} 0\n# EOF\n',
      ['i_info{v=1} 1', 's{s=a} 0'],
      null,
    ],
    ['an empty label value', 'a{x="",y="1"} 1\na{x=""} 2\n# EOF\n', ['a{y=1} 1', 'a{} 2'], null],
    ['no EOF', 'a 1\n', ['a{} 1'], 'the page ends without # EOF'],
    ['CRLF', 'a 1\r\n# EOF\r\n', ['a{} 1'], 'CRLF'],
    [
      'families that do not stand together',
      '# TYPE a counter\na_total 1\nb 2\na_total{x="1"} 3\n# EOF\n',
      ['a_total{} 1', 'b{} 2', 'a_total{x=1} 3'],
      'the lines of a do not stand together',
    ],
    ['an info that is not 1', '# TYPE a info\na_info 2\n# EOF\n', ['a_info{} 2'], 'line 2: the info metric a is not 1'],
    [
      'a TYPE twice',
      '# TYPE a gauge\n# TYPE a counter\na 1\n# EOF\n',
      ['a{} 1'],
      'a second TYPE for a: the first holds',
    ],
    ['a trailing comma', 'a{x="1",} 1\n# EOF\n', ['a{x=1} 1'], 'comma'],
  ]
  test.each(cases)('%s', (_, text, expected, notice) => {
    const { stream, notices } = read(text, openMetrics)
    expect(lines(stream)).toEqual(expected)
    if (notice === null) expect(notices).toEqual([])
    else expect(notices.join('\n')).toContain(notice)
  })

  test('nothing may follow # EOF', () => {
    expect(failure('a 1\n# EOF\n\nb 2\n', openMetrics)).toContain('expected nothing after # EOF')
  })
})

describe('what is refused names the line and what was expected', () => {
  const cases: Array<[text: string | Uint8Array, message: string]> = [
    ['ok 1\n\nfoo abc\n', 'text format parsing error in line 3: expected float as value, got "abc"\n  foo abc'],
    ['foo\n', 'text format parsing error in line 1: expected float as value, got the end of the line\n  foo'],
    ['foo 1_2\n', 'expected float as value, got "1_2"'],
    ['foo 0x1p-3\n', 'expected float as value, got "0x1p-3"'],
    ['foo 1 1.5\n', 'expected integer as timestamp, got "1.5"'],
    ['foo 1 9223372036855\n', 'expected a timestamp within int64 nanoseconds'],
    ['foo 1 2 3\n', "expected the end of the line after the timestamp, found '3'"],
    ['9foo 1\n', "invalid metric name: expected one, found '9'"],
    ['fo-o 1\n', 'expected float as value, got "-o"'],
    ['foo{,x="1"} 1\n', "invalid label name: expected one, found ','"],
    ['foo{x="1",,} 1\n', "invalid label name: expected one, found ','"],
    ['foo{x} 1\n', "expected '=' after label name, found '}'"],
    ['foo{x=1} 1\n', `expected '"' at start of label value, found '1'`],
    ['foo{x="1" y="2"} 1\n', "expected ',' or '}' after label value, found 'y'"],
    ['foo{x="1"\n', "expected ',' or '}' after label value, found the end of the line"],
    ['a 1\nfoo{x="1} 1\nb{y="2"} 1\n', 'error in line 2: label value contains unescaped new-line; '],
    ['foo{x="1} 1\n', 'error in line 1: expected a double quote at the end of a label value'],
    ['foo{x="1",x="2"} 1\n', 'expected every label once, found "x" twice'],
    ['foo{__name__="1"} 1\n', 'label name "__name__" is reserved'],
    ['{x="1"} 1\n', 'invalid metric name: expected one, found none'],
    ['# TYPE x foo\n', 'expected a metric type, got unknown metric type "foo"'],
    ['# HELP 9x y\n', "invalid metric name: expected one, found '9'"],
    [Uint8Array.of(97, 123, 120, 61, 34, 0xff, 34, 125, 32, 49, 10), 'expected UTF-8 between the double quotes'],
    [
      '<!DOCTYPE html>\n<html></html>\n',
      'error in line 1: expected metrics, found an HTML or XML page\n  <!DOCTYPE html>',
    ],
    ['{"status":"ok"}', 'expected metrics, found JSON\n  {"status":"ok"}'],
    ['\n[1]\n', 'error in line 2: expected metrics, found JSON'],
    ['{\n  "a": 1\n}\n', 'expected metrics, found JSON'],
    ['x'.repeat(2 << 20), 'expected the end of a line or of a label value within 1 MiB'],
  ]
  test.each(cases.map(([text, message]) => [String(text).slice(0, 30), text, message] as const))(
    '%j',
    (_, text, message) => {
      expect(failure(text)).toContain(message)
    },
  )

  test('protobuf is called that', () => {
    expect(failure('', 'application/vnd.google.protobuf; proto=x')).toContain('found protobuf')
  })

  test('an unclosed quote in a long page ends early', () => {
    const reader = expositionReader({ url: URL, now: NOW, contentType: 'text/plain' })
    const chunk = encode('a 1\n'.repeat(16_384))
    reader.push(encode('a{x="1} 1\n'))
    expect(() => {
      for (let i = 0; i < 100; i++) reader.push(chunk)
    }).toThrow('within 1 MiB')
  })
})

describe('notices', () => {
  test('tell of what was read against the rules', () => {
    expect(read('a 1\n', null).notices).toEqual(['the answer has no Content-Type: read as text/plain; version=0.0.4'])
    expect(read('a{url="x"} 1\n').notices).toEqual([
      'the label "url" is called "exported_url": the column url is one every scrape has',
    ])
    expect(read('# TYPE a info\n# TYPE a counter\n# TYPE b COUNTER\n').notices).toEqual([
      'line 1: the type info is none of the text format: read as untyped',
      'line 2: a second TYPE for a: the first holds',
      'line 3: the type "COUNTER" is read as counter',
    ])
  })
})
