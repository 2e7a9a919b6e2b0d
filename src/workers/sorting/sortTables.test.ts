// Rows within their tables and tables by their first rows, beside a plain sort of the same values.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultTexts } from '../../formats/index.ts'
import { cell, columnOf, type Frame, orderOf, type TableStream } from '../../tables/index.ts'
import { isNull, nullOf, Time, type Value } from '../../values/index.ts'
import { packRows, unpackFrame } from '../pack.ts'
import { arranged } from './arranged.ts'
import { sortTables } from './sortTables.ts'

function frameOf(host: readonly string[], values: readonly (readonly (number | null)[])[], label = 'v'): Frame {
  const offsets = new Int32Array(values.length + 1)
  values.forEach((own, t) => {
    offsets[t + 1] = offsets[t] + own.length
  })
  const flat = values.flat()
  return {
    columns: [
      columnOf('host', 'string', host, 'group'),
      columnOf(label, 'float', flat.map(v => v ?? nullOf('float'))), // biome-ignore format: one call
      columnOf('n', 'int', flat.map((_, i) => BigInt(i))), // biome-ignore format: one call
    ],
    key: ['host'],
    offsets,
  }
}

const streamWith = (...frames: Frame[]): TableStream => ({ frames, order: null, sorted: false })

const textOf = (value: Value): string => (isNull(value) ? 'null' : String(value))

/** The values of a column, table by table, in the order of a sort. */
function read(stream: TableStream, sort: Parameters<typeof sortTables>[1], label: string): unknown[][] {
  const { places, rows } = sortTables(stream, sort)
  const order = orderOf(stream)
  return [...places].map(place => {
    const frame = stream.frames[order[2 * place]]
    const table = order[2 * place + 1]
    const ranges = Int32Array.of(place, 0, frame.offsets[table + 1] - frame.offsets[table])
    const { page } = packRows(stream, ranges, rows)
    const [one] = page.frames.map(unpackFrame)
    const column = one.columns.find(c => c.label === label)
    return Array.from({ length: one.offsets[1] }, (_, r) => (column ? textOf(cell(column, 0, r)) : '-'))
  })
}

describe('sorting', () => {
  const one = streamWith(frameOf(['a', 'b'], [[3, null, 1, 3], [2]]))

  test('rows within tables, tables by their first rows, nulls last both ways', () => {
    expect(read(one, [{ label: 'v', descending: false }], 'v')).toEqual([['1', '3', '3', 'null'], ['2']])
    expect(read(one, [{ label: 'v', descending: true }], 'v')).toEqual([['3', '3', '1', 'null'], ['2']])
  })

  test('what is equal keeps its order, and a second column decides it', () => {
    expect(read(one, [{ label: 'v', descending: true }], 'n')[0]).toEqual(['0', '3', '2', '1'])
    const both = [{ label: 'v', descending: true }, { label: 'n', descending: true }] // biome-ignore format: one row
    expect(read(one, both, 'n')[0]).toEqual(['3', '0', '2', '1'])
  })

  test('by a group-key column only the tables move', () => {
    expect(read(one, [{ label: 'host', descending: true }], 'n')).toEqual([['4'], ['0', '1', '2', '3']])
  })

  test('tables without the column, and without rows, come last', () => {
    const mixed = streamWith(frameOf(['x'], [[1]], 'w'), frameOf(['y', 'z'], [[], [5]]))
    expect(read(mixed, [{ label: 'v', descending: false }], 'host')).toEqual([['z'], ['x'], []])
  })

  test('as a reader has arranged them: hidden columns are gone, the others in their order', () => {
    const sort = [{ label: 'v', descending: true }]
    const stream = arranged(one, sortTables(one, sort), ['n', 'v'])
    expect([...resultTexts.csv([{ name: 'r', stream }])].join('')).toBe(
      'result,table,n,v\r\nr,0,0,3\r\nr,0,3,3\r\nr,0,2,1\r\nr,0,1,\r\nr,1,4,2\r\n',
    )
    expect(stream.frames[0].key).toEqual([])
    expect(arranged(one, null, []).order).toHaveLength(0)
  })

  test('times and texts of one label are each in order', () => {
    const times: Frame = { columns: [columnOf('t', 'time', [new Time(9n), new Time(-3n)])], key: [], offsets: Int32Array.of(0, 2) } // biome-ignore format: one frame
    const texts: Frame = { columns: [columnOf('t', 'string', ['b', 'a'])], key: [], offsets: Int32Array.of(0, 2) }
    const { rows } = sortTables(streamWith(times, texts), [{ label: 't', descending: false }])
    expect(rows.map(r => [...r!])).toEqual([[1, 0], [1, 0]]) // biome-ignore format: one row
  })

  test('is what a plain sort gives', () => {
    const value = fc.option(fc.integer({ min: -4, max: 4 }), { nil: null })
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (tables, descending) => {
          // biome-ignore format: one property
          const stream = streamWith(frameOf(tables.map((_, i) => `h${i}`), tables)) // biome-ignore format: one call
          const plain = tables.map(own =>
            own.toSorted((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : descending ? b - a : a - b)),
          )
          const first = (own: readonly (number | null)[]): number => own[0] ?? Infinity * (descending ? -1 : 1)
          const expected = plain.toSorted((a, b) => (descending ? first(b) - first(a) : first(a) - first(b)) || 0)
          expect(read(stream, [{ label: 'v', descending }], 'v')).toEqual(expected.map(own => own.map(String)))
        },
      ),
    )
  })
})
