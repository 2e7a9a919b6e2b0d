import { describe, expect, test } from 'vitest'
import { comparisonText } from '../../app/compare/compareWords.ts'
import { comparisonMarks } from '../../app/compare/comparisonMarks.ts'
import { analyze, run } from '../../flux.ts'
import { emptyStream, type TableStream } from '../../tables/index.ts'
import { corpusHost } from '../../testing/corpusHost.ts'
import { compareStreams } from './compare.ts'
import { packResults, unpackResults } from './pinned.ts'

/** The stream of rows as Flux writes them, grouped by host. */
async function stream(rows: string, after = '|> group(columns: ["host"])'): Promise<TableStream> {
  const { results, failure } = await run(analyze(`import "array"\narray.from(rows: [${rows}]) ${after}`), corpusHost)
  expect(failure?.message).toBeUndefined()
  return results[0].stream
}

const at = (second: number): string => `_time: 2024-01-01T00:00:0${second}Z`
const a = `{${at(1)}, host: "a", v: 1.0}, {${at(2)}, host: "a", v: 2.0}`
const b = `{${at(1)}, host: "b", v: 3.0}`
const text = (before: TableStream, after: TableStream, without: readonly string[] = []): string =>
  comparisonText(compareStreams(before, after, without))

describe('in one sentence', () => {
  test('nothing changed', async () => {
    expect(text(await stream(`${a}, ${b}`), await stream(`${a}, ${b}`))).toBe('nothing changed')
    expect(text(emptyStream, emptyStream)).toBe('nothing changed')
  })

  test('cells, rows matched by their time', async () => {
    const after = await stream(`{${at(2)}, host: "a", v: 2.5}, {${at(3)}, host: "a", v: 4.0}, ${b}`)
    expect(text(await stream(`${a}, ${b}`), after)).toBe('v changed: 1 cell in 1 table; 1 row added; 1 row dropped')
  })

  test('tables that came and went', async () => {
    expect(text(await stream(a), await stream(b))).toBe('1 table added; 1 table dropped')
    expect(text(emptyStream, await stream(`${a}, ${b}`))).toBe('2 tables added')
  })

  test('two scrapes differ in their time only, and not at all without it', async () => {
    const [one, other] = [await stream(`{${at(1)}, host: "a", v: 1.0}`), await stream(`{${at(2)}, host: "a", v: 1.0}`)]
    expect(text(one, other)).toBe('only _time changed: 1 cell in 1 table')
    expect(text(one, other, ['_time'])).toBe('nothing changed')
  })

  test('without time a row in the middle is one row', async () => {
    const [few, more] = ['1, 3', '1, 2, 3'].map(list =>
      list
        .split(', ')
        .map(v => `{host: "a", v: ${v}}`)
        .join(', '),
    )
    expect(text(await stream(few), await stream(more))).toBe('1 row added')
    expect(text(await stream(more), await stream(few))).toBe('1 row dropped')
  })

  test('other columns, types and keys', async () => {
    const wider = await stream(`{${at(1)}, host: "b", v: 3.0, w: 1}`)
    expect(text(await stream(b), wider)).toBe('w added')
    expect(text(await stream(b), await stream(`{${at(1)}, host: "b", v: "x"}`))).toBe('v is string, was float')
    const ungrouped = await stream(b, '')
    expect(text(await stream(b), ungrouped)).toBe('host left the group key; 1 table added; 1 table dropped')
  })
})

test('marks name cells and rows of either side by their place', async () => {
  const comparison = compareStreams(await stream(`${a}, ${b}`), await stream(`{${at(2)}, host: "a", v: 2.5}, ${b}`))
  expect([...comparison.before.tables]).toEqual([0])
  const [before, after] = [comparisonMarks(comparison, 'before'), comparisonMarks(comparison, 'after')]
  expect(before.rows?.get(0)).toEqual(new Map<number, unknown>([[0, 'alone'], [1, new Set(['v'])]])) // biome-ignore format: one map
  expect(after.rows?.get(0)).toEqual(new Map([[0, new Set(['v'])]]))
})

test('pinned results are the same tables after they moved, and too many are not moved', async () => {
  const results = [
    { name: 'x', stream: await stream(`${a}, ${b}`) },
    { name: 'none', stream: emptyStream },
  ]
  const packed = packResults(results)
  if (typeof packed === 'number') throw new Error('not packed')
  expect(packed.value.results.map(({ name, tables, rows }) => [name, tables, rows])).toEqual([['x', 2, 3], ['none', 0, 0]]) // biome-ignore format: one table
  const moved = unpackResults(structuredClone(packed.value, { transfer: packed.buffers }))
  expect(text(moved[0].stream, results[0].stream)).toBe('nothing changed')
  expect(packResults(results, 10)).toBeGreaterThan(10)
})
