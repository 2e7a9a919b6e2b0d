import { describe, expect, test } from 'vitest'
import { Fault } from '../../values/index.ts'
import { expositionReader } from './index.ts'
import { encode, lines, read, URL } from './readInTests.ts'

const openMetrics = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

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
    const reader = expositionReader({ url: URL, now: 1n, contentType: 'text/plain' })
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
