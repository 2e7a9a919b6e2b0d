// The arithmetic under the Tables view, and how a value is drawn.
import { describe, expect, test } from 'vitest'
import { columnOf } from '../../tables/index.ts'
import { nullOf, Time } from '../../values/index.ts'
import type { ColumnInfo, Directory, Schema } from '../../workers/protocol.ts'
import { displayZone } from '../zone.ts'
import { cellText, cutInMiddle } from './cellText.ts'
import { columnWidths } from './columnWidths.ts'
import { BLOCK, RowCache } from './rowCache.ts'
import { MAX_ELEMENT, ScrollModel } from './scrollModel.ts'
import { cardAt, layOut, type Metrics, rowsBetween } from './tableLayout.ts'

const metrics: Metrics = { caption: 32, header: 40, row: 26, gap: 12, pair: 28, empty: 26, border: 1 }
const column = (label: string, type: ColumnInfo['type'], width: number): ColumnInfo => ({ label, type, key: false, numeric: type === 'float', width }) // biome-ignore format: one record

function directoryWith(rows: readonly number[]): Directory {
  const schemas = [{ columns: [column('a', 'string', 3), column('b', 'float', 5)], key: [] }]
  return { schemas, schemaOf: new Int32Array(rows.length), rowsOf: Int32Array.from(rows), shared: [] }
}

/** No column is hidden. */
const all = { of: (schema: Schema) => schema.columns }

describe('layout of tables', () => {
  test('every card has its place, and a place gives its card', () => {
    const layout = layOut(directoryWith([1, 2, 0]), all, null, false, metrics)
    expect([...layout.tops]).toEqual([0, 112, 250, 362])
    expect([0, 111, 112, 249, 250, 9999].map(y => cardAt(layout, y))).toEqual([0, 0, 1, 1, 2, 2])
  })

  test('a phone draws one-row tables as pairs; a filter keeps places in the stream', () => {
    const layout = layOut(directoryWith([1, 2, 1]), all, Int32Array.of(0, 2), true, metrics)
    expect([...layout.tops]).toEqual([0, 102, 204])
    expect([...layout.tables]).toEqual([0, 2])
  })

  test('no tables at all', () => {
    expect(layOut(directoryWith([]), all, null, false, metrics).height).toBe(0)
  })

  test('the rows on screen, in steps', () => {
    expect(rowsBetween(0, 1_000_000, 0, 800, metrics)).toEqual({ from: 0, to: 32 })
    expect(rowsBetween(0, 1_000_000, 26_000_000 - 800, 26_000_072, metrics)).toEqual({ from: 999_952, to: 1_000_000 })
    expect(rowsBetween(5000, 3, 0, 800, metrics)).toEqual({ from: 0, to: 0 })
  })
})

describe('scrolling', () => {
  test('is plain while the content fits an element', () => {
    const model = new ScrollModel()
    model.resize(5000, 800)
    model.scrolled(1234)
    expect([model.virtual, model.shift, model.height]).toEqual([1234, 0, 5000])
  })

  test('small moves are exact and large ones in proportion when it does not', () => {
    const model = new ScrollModel()
    model.resize(26_000_112, 800)
    expect(model.height).toBe(MAX_ELEMENT)
    model.scrolled(100)
    expect(model.virtual).toBe(100)
    model.scrolled(4_000_000)
    expect(Math.abs(model.virtual - 13_000_000)).toBeLessThan(1000)
    const there = model.virtual
    model.scrolled(4_000_026)
    expect(model.virtual - there).toBe(26)
    model.scrolled(MAX_ELEMENT - 800)
    expect(model.virtual).toBe(26_000_112 - 800)
    model.scrolled(0)
    expect(model.virtual).toBe(0)
  })

  test('any place can be reached, and the bar rests where the place is', () => {
    const model = new ScrollModel()
    model.resize(26_000_112, 800)
    const physical = model.moveTo(20_000_000)
    model.scrolled(physical)
    expect(model.virtual).toBe(20_000_000)
    expect(Math.abs(model.resting - physical)).toBeLessThan(1)
  })
})

