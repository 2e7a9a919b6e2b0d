import { describe, expect, test } from 'vitest'
import { type Column, cell, columnNamed, type Frame, FrameBuilder, orderOf, type TableStream } from '../tables/index.ts'
import { isNull, nullOf, Time } from '../values/index.ts'
import { directoryOf } from './directory.ts'
import { packRows, unpackFrame } from './pack.ts'
import { tablesWith } from './search.ts'

/** Three tables in two schemas that alternate: host=a (2 rows), le=0.5 (1 row), host=b (1 row). */
function sample(): TableStream {
  const hosts = new FrameBuilder([{ label: '_time', type: 'time' }, { label: 'host', type: 'string' }, { label: '_value', type: 'float' }], ['host']) // biome-ignore format: a table's head
  hosts.addRow([new Time(1n), 'a', 1.5])
  hosts.addRow([new Time(2n), 'a', nullOf('float')])
  hosts.addRow([new Time(3n), 'b', -12345.678])
  const buckets = new FrameBuilder([{ label: 'le', type: 'string' }, { label: 'n', type: 'int' }], ['le']) // biome-ignore format: a table's head
  buckets.addRow(['0.5', 42n])
  const frames = [...hosts.buildGrouped().frames, ...buckets.buildGrouped().frames]
  return { frames, order: Int32Array.from([0, 0, 1, 0, 0, 1]), sorted: false }
}

describe('pages of rows', () => {
  test('ranges of several tables come back as frames that cross a channel', async () => {
    const { page, buffers } = packRows(sample(), Int32Array.from([0, 1, 2, 1, 0, 1, 2, 0, 1]))
    const crossed = structuredClone(page, { transfer: buffers })
    const frames = crossed.frames.map(unpackFrame)
    const read = (range: number, label: string) => {
      const [frame, table] = [frames[crossed.places[2 * range]], crossed.places[2 * range + 1]]
      return cell(columnNamed(frame, label)!, table, frame.offsets[table])
    }
    expect([read(0, 'host'), read(2, 'host'), read(1, 'le')]).toEqual(['a', 'b', '0.5'])
    expect(read(0, '_time')).toEqual(new Time(2n))
    expect(isNull(read(0, '_value'))).toBe(true)
    expect([read(1, 'n'), read(2, '_value')]).toEqual([42n, -12345.678])
  })

  test('packing leaves the stream as it was', () => {
    const stream = sample()
    const { page, buffers } = packRows(stream, Int32Array.from([0, 0, 2, 1, 0, 1, 2, 0, 1]))
    structuredClone(page, { transfer: buffers })
    expect(stream.frames.every(f => f.columns.every(c => c.values.length > 0))).toBe(true)
    expect(orderOf(stream)).toHaveLength(6)
  })

  test('a page of many columns moves as one buffer', () => {
    const labels = Array.from({ length: 200 }, (_, i) => `c${i}`)
    const wide = new FrameBuilder(labels.map((label, i) => ({ label, type: i % 2 === 0 ? 'string' : 'int' })), []) // biome-ignore format: a table's head
    for (let row = 0; row < 3; row++) wide.addRow(labels.map((_, i) => (i % 2 === 0 ? `t${i}` : i === 7 && row === 1 ? nullOf('int') : BigInt(i * row)))) // biome-ignore format: one row
    const { frames } = wide.buildGrouped()
    const { page, buffers } = packRows({ frames, order: null, sorted: true }, Int32Array.of(0, 1, 3))
    expect(buffers).toHaveLength(2)
    const [frame] = structuredClone(page, { transfer: buffers }).frames.map(unpackFrame)
    expect([cell(frame.columns[0], 0, 1), cell(frame.columns[199], 0, 1), cell(frame.columns[9], 0, 0)]).toEqual(['t0', 398n, 9n]) // biome-ignore format: one row
    expect([isNull(cell(frame.columns[7], 0, 0)), cell(frame.columns[7], 0, 1)]).toEqual([true, 14n])
  })

  test('a page takes along only the texts it uses', () => {
    const { page } = packRows(sample(), Int32Array.from([2, 0, 1]))
    expect(page.frames[0].columns.find(c => c.label === 'host')!.texts).toEqual(['b'])
  })
})

describe('directory', () => {
  test('names schemas and rows in the order of the stream', () => {
    const directory = directoryOf(sample())
    expect([...directory.schemaOf]).toEqual([0, 1, 0])
    expect([...directory.rowsOf]).toEqual([2, 1, 1])
    expect(directory.schemas[0].columns.map(c => [c.label, c.key, c.numeric])).toEqual([['_time', false, false], ['host', true, false], ['_value', false, true]]) // biome-ignore format: a table
    expect(directory.schemas[0].columns[2].width).toBe('-12345.678'.length)
    expect(directory.shared).toEqual([])
  })

  test('a key value that every table has is shared, but not where there is one table only', () => {
    const rows = new FrameBuilder([{ label: 'k', type: 'string' }, { label: 'u', type: 'string' }], ['k', 'u']) // biome-ignore format: a table's head
    rows.addRow(['x', '1'])
    expect(directoryOf(rows.buildGrouped()).shared).toEqual([])
    rows.addRow(['x', '2'])
    expect(directoryOf(rows.buildGrouped()).shared).toEqual([{ label: 'k', text: 'x' }])
  })

  test('nothing at all', () => {
    const directory = directoryOf({ frames: [], order: null, sorted: true })
    expect([directory.schemas, directory.shared, directory.rowsOf.length]).toEqual([[], [], 0])
  })
})

describe('search', () => {
  test('looks at key values, cells and column names', async () => {
    expect([...(await tablesWith(sample(), 'B'))]).toEqual([2])
    expect([...(await tablesWith(sample(), '12345.6'))]).toEqual([2])
    expect([...(await tablesWith(sample(), '42'))]).toEqual([1])
    expect([...(await tablesWith(sample(), 'host'))]).toEqual([0, 2])
    expect([...(await tablesWith(sample(), 'nowhere'))]).toEqual([])
  })

  test('lets others in while it goes through many numbers', async () => {
    const values = Float64Array.from({ length: 300_000 }, (_, i) => i / 7)
    const column: Column = { label: 'v', type: 'float', extent: 'row', values, nulls: null }
    const frame: Frame = { columns: [column], key: [], offsets: Int32Array.of(0, 100_000, values.length) }
    let between = 0
    const others = setInterval(() => between++)
    const found = await tablesWith({ frames: [frame], order: null, sorted: true }, '14285.857142857143')
    clearInterval(others)
    expect([...found]).toEqual([1])
    expect(between).toBeGreaterThan(1)
  })
})
