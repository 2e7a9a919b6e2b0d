import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceText } from '../../app/results/stageWords.ts'
import { analyze, run } from '../../flux.ts'
import { corpusHost } from '../../testing/corpusHost.ts'
import { differenceAt, keepStages } from './runStages.ts'
import type { StageDifference } from './shapes.ts'
import { differenceOf } from './stageDifference.ts'

interface Row {
  readonly host: string
  readonly core: string
  readonly v: number | null
  readonly n: number
}

const rows: readonly Row[] = [
  { host: 'a', core: '0', v: 1.5, n: 1 },
  { host: 'b', core: '1', v: 4, n: 2 },
  { host: 'a', core: '1', v: 3, n: 3 },
  { host: 'b', core: '1', v: 2, n: 4 },
]

function source(list: readonly Row[]): string {
  const cells = list.map(({ host, core, v, n }, i) => `{_time: 2024-01-01T00:00:${String(i % 60).padStart(2, '0')}Z, host: "${host}", core: "${core}", v: ${v === null ? 'debug.null(type: "float")' : v.toFixed(2)}, n: ${n}}`) // biome-ignore format: one row
  return `import "array"\nimport "internal/debug"\narray.from(rows: [${cells.join(', ')}])`
}

async function stagesOf(script: string) {
  const { stages, results, failure } = await run(analyze(script), corpusHost)
  expect(failure?.message).toBeUndefined()
  return keepStages(stages, results)
}

/** What the last step of a pipeline over the rows changed. */
async function change(pipeline: string, list = rows): Promise<StageDifference> {
  const stages = await stagesOf(`${source(list)}\n${pipeline}`)
  return differenceAt(stages, stages.length - 1)!.difference
}

const grouped = '|> group(columns: ["host", "core"])'

describe('in words', () => {
  const cases: readonly [pipeline: string, text: string][] = [
    ['|> group(columns: ["host"])', 'host entered the group key; 1 table split into 2'],
    [`${grouped} |> limit(n: 9) |> group(columns: ["host"])`, 'core left the group key; 2 tables merged into 1'],
    [`${grouped} |> limit(n: 9) |> group()`, 'host and core left the group key; 3 tables merged into 1'],
    [`${grouped} |> filter(fn: (r) => r.core == "1" and r.host == "b")`, '2 rows and 2 tables dropped'],
    [`${grouped} |> filter(fn: (r) => r.v > 1.0)`, 'nothing changed'],
    [`${grouped} |> filter(fn: (r) => false)`, '4 rows and 3 tables dropped'],
    ['|> limit(n: 0)', '4 rows dropped'],
    ['|> limit(n: 3)', '1 row dropped'],
    ['|> sort(columns: ["v"])', 'rows in another order'],
    ['|> top(n: 2, columns: ["n"])', '2 rows dropped; rows in another order'],
    ['|> map(fn: (r) => ({r with v: r.v * 2.0}))', 'v changed'],
    ['|> map(fn: (r) => ({r with w: r.n}))', 'w added'],
    ['|> drop(columns: ["v"])', 'v removed'],
    [`${grouped} |> drop(columns: ["core"])`, 'core removed with its place in the group key; 2 tables merged into 1'],
    ['|> map(fn: (r) => ({r with n: string(v: r.n)}))', 'n is string, was int'],
    ['|> rename(columns: {v: "_value"}) |> first()', '3 rows dropped'],
    ['|> sum(column: "n")', '_time, host, core and v removed; 4 rows became 1'],
    ['|> difference(columns: ["v"])', 'v changed; 1 row dropped'],
    ['|> range(start: 2024-01-01T00:00:01Z, stop: 2024-01-01T00:00:03Z)', '_start and _stop added to the columns and the group key; 2 rows dropped'], // biome-ignore format: a table
    [`${grouped} |> set(key: "host", value: "z")`, 'host changed; 2 tables merged into 1'],
    ['|> yield(name: "x")', 'nothing changed'],
  ]
  for (const [pipeline, text] of cases) {
    test(pipeline, async () => expect(differenceText(await change(pipeline))).toBe(text))
  }

  test('a table without rows that stays', async () => {
    expect(differenceText(await change(`${grouped} |> filter(fn: (r) => r.v > 1.9, onEmpty: "keep")`))).toBe('1 row dropped') // biome-ignore format: one case
  })

  test('a null that is filled, and a NaN that is not', async () => {
    const list = [{ ...rows[0], v: null }, ...rows.slice(1)]
    expect(differenceText(await change('|> fill(column: "v", value: 0.0)', list))).toBe('v changed')
    const nan = '|> map(fn: (r) => ({r with v: float(v: "NaN")}))'
    expect(differenceText(await change(`${nan} |> limit(n: 3)`))).toBe('1 row dropped')
  })

  test('several inputs: the difference is to the first', async () => {
    const stages = await stagesOf(`${source(rows)} |> group(columns: ["host"]) |> yield(name: "a")
b = array.from(rows: [{host: "c", v: 1.0}]) |> group(columns: ["host"])
union(tables: [array.from(rows: [{host: "a", v: 1.0}]) |> group(columns: ["host"]), b])`)
    const at = stages.findIndex(s => s.count.name === 'union')
    expect(stages[at].count.inputs.map(i => stages[i].count.name)).toEqual(['group', 'group'])
    expect(differenceText(differenceAt(stages, at)!.difference)).toBe('1 row and 1 table added')
  })
})