describe('column widths', () => {
  const columns = [column('_time', 'time', 30), column('text', 'string', 40), column('_value', 'float', 12)]

  test('spare width is shared out, to the last pixel', () => {
    const widths = columnWidths(columns, [], 1000, 7)
    expect(widths.total).toBe(1000)
    expect(widths.columns[0]).toBeGreaterThan(30 * 7)
  })

  test('texts give way, times and numbers do not', () => {
    const widths = columnWidths(columns, [], 480, 7)
    expect(widths.total).toBe(480)
    expect(widths.columns[0]).toBe(30 * 7 + 19)
    expect(widths.room).toEqual([null, expect.any(Number), null])
    expect(widths.room[1]).toBeLessThan(40)
  })

  test('a table that cannot fit is wider than its card', () => {
    expect(columnWidths(columns, [], 200, 7).total).toBeGreaterThan(200)
  })

  test('a value wider than the sample widens its column', () => {
    expect(columnWidths(columns, [0, 0, 20], 200, 7).columns[2]).toBe(20 * 7 + 19)
  })

  test('texts are cut in the middle', () => {
    expect(cutInMiddle('task_executor_run_latency_seconds', 17)).toBe('task_exe…_seconds')
    expect(cutInMiddle('short', 5)).toBe('short')
  })
})

describe('cells', () => {
  const draw = (type: ColumnInfo['type'], v: Parameters<typeof columnOf>[2] extends Iterable<infer T> ? T : never) => cellText(columnOf('x', type, [v]), 0, displayZone('UTC')) // biome-ignore format: one call

  test('times have nine digits, the last zeros apart', () => {
    expect(draw('time', new Time(1_764_035_417_291_000_000n))).toMatchObject({ text: '2025-11-25T01:50:17.291', zeros: '000000', end: 'Z' }) // biome-ignore format: one record
    expect(draw('time', new Time(1n))).toMatchObject({ text: '1970-01-01T00:00:00.000000001', zeros: '', end: 'Z' })
    expect(draw('time', new Time(0n))).toMatchObject({ text: '1970-01-01T00:00:00.', zeros: '000000000' })
  })

  test('null is not the empty text', () => {
    expect(draw('string', nullOf('string'))).toMatchObject({ kind: 'null', text: 'null', plain: '' })
    expect(draw('string', '')).toMatchObject({ kind: 'empty', text: '""', plain: '' })
    expect(draw('string', 'null')).toMatchObject({ kind: 'value', text: 'null', plain: 'null' })
  })

  test('numbers keep all their digits', () => {
    expect(draw('float', 425678353867.9698).text).toBe('425678353867.9698')
    expect(draw('float', 1e21).text).toBe('1000000000000000000000')
    expect(draw('int', -9223372036854775808n).text).toBe('-9223372036854775808')
  })

  test('blanks at the ends are seen', () => {
    expect(draw('string', '  a b ')).toMatchObject({ before: '··', text: 'a b', after: '·', plain: '  a b ' })
  })
})

describe('row cache', () => {
  test('asks once for what a drawing missed and hands it out afterwards', async () => {
    const asked: number[][] = []
    const cache = new RowCache(async ranges => {
      asked.push([...ranges])
      const count = ranges.length / 3
      const frame = { columns: [], key: [], offsets: Int32Array.from({ length: count + 1 }, (_, i) => i) }
      return { frames: [frame], places: Int32Array.from({ length: count * 2 }, (_, i) => (i % 2 ? i >> 1 : 0)) }
    })
    const windows = [
      { table: 3, from: 0, to: 1, rows: 1 },
      { table: 4, from: BLOCK + 1, to: BLOCK + 9, rows: 1000 },
    ]
    const arrived = new Promise<void>(resolve => cache.subscribe(resolve))
    cache.need(windows)
    await arrived
    expect(asked).toEqual([[3, 0, 1, 4, BLOCK, 2 * BLOCK]])
    expect(cache.block(4, BLOCK + 5)).toMatchObject({ table: 1, start: 1 })
    cache.need(windows)
    expect(asked).toHaveLength(1)
  })
})
