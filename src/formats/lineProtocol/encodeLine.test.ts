import { expect, test } from 'vitest'
import { Fault, UInt } from '../../values/index.ts'
import { encodeLine, type LineField, type LinePoint } from './index.ts'

const line = (point: Partial<LinePoint>): string =>
  encodeLine({ measurement: 'm', tags: [], fields: [{ key: 'f', value: 1 }], time: 1n, ...point })

test("the documentation's line, tags sorted", () => {
  const tags = [
    { key: 'url', value: 'http://localhost:8086/metrics' },
    { key: 'task_type', value: 'system' },
    { key: 'le', value: '0.25' },
  ]
  const fields = [{ key: 'task_executor_run_latency_seconds', value: 4413 }]
  expect(encodeLine({ measurement: 'prometheus', tags, fields, time: 1577836800000000000n })).toBe(
    'prometheus,le=0.25,task_type=system,url=http://localhost:8086/metrics task_executor_run_latency_seconds=4413 1577836800000000000',
  )
})

test.each<[LineField['value'], string]>([
  [1, '1'],
  [0.1, '0.1'],
  [1e6, '1e+06'],
  [123456, '123456'],
  [1e-5, '1e-05'],
  [-0, '-0'],
  [5n, '5i'],
  [-9223372036854775808n, '-9223372036854775808i'],
  [new UInt(18446744073709551615n), '18446744073709551615u'],
  [true, 'true'],
  ['a "b" \\ c\nd\te\rf', '"a \\"b\\" \\\\ c\\nd\\te\\rf"'],
  ['', '""'],
])('field %s', (value, text) => {
  expect(line({ fields: [{ key: 'f', value }] })).toBe(`m f=${text} 1`)
})

test('escapes of names', () => {
  expect(line({ measurement: 'a b,c=d\\e' })).toBe('a\\ b\\,c=d\\e f=1 1')
  expect(line({ tags: [{ key: 'a b', value: 'c,d=e' }] })).toBe('m,a\\ b=c\\,d\\=e f=1 1')
  expect(
    line({
      fields: [
        { key: 'a=b', value: 1 },
        { key: 'c', value: 2 },
      ],
    }),
  ).toBe('m a\\=b=1,c=2 1')
})

test.each<[Partial<LinePoint>, string]>([
  [
    { tags: [{ key: 'path', value: 'C:\\DIR\\' }] },
    'the row of m at 1970-01-01T00:00:00.000000001Z as line protocol: the tag path, "C:\\\\DIR\\\\", ends in a backslash',
  ],
  [{ tags: [{ key: 'text', value: 'a\nb' }] }, 'the tag text, "a\\nb", has a control character'],
  [{ tags: [{ key: 'half', value: '\ud800' }] }, 'is no valid Unicode'],
  [{ measurement: '' }, 'a measurement without a name'],
  [{ fields: [{ key: '', value: 1 }] }, 'the name of the field, "", is empty'],
  [{ fields: [{ key: 'f', value: NaN }] }, 'the field f, "NaN", is no finite number'],
])('what it cannot carry: %j', (point, message) => {
  expect(() => line(point)).toThrow(Fault)
  expect(() => line(point)).toThrow(message)
})
