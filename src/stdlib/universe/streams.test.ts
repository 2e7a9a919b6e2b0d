// Looking into streams by their group keys, and what an expression fault carries out of them.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

const shown = async (expression: string, before = ''): Promise<string> => {
  const script = `import "array"
import "experimental"
import "experimental/dynamic"
import "regexp"
import "timezone"
t = array.from(rows: [{a: 1, b: "x"}, {a: 2, b: "y"}]) |> group(columns: ["b"])
${before}
array.from(rows: [{v: display(v: ${expression})}])`
  return (await tablesOf(script))[0]
}

describe('the key a predicate sees', () => {
  test.each([
    ['key.b == "y"', 'v: {a: 2, b: y}'],
    // columns that are not there are null and compare with anything
    ['key.zz == "y"', 'v: {}'],
    ['not key.zz == "y"', 'v: {}'],
    ['key.zz > 1.0 or exists key.q', 'v: {}'],
    ['key.zz =~ /a/', 'v: {}'],
    ['key.zz == "s" or key.b == "y"', 'v: {a: 2, b: y}'],
    // columns outside the key are there, without a value
    ['key.a == 1', 'v: {}'],
    ['not exists key.a', 'v: {a: 1, b: x}'],
  ])('%s', async (predicate, expected) => {
    expect(await shown(`t |> findRecord(fn: (key) => ${predicate}, idx: 0)`)).toBe(expected)
  })

  test('a type that does not go with the key is refused', async () => {
    expect(await shown('t |> findRecord(fn: (key) => key.b == 1, idx: 0)')).toContain(
      'cannot compile @ 8:54-8:73: unsupported binary expression string == int',
    )
  })

  test('an empty stream has no table', async () => {
    expect(await shown('t |> filter(fn: (r) => false) |> findRecord(fn: (key) => true, idx: 0)')).toBe('v: {}')
  })
})

describe('faults', () => {
  const caught = (body: string): Promise<string> =>
    shown(
      `experimental.catch(fn: () => t |> map(fn: (r) => (${body})) |> findColumn(fn: (key) => true, column: "c")).code`,
    )

  test('a map run vectorised keeps the code of its fault', async () => {
    expect(await caught('{r with c: r.a / 0}')).toBe('v: 9')
    expect(await caught('{r with c: string(v: r.a / 0)}')).toBe('v: 3')
  })

  test('a message without text is its code', async () => {
    expect(await shown('experimental.catch(fn: () => die(msg: "")).msg')).toMatch(/: invalid$/)
  })

  test('a parameter given twice', async () => {
    const twice = 'pipe argument also specified as a keyword parameter: "x"'
    expect(await shown('1 |> f(x: 2)', 'f = (x=<-) => x')).toContain(twice)
    expect(await shown('1 |> f()', 'f = (x=<-) => x')).toBe('v: 1')
  })

  test.each([
    ['dynamic.dynamic(v: [1]).x', 'cannot access property "x" on value of type array'],
    ['dynamic.dynamic(v: ["a": 1]).a', 'cannot access property "a" on value of type dictionary'],
    ['bool(v: float(v: "-Inf"))', 'cannot convert float -Inf to bool, must be 0 or 1'],
    ['bool(v: float(v: "1e22"))', 'cannot convert float 10000000000000000000000.000000 to bool'],
    ['"a" =~ regexp.compile(v: "\\\\")', 'trailing backslash at end of expression: ``'],
    ['string(v: ["a": [1.0]])', 'cannot convert [string: [float]] to string'],
    ['timezone.location(name: "Europe/berlin")', 'unknown time zone Europe/berlin'],
    ['timezone.location(name: "utc")', 'unknown time zone utc'],
  ])('%s', async (expression, message) => {
    expect(await shown(expression)).toContain(message)
  })
})

describe('columns that are in the way', () => {
  const sampled = async (steps: string): Promise<string> =>
    (await tablesOf(`import "experimental"\nimport "sampledata"\n\nsampledata.int() |> ${steps}`))[0]

  test.each([
    [
      'group(columns: ["_value"]) |> keyValues(keyColumns: ["tag"])',
      'table builder already has column with label _value',
    ],
    ['group(columns: ["tag"]) |> experimental.unpivot()', 'unpivot: unpivot can\'t have "_field" or "_value"'],
  ])('%s', async (steps, message) => {
    expect(await sampled(steps)).toContain(message)
  })
})