const anyRow = fc.record({
  host: fc.constantFrom('a', 'b', 'c'),
  core: fc.constantFrom('0', '1'),
  v: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null, freq: 8 }),
  n: fc.integer({ min: 0, max: 5 }),
})
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 30 })

describe('of random tables', () => {
  test('counts agree with the rows that were kept', () =>
    fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 0, max: 5 }), async (list, least) => {
        const { rows: found, tables, columns, key } = await change(`${grouped} |> filter(fn: (r) => r.n >= ${least})`, list) // biome-ignore format: one call
        const kept = list.filter(r => r.n >= least)
        const tablesOf = (some: readonly Row[]) => new Set(some.map(r => r.host + r.core)).size
        expect(found).toEqual({ how: kept.length === list.length ? 'same' : 'fewer', before: list.length, after: kept.length }) // biome-ignore format: one call
        expect(tables.dropped).toBe(tablesOf(list) - tablesOf(kept))
        expect([columns.added, columns.removed, columns.changed, key.entered, key.left, tables.added]).toEqual([[], [], [], [], [], 0]) // biome-ignore format: one call
      }),
      { numRuns: 60 },
    ))

  test('a regrouping changes the key alone, and loses no row', () =>
    fc.assert(
      fc.asyncProperty(
        anyRows,
        fc.subarray(['host', 'core']),
        fc.subarray(['host', 'core']),
        async (list, had, has) => {
          const by = (labels: readonly string[]) => `|> group(columns: ${JSON.stringify(labels)})`
          const { rows: found, key, tables, columns } = await change(`${by(had)} |> limit(n: 99) ${by(has)}`, list)
          expect(found.how).toBe('same')
          expect([...key.entered].sort()).toEqual(has.filter(l => !had.includes(l)).sort())
          expect([...key.left].sort()).toEqual(had.filter(l => !has.includes(l)).sort())
          expect([tables.dropped, tables.added, columns.added, columns.removed, columns.changed]).toEqual([0, 0, [], [], []]) // biome-ignore format: one call
        },
      ),
      { numRuns: 60 },
    ))

  test('what is compared with itself has not changed; back and forth are opposites', () =>
    fc.assert(
      fc.asyncProperty(anyRows, async list => {
        const stages = await stagesOf(`${source(list)} ${grouped} |> drop(columns: ["v"]) |> limit(n: 2)`)
        const [a, b] = [stages[1].stream!, stages.at(-1)!.stream!]
        expect(differenceText(differenceOf(b, { ...b }).difference)).toBe('nothing changed')
        const [there, back] = [differenceOf(a, b), differenceOf(b, a)]
        expect(there.difference.columns.removed).toEqual(back.difference.columns.added)
        expect(there.difference.rows.before).toBe(back.difference.rows.after)
        expect(there.gone).toEqual(back.came)
      }),
      { numRuns: 40 },
    ))
})

test('steps that are one, and a read that takes in what follows it', async () => {
  const [, both] = await stagesOf(`${source(rows)} |> group(columns: ["host"]) |> group()`)
  expect(both.count.included.map(c => c.name)).toEqual(['group'])
  const text = `import "array"
// the data
data = array.from(rows: [{v: 1}]) |> group() // once
  // and again
  |> group()
data |> limit(n: 1)`
  const joined = (await stagesOf(text))[1].count
  expect(text.slice(joined.from, joined.to)).toMatch(/^group\(\) \/\/ once\n.*\n.*group\(\)$/)
})

describe('memory', () => {
  test('the largest that is no source and no result goes first', async () => {
    const script = `${source(rows)} |> map(fn: (r) => ({r with w: "x"})) |> group(columns: ["host"]) |> limit(n: 1)`
    const { stages, results } = await run(analyze(script), corpusHost)
    const all = keepStages(stages, results)
    expect(all.map(s => s.count.kept)).toEqual([true, true, true, true])
    const none = keepStages(stages, results, 0)
    expect(none.map(s => [s.count.name, s.count.kept])).toEqual([
      ['from', true],
      ['map', false],
      ['group', false],
      ['limit', true],
    ])
    expect(differenceAt(none, 1)).toBeNull()
    expect(differenceAt(none, 0)).toBeNull()
  })
})

test('twenty thousand tables are compared in a moment', async () => {
  const list = Array.from({ length: 20_000 }, (_, i) => ({ host: `h${i}`, core: '0', v: i, n: i }))
  const stages = await stagesOf(`${source(list)} |> group(columns: ["host"]) |> filter(fn: (r) => r.n % 2 == 0)`)
  const begun = performance.now()
  const { difference, gone } = differenceAt(stages, 2)!
  expect(differenceText(difference)).toBe('10,000 rows and 10,000 tables dropped')
  expect(gone).toHaveLength(10_000)
  expect(performance.now() - begun).toBeLessThan(5000)
})
