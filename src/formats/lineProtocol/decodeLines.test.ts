// Lines read as points: the official rules, the official words for what is none, and that what is written is read back.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault, UInt } from '../../values/index.ts'
import { encodeLine, type LineField, type LineOptions, type LinePoint, lineDecoder, type PointSink } from './index.ts'

interface Row {
  readonly start: string
  readonly tags: readonly (readonly [string, string])[]
  readonly field: string
  readonly type: string
  readonly time: bigint
  readonly value: number | bigint | string
}

/** A sink that keeps rows. */
class Rows implements PointSink {
  readonly rows: Row[] = []
  private readonly series: Pick<Row, 'start' | 'tags' | 'field' | 'type'>[] = []
  private readonly texts: string[] = []

  seriesOf(start: string, tags: Row['tags'], field: string, type: string): number {
    return this.series.push({ start, tags, field, type }) - 1
  }

  textOf(text: string): number {
    return this.texts.push(text) - 1
  }

  add(series: number, time: bigint, bits: bigint): void {
    const value = this.series[series].type === 'string' ? this.texts[Number(bits)] : bits
    this.rows.push({ ...this.series[series], time, value })
  }

  addFloat(series: number, time: bigint, value: number): void {
    this.rows.push({ ...this.series[series], time, value })
  }
}

const NOW = 1_700_000_000_123_456_789n

function decoded(text: string, options: Partial<LineOptions> = {}, piece = text.length || 1) {
  const sink = new Rows()
  const decoder = lineDecoder(sink, { now: NOW, ...options })
  for (let at = 0; at < text.length; at += piece) decoder.push(text.slice(at, at + piece))
  return { told: decoder.finish(), rows: sink.rows }
}

const values = (text: string): unknown[] => decoded(text).rows.map(({ field, type, value }) => [field, type, value])

test('measurement, tags by key, fields of every type, time', () => {
  const { rows } = decoded('cpu,zone=1,host=a f=1.5,i=-3i,u=18446744073709551615u,s="x y",b=T 1700000000000000001')
  expect(rows.map(r => [r.start, r.tags, r.time])).toEqual(
    new Array(5).fill([
      'cpu',
      [
        ['host', 'a'],
        ['zone', '1'],
      ],
      1_700_000_000_000_000_001n,
    ]),
  )
  expect(rows.map(r => [r.field, r.type, r.value])).toEqual([
    ['f', 'float', 1.5],
    ['i', 'int', -3n],
    ['u', 'uint', -1n],
    ['s', 'string', 'x y'],
    ['b', 'bool', 1n],
  ])
})

test.each<[string, unknown[]]>([
  ['m a=1,b=-.5,c=1e3,d=2.,e=-1E-2', [1, -0.5, 1000, 2, -0.01]],
  ['m a=t,b=true,c=True,d=TRUE,e=f,g=false,h=False,i=FALSE,j=F', [1n, 1n, 1n, 1n, 0n, 0n, 0n, 0n, 0n]],
  ['m a=9223372036854775807i,b=-9223372036854775808i', [9223372036854775807n, -9223372036854775808n]],
  ['m a="",b="q\\"q",c="b\\\\",d="\\n\\r\\t\\x",e="a=1,b=2 3"', ['', 'q"q', 'b\\', '\n\r\t\\x', 'a=1,b=2 3']],
])('values of %s', (text, expected) => expect(decoded(text).rows.map(r => r.value)).toEqual(expected))

test('escapes of names; a backslash before anything else is one', () => {
  const { rows } = decoded('a\\ b\\,c\\=d,k\\ 1\\,\\==v\\ 1\\,\\=,p=C:\\dir f\\ 1\\=\\,=1 1')
  expect(rows[0]).toMatchObject({
    start: 'a b,c\\=d',
    field: 'f 1=,',
    tags: [
      ['k 1,=', 'v 1,='],
      ['p', 'C:\\dir'],
    ],
  })
})

test('comments, blank lines, line ends of either kind and within texts, a last line without one', () => {
  const text = '# a "comment\r\n\n  \r\nm a=1 1\r\n\tm a=2 2\n   # b=",\nm s="two\nlines" 3\nm a=4 4'
  for (const piece of [1, 2, 3, 5, 7, 1000])
    expect(decoded(text, {}, piece).rows.map(r => [r.time, r.value])).toEqual([
      [1n, 1],
      [2n, 2],
      [3n, 'two\nlines'],
      [4n, 4],
    ])
  expect(decoded('').rows).toEqual([])
})

test('times: none, of other precisions, negative, spaces around', () => {
  expect(decoded('m a=1').rows[0].time).toBe(NOW)
  expect(decoded('m a=1', { precision: 's' }).rows[0].time).toBe(1_700_000_000_000_000_000n)
  expect(decoded('m a=1 5', { precision: 'us' }).rows[0].time).toBe(5000n)
  expect(decoded('m a=1 -5', { precision: 'ms' }).rows[0].time).toBe(-5_000_000n)
  expect(decoded('m  a=1   7  ').rows[0].time).toBe(7n)
  expect(decoded('m a=1 -9223372036854775806').rows[0].time).toBe(-9223372036854775806n)
})

