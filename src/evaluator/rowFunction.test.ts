// A row function gives the same whether its body runs over whole columns or row by row, faults and nulls included; and
// it tells which parts have to go row by row.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { catalogueOf, type Fallback, packageOf, type RowProgram, source, transform } from '../library/index.ts'
import { standardTypes } from '../semantics/index.ts'
import { packages as standard } from '../stdlib/index.ts'
import {
  type ColumnType,
  cell,
  columnOf,
  constantColumn,
  type Frame,
  rowCount,
  streamOf,
  type TableStream,
  tableCount,
} from '../tables/index.ts'
import { corpusHost } from '../testing/corpusHost.ts'
import { display, Fault, fault, isNull, nullOf, Time, UInt, type Value } from '../values/index.ts'

interface Row {
  readonly i: bigint | null
  readonly u: bigint | null
  readonly f: number | null
  readonly s: string | null
  readonly b: boolean | null
  readonly t: bigint | null
}

const MAX = 9_223_372_036_854_775_807n
const optional = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 5 })
const row: fc.Arbitrary<Row> = fc.record({
  i: optional(0n, 1n, -1n, 2n, 7n, MAX, -MAX - 1n),
  u: optional(0n, 1n, 3n, 2n ** 64n - 1n),
  f: optional(0, -0, 0.5, -1.5, 2, 1e300, Number.NaN, Infinity, -Infinity),
  s: optional('', 'a', 'ab', 'é', '12', 'true'),
  b: fc.option(fc.boolean(), { freq: 5 }),
  t: optional(0n, 1n, -1n, MAX),
})
/** Tables of one frame: row columns, key columns with a slot a table, and constants. */
const tables = fc.array(fc.array(row, { maxLength: 4 }), { minLength: 1, maxLength: 3 })

function frameOf(all: ReadonlyArray<readonly Row[]>): Frame {
  const rows = all.flat()
  const column = <T>(label: string, type: ColumnType, values: readonly (T | null)[], value: (v: T) => Value) =>
    columnOf(
      label,
      type,
      values.map(v => (v === null ? nullOf(type) : value(v))),
    )
  const offsets = new Int32Array(all.length + 1)
  all.forEach((table, t) => {
    offsets[t + 1] = offsets[t] + table.length
  })
  const keys = ['a', 'ab', 'x'].slice(0, all.length)
  return {
    key: ['k', 'g'],
    offsets,
    columns: [
      column('i', 'int', rows.map(r => r.i), v => v), // biome-ignore format: one column a line
      column('u', 'uint', rows.map(r => r.u), v => new UInt(v)), // biome-ignore format: one column a line
      column('f', 'float', rows.map(r => r.f), v => v), // biome-ignore format: one column a line
      column('s', 'string', rows.map(r => r.s), v => v), // biome-ignore format: one column a line
      column('b', 'bool', rows.map(r => r.b), v => v), // biome-ignore format: one column a line
      column('t', 'time', rows.map(r => r.t), v => new Time(v)), // biome-ignore format: one column a line
      columnOf('k', 'string', keys, 'group'),
      columnOf('g', 'int', keys.map((_, t) => BigInt(t)), 'group'), // biome-ignore format: one column a line
      constantColumn('c', 'float', 1.5),
      constantColumn('n', 'string', nullOf('string')),
    ],
  }
}

type Text = fc.Arbitrary<string>
type Kinds = Record<'int' | 'uint' | 'float' | 'text' | 'time' | 'truth', string>

