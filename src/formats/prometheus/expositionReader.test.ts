import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countTables } from '../../tables/index.ts'
import type { Value } from '../../values/index.ts'
import { expositionReader } from './index.ts'
import { encode, lines, NOW, read, tables, URL } from './readInTests.ts'

const linesOf = (text: string, type?: string | null): string[] => lines(read(text, type).stream)

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