test.each([
  ['cpu,host=a', 'missing fields'],
  ['cpu', 'missing fields'],
  [',host=a f=1', 'missing measurement'],
  ['cpu,=a f=1', 'missing tag value'],
  ['cpu, f=1', 'missing tag key'],
  ['cpu,host f=1', 'missing tag value'],
  ['cpu,host= f=1', 'missing tag value'],
  ['cpu,host=a=b f=1', 'invalid tag format'],
  ['cpu,h=1,h=2 f=1', 'duplicate tags'],
  ['bad line here', 'invalid field format'],
  ['cpu a=1,b 1', 'invalid field format'],
  ['cpu a=1, 1', 'invalid field format'],
  ['cpu =1', 'missing field key'],
  ['cpu a=1,=2', 'missing field key'],
  ['bad2,host=a v=', 'missing field value'],
  ['cpu v=,w=1', 'missing field value'],
  ['cpu v="x', 'unbalanced quotes'],
  ['cpu,host=a usage=abc', 'invalid boolean'],
  ['cpu usage=tru', 'invalid boolean'],
  ['cpu usage=+1', 'invalid boolean'],
  ['cpu usage=1abc', 'invalid number'],
  ['cpu usage=1.5i', 'invalid number'],
  ['cpu usage=-1u', 'invalid number'],
  ['cpu usage=NaN', 'invalid number'],
  ['cpu usage=-', 'invalid number'],
  ['cpu usage=1.1.1', 'invalid number'],
  ['cpu usage=1e999', 'invalid float'],
  [
    'cpu v=9223372036854775808i',
    'unable to parse integer 9223372036854775808: strconv.ParseInt: parsing "9223372036854775808": value out of range',
  ],
  [
    'cpu v=18446744073709551616u',
    'unable to parse unsigned 18446744073709551616: strconv.ParseUint: parsing "18446744073709551616": value out of range',
  ],
  ['cpu,host=a usage=1 notatime', 'bad timestamp'],
  ['cpu usage=1 1.5', 'bad timestamp'],
  ['cpu usage=1 1 2', 'point is invalid'],
  ['cpu usage=1 9223372036854775807', 'time outside range -9223372036854775806 - 9223372036854775806'],
])('%s: %s', (line, why) => {
  const text = `m a=1 1\n${line}\nm a=2 2`
  // a quote that is not closed takes in the lines behind it
  const bad = line.endsWith('"x') ? `${line}\nm a=2 2` : line
  expect(() => decoded(text)).toThrow(Fault)
  expect(() => decoded(text)).toThrow(`line 2: unable to parse '${bad}': ${why}`)
  const { told, rows } = decoded(text, { skipBad: true })
  expect(told).toEqual([`line 2: unable to parse '${bad}': ${why}`])
  expect(rows.map(r => r.value)).toEqual(bad === line ? [1, 2] : [1])
})

test('a time outside what nanoseconds can hold in another precision', () => {
  expect(() => decoded('m a=1 1700000000000', { precision: 's' })).toThrow('time outside range')
})

test('many bad lines are not all told', () => {
  const told = decoded('x\n'.repeat(50), { skipBad: true }).told
  expect(told).toHaveLength(21)
  expect(told[20]).toBe('and 30 more lines')
})

test('lines that follow one another keep their series apart', () => {
  expect(values('m a=1\nm a=2i\nm,t=1 a=3\nm a=4')).toEqual([
    ['a', 'float', 1],
    ['a', 'int', 2n],
    ['a', 'float', 3],
    ['a', 'float', 4],
  ])
})

const name = fc
  .string({ unit: fc.constantFrom('a', 'é', '😀', ' ', ',', '=', '"', '\\', '#'), minLength: 1, maxLength: 6 })
  .filter(text => !text.endsWith('\\') && !/\\[,= "]/.test(text))
const value: fc.Arbitrary<LineField['value']> = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\r', '\t', ' ', ',', '=', '😀', 'n'), maxLength: 8 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.boolean(),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(n => new UInt(n)),
)
const point: fc.Arbitrary<LinePoint> = fc.record({
  measurement: name.filter(text => !text.startsWith('#') && text.trim() === text),
  tags: fc.uniqueArray(fc.record({ key: name, value: name }), { selector: t => t.key, maxLength: 3 }),
  fields: fc.uniqueArray(fc.record({ key: name, value }), { selector: f => f.key, minLength: 1, maxLength: 3 }),
  time: fc.bigInt({ min: -9223372036854775806n, max: 9223372036854775806n }),
})

test('what is written as lines is read as it was, in pieces of any size', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 }), (points, piece) => {
      const { rows } = decoded(points.map(p => `${encodeLine(p)}\n`).join(''), {}, piece)
      const expected = points.flatMap(p =>
        p.fields.map(f => ({ start: p.measurement, time: p.time, field: f.key, value: storedAs(f.value) })),
      )
      expect(rows.map(({ start, time, field, value }) => ({ start, time, field, value }))).toEqual(expected)
      expect(rows.map(r => new Map(r.tags))).toEqual(
        points.flatMap(p => p.fields.map(() => new Map(p.tags.map(t => [t.key, t.value])))),
      )
    }),
  )
})

const storedAs = (value: LineField['value']): Row['value'] =>
  value instanceof UInt ? BigInt.asIntN(64, value.value) : typeof value === 'boolean' ? BigInt(value) : value