/** Bodies of every type a column has, well typed. */
const bodies = fc.letrec<Kinds>(tie => {
  const of = (kind: keyof Kinds): Text => tie(kind) as Text
  const infix = (kind: keyof Kinds, ...operators: string[]): Text =>
    fc.tuple(of(kind), fc.constantFrom(...operators), of(kind)).map(p => `(${p.join(' ')})`)
  const chosen = (kind: keyof Kinds): Text =>
    fc.tuple(of('truth'), of(kind), of(kind)).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`)
  const made = (name: string, kind: keyof Kinds): Text => of(kind).map(v => `${name}(v: ${v})`)
  const compared = (kind: keyof Kinds): Text => infix(kind, '<', '<=', '>', '>=', '==', '!=')
  const leaf = (...texts: string[]): Text => fc.constantFrom(...texts)
  const rule = (first: Text, ...more: Text[]): Text =>
    fc.oneof({ depthSize: 'small', withCrossShrink: true }, first, ...more)
  return {
    int: rule(leaf('r.i', 'r.g', '2', '0', '9223372036854775807', 'one'), infix('int', '+', '-', '*', '/', '%'), of('int').map(v => `-(${v})`), chosen('int'), made('int', 'float'), made('int', 'text'), made('int', 'truth'), made('strings.strlen', 'text')), // biome-ignore format: one rule
    uint: rule(leaf('r.u', 'uint(v: 3)'), infix('uint', '+', '-', '*', '/', '%'), chosen('uint'), made('uint', 'int')),
    float: rule(leaf('r.f', 'r.c', '0.0', '-2.5', 'limit'), infix('float', '+', '-', '*', '/', '%', '^'), of('float').map(v => `-(${v})`), chosen('float'), made('float', 'int'), made('float', 'text'), of('float').map(v => `math.floor(x: ${v})`)), // biome-ignore format: one rule
    text: rule(leaf('r.s', 'r.k', 'r.n', '"ab"', '""'), infix('text', '+'), chosen('text'), made('string', 'int'), made('string', 'float'), made('string', 'time'), made('strings.toUpper', 'text'), fc.tuple(of('text'), of('int')).map(([s, i]) => `"<\${${s}}\${${i}}>"`)), // biome-ignore format: one rule
    time: rule(leaf('r.t', '1970-01-01T00:00:00Z'), chosen('time'), made('time', 'int')),
    truth: rule(leaf('r.b', 'true', 'false', 'exists r.i', 'exists r.n', 'exists r.g', 'not exists r.s'), compared('int'), compared('uint'), compared('float'), compared('text'), compared('time'), fc.tuple(of('int'), leaf('<', '>=', '==', '!='), of('float')).map(p => p.join(' ')), infix('truth', 'and', 'or'), infix('truth', 'and', 'or'), of('truth').map(v => `not (${v})`), chosen('truth'), fc.tuple(of('text'), leaf('=~ /a/', '!~ /^a?b$/', '=~ pattern')).map(p => p.join(' ')), of('text').map(v => `strings.hasPrefix(v: ${v}, prefix: "a")`), of('text').map(v => `contains(value: ${v}, set: ["a", "x"])`)), // biome-ignore format: one rule
  }
})
const filters = bodies.truth
const maps = fc
  .tuple(
    fc.boolean(),
    fc.oneof(bodies.int, bodies.uint, bodies.float, bodies.text, bodies.time, bodies.truth),
    bodies.truth,
  )
  .map(([kept, a, b]) => `({${kept ? 'r with ' : ''}a: ${a}, z: ${b}})`)

interface Outcome {
  readonly answer: string
  /** Null where the function failed. */
  readonly fallbacks: readonly Fallback[] | null
}

/** What a function gives over a frame, as text: all values, or the fault with its places. */
function outcomeOf(bound: () => RowProgram, isMask: boolean, frame: Frame): Outcome {
  try {
    const program = bound()
    const fallbacks = program.explain()
    return { answer: isMask ? program.mask().join('') : fieldsOf(program, frame), fallbacks }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { answer: `${error.code}: ${error.message} at ${JSON.stringify(error.frames)}`, fallbacks: null }
  }
}

function fieldsOf(program: RowProgram, frame: Frame): string {
  const { fields, withColumns } = program.fields((label, type) => fault('invalid', `${label} cannot be ${type}`))
  const told = fields.map(({ label, column }) => {
    // without rows nothing tells a computed column's type
    if (rowCount(frame) === 0) return label
    if (isNull(column as Value)) return `${label} null`
    const own = column as Frame['columns'][number]
    const values: string[] = []
    for (let t = 0; t < tableCount(frame); t++)
      for (let at = frame.offsets[t]; at < frame.offsets[t + 1]; at++) values.push(display(cell(own, t, at)))
    return `${label} ${own.type} ${values.join()}`
  })
  return `${withColumns} ${told.join('; ')}`
}

/** The functions named by their number, applied one after the other. */
function scriptOf(functions: readonly string[]): string {
  const looks = functions.map((fn, n) => `rows |> probe.look(name: "${n}", fn: (r) => ${fn}) |> yield(name: "${n}")\n`)
  const names = 'one = 1\nlimit = 0.5\npattern = /b$/\nrows = probe.rows()\n'
  return `import "probe"\nimport "math"\nimport "strings"\n\n${names}${looks.join('')}`
}

const signature = '(<-tables: stream[A], fn: (r: A) => B, name: string) => stream[A] where A: Record'

/** Runs row functions over a frame; one outcome each, in the order of the functions. */
async function outcomes(frame: Frame, functions: readonly string[], vectorise: boolean): Promise<Outcome[]> {
  const found = new Map<string, Outcome>()
  const probe = packageOf('probe', 'What tests ask of row functions.', {
    rows: source('() => stream[A] where A: Record', { summary: 'The frame.', params: {}, run: () => streamOf(frame) }),
    look: transform(signature, {
      summary: 'Notes what a function gives.',
      params: { tables: 'Tables.', fn: 'The function.', name: 'A name.' },
      prepare: ({ fn }, context) => context.rowFunction(fn),
      run(stream: TableStream, { name }, row) {
        for (const own of stream.frames)
          found.set(
            name,
            outcomeOf(() => row.bind(own), !functions[Number(name)].startsWith('({'), own),
          )
        return stream
      },
    }),
  })
  const packages = catalogueOf([...standard, probe], standardTypes)
  const script = scriptOf(functions)
  const { failure } = await run(analyze(script, { packages }), corpusHost, { packages, vectorise })
  if (failure) throw new Error(`${failure.official}\n${script}`)
  return functions.map((_, n) => found.get(String(n))!)
}

/** Functions tried on one frame. */
const EACH = 20

/** Compares so many pairs of a function and a frame; returns how many functions ran wholly over columns. */
async function agree(functions: Text, pairs: number): Promise<number> {
  let whole = 0
  await fc.assert(
    fc.asyncProperty(tables, fc.array(functions, { minLength: EACH, maxLength: EACH }), async (all, chosen) => {
      const frame = frameOf(all)
      const [fast, slow] = [await outcomes(frame, chosen, true), await outcomes(frame, chosen, false)]
      for (let n = 0; n < chosen.length; n++) expect(fast[n].answer, chosen[n]).toBe(slow[n].answer)
      whole += fast.filter(({ fallbacks }) => fallbacks?.length === 0).length
    }),
    { numRuns: pairs / EACH, seed: 11 },
  )
  return whole
}

describe('row functions', () => {
  test('filters agree, over columns and by row', async () => {
    expect(await agree(filters, 5000)).toBeGreaterThan(1200)
  }, 60_000)

  test('maps agree, over columns and by row', async () => {
    expect(await agree(maps, 5000)).toBeGreaterThan(500)
  }, 60_000)

  test('explain tells the part that has no kernel', async () => {
    const frame = frameOf([[{ i: null, u: 1n, f: 0.5, s: 'a', b: true, t: 0n }]])
    const explained = async (fn: string): Promise<string> => {
      const [{ fallbacks, answer }] = await outcomes(frame, [fn], true)
      if (fallbacks === null) return answer
      const text = scriptOf([fn])
      return fallbacks.map(({ from, to, reason }) => `${reason}: ${text.slice(from, to)}`).join('; ')
    }
    expect(await explained('r.f * 2.0 > limit and r.s =~ /a/ and exists r.k')).toBe('')
    expect(await explained('({r with a: r.f + r.c, z: r.k == "a"})')).toBe('')
    expect(await explained('contains(value: r.s, set: ["a"]) and strings.toUpper(v: r.k) != "A"')).toBe('')
    expect(await explained('({a: if r.b then r.f else r.c, z: r.s + "-" + r.k})')).toBe('')
    expect(await explained('({a: r.f, z: contains(value: r.u, set: [r.u])})')).toBe('no kernel: [r.u]')
    expect(await explained('7 / r.i > 0 or r.b')).toBe('fault: 7 / r.i > 0 or r.b')
  })
})
