// The store over memory: what is written is read, what cannot be stored is told, what is removed comes back.
import { describe, expect, test } from 'vitest'
import { Fault } from '../values/index.ts'
import { MemoryStorage, storeOn } from './index.ts'
import { pointsOf, type Row, readRows, storeAt } from './storesInTests.ts'
import { goDuration } from './writing.ts'

const HOUR = 3_600_000_000_000n

async function opened(retention = 0n) {
  const storage = new MemoryStorage()
  const { store, clock } = storeAt(storage)
  const { id } = await store.create('b', retention)
  return { storage, store, clock, id }
}

describe('points', () => {
  test('come back by measurement, tags, field and time, with their values', async () => {
    const { store, id } = await opened()
    const rows: Row[] = [
      ['cpu', '', 'a', 1n, 1.5],
      ['cpu', 'host=a', 'a', -5n, Number.NaN],
      ['cpu', 'host=a', 'a', 1n, -0],
      ['cpu', 'host=a', 'n', 1n, 7n],
      ['cpu', 'host=a,zone=1', 'a', 1n, 2],
      ['cpu', 'host=b', 'a', 1n, 3],
      ['mem', '', 'on', 1n, true],
      ['mem', '', 'text', 1n, 'x'],
      ['mem', '', 'text', 2n, ''],
    ]
    expect(await store.write(id, pointsOf(rows.toReversed()))).toEqual([])
    expect(await readRows(store, id)).toEqual(rows)
  })

  test('the later of two writes holds, and the later of two points in one write', async () => {
    const { store, id } = await opened()
    await store.write(
      id,
      pointsOf([
        ['m', '', 'f', 2n, 1],
        ['m', '', 'f', 1n, 2],
        ['m', '', 'f', 2n, 3],
      ]),
    )
    expect(await readRows(store, id)).toEqual([
      ['m', '', 'f', 1n, 2],
      ['m', '', 'f', 2n, 3],
    ])
    await store.write(
      id,
      pointsOf([
        ['m', '', 'f', 1n, 4],
        ['m', '', 'f', 0n, 5],
      ]),
    )
    expect(await readRows(store, id)).toEqual([
      ['m', '', 'f', 0n, 5],
      ['m', '', 'f', 1n, 4],
      ['m', '', 'f', 2n, 3],
    ])
  })

  test('ranges have their start and not their stop, up to the limits of int64', async () => {
    const { store, id } = await opened()
    const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n]
    await store.write(id, pointsOf([least, -1n, 0n, 1n, most].map(t => ['m', '', 'f', t, 1])))
    const times = async (start: bigint, stop: bigint) => (await readRows(store, id, { start, stop })).map(r => r[3])
    expect(await times(-1n, 1n)).toEqual([-1n, 0n])
    expect(await times(least, most)).toEqual([least, -1n, 0n, 1n])
    expect(await times(least, 2n ** 63n)).toEqual([least, -1n, 0n, 1n, most])
    expect(await times(2n, most)).toEqual([])
    expect(await times(1n, 1n)).toEqual([])
  })

  test('texts of several writes are each kept once', async () => {
    const { store, id } = await opened()
    for (let t = 0n; t < 4n; t++) await store.write(id, pointsOf([['m', '', 'f', t, t % 2n === 0n ? 'x' : 'y']]))
    const read = await store.read(id, { start: 0n, stop: 9n }, null, new AbortController().signal)
    expect(read.texts).toEqual(['x', 'y'])
    expect((await readRows(store, id)).map(r => r[4])).toEqual(['x', 'y', 'x', 'y'])
  })

  test('what is wanted is asked only of series that may have points in the range', async () => {
    const { store, id } = await opened()
    await store.write(
      id,
      pointsOf([
        ['m', 'h=a', 'f', 1n, 1],
        ['m', 'h=b', 'f', 1n, 2],
      ]),
    )
    await store.write(id, pointsOf([['m', 'h=c', 'f', 9n, 3]]))
    let asked: string[] = []
    const keep = (series: readonly { tags: readonly (readonly [string, string])[] }[]) => {
      asked = series.map(s => s.tags[0][1])
      return Uint8Array.from(series, s => Number(s.tags[0][1] === 'b'))
    }
    const read = await store.read(id, { start: 0n, stop: 5n }, keep, new AbortController().signal)
    expect(asked).toEqual(['a', 'b'])
    expect(read.series.map(s => s.tags[0][1])).toEqual(['b'])
    expect([...read.offsets]).toEqual([0, 1])
  })

  test('no points at all, and a bucket that is not there', async () => {
    const { store, id } = await opened()
    expect(await readRows(store, id)).toEqual([])
    expect(await store.write(id, pointsOf([]))).toEqual([])
    await expect(readRows(store, 'nope')).rejects.toThrow('could not find bucket "nope"')
    await expect(store.write('nope', pointsOf([]))).rejects.toThrow(Fault)
  })

  test('a read that was given up', async () => {
    const { store, id } = await opened()
    const given = AbortSignal.abort()
    await expect(store.read(id, { start: 0n, stop: 1n }, null, given)).rejects.toThrow()
  })
})

describe('partial writes', () => {
  test('a field keeps the type it has had, in a later write and within one', async () => {
    const { store, id } = await opened()
    await store.write(id, pointsOf([['cpu', '', 'usage', 1n, 1]]))
    const told = await store.write(
      id,
      pointsOf([
        ['cpu', 'h=a', 'usage', 2n, 'x'],
        ['cpu', 'h=b', 'usage', 2n, 'x'],
        ['cpu', '', 'usage', 3n, 4],
        ['cpu', '', 'n', 3n, 1n],
        ['cpu', '', 'n', 4n, true],
      ]),
    )
    expect(told).toEqual([
      'partial write: field type conflict: input field "usage" on measurement "cpu" is type string, already exists as type float dropped=2',
      'partial write: field type conflict: input field "n" on measurement "cpu" is type boolean, already exists as type integer dropped=1',
    ])
    expect(await readRows(store, id)).toEqual([
      ['cpu', '', 'n', 3n, 1n],
      ['cpu', '', 'usage', 1n, 1],
      ['cpu', '', 'usage', 3n, 4],
    ])
  })

  test('a field cannot be called time', async () => {
    const { store, id } = await opened()
    expect(await store.write(id, pointsOf([['m', '', 'time', 1n, 1]]))).toEqual([
      'partial write: invalid field name: input field "time" on measurement "m" is invalid dropped=1',
    ])
  })

  test('points before the retention are left out and told; values of one time are one point', async () => {
    const { store, clock, id } = await opened(HOUR)
    const oldest = clock.now - HOUR
    const told = await store.write(
      id,
      pointsOf([
        ['cpu', 'h=a b', 'x', oldest - 2n, 1],
        ['cpu', 'h=a b', 'y', oldest - 2n, 1],
        ['cpu', 'h=a b', 'x', oldest - 1n, 1],
        ['cpu', 'h=a b', 'x', oldest, 1],
      ]),
    )
    const bound = 'dropped because it violates a Retention Policy Lower Bound at 2023-11-14T21:13:20Z'
    expect(told).toEqual([
      `partial write: dropped 2 points outside retention policy of duration 1h0m0s - oldest point cpu,h=a\\ b at 2023-11-14T21:13:19.999999998Z ${bound}, newest point cpu,h=a\\ b at 2023-11-14T21:13:19.999999999Z ${bound} dropped=2 for database: ${id} for retention policy: autogen`,
    ])
    expect((await readRows(store, id)).map(r => r[3])).toEqual([oldest])
  })

  test.each([
    [0n, '0s'],
    [1_500_000_000n, '1.5s'],
    [90_000_000_000n, '1m30s'],
    [HOUR * 72n, '72h0m0s'],
  ])('%s nanoseconds as Go has them', (ns, text) => expect(goDuration(ns)).toBe(text))
})

describe('buckets', () => {
  test('are listed by name, renamed, and their names are their own', async () => {
    const { store, id } = await opened()
    const other = await store.create('a', HOUR)
    expect(other.id).toMatch(/^[0-9a-f]{16}$/)
    expect((await store.list()).map(b => [b.name, b.retention])).toEqual([
      ['a', HOUR],
      ['b', 0n],
    ])
    await expect(store.create('a', 0n)).rejects.toThrow('bucket with name a already exists')
    await expect(store.change(id, { name: 'a' })).rejects.toThrow('bucket with name a already exists')
    expect(await store.change(id, { name: 'c', retention: 5n })).toEqual({ id, name: 'c', retention: 5n })
    await expect(store.create('', 0n)).rejects.toThrow('empty')
    await expect(store.create('_x', 0n)).rejects.toThrow('Buckets may not start with underscore')
    await expect(store.create('x', -1n)).rejects.toThrow('retention')
  })

  test('removed, they can be restored for an hour, but not over another of the name', async () => {
    const { store, clock, id } = await opened()
    await store.write(id, pointsOf([['m', '', 'f', 1n, 1]]))
    await store.remove(id)
    expect(await store.list()).toEqual([])
    expect((await store.removed()).map(b => b.name)).toEqual(['b'])
    await expect(readRows(store, id)).rejects.toThrow('could not find bucket')
    const second = await store.create('b', 0n)
    await expect(store.restore(id)).rejects.toThrow('already exists')
    await store.remove(second.id)
    await store.restore(id)
    expect(await readRows(store, id)).toHaveLength(1)
    await store.remove(id)
    clock.now += 2n * HOUR
    await store.sweep()
    await expect(store.restore(id)).rejects.toThrow('can no longer be brought back')
    expect(await store.removed()).toEqual([])
  })

  test('a retention bounds what is read, and lets whole segments go', async () => {
    const { store, storage, clock, id } = await opened(HOUR)
    await store.write(id, pointsOf([['m', '', 'f', clock.now, 1]]))
    clock.now += HOUR / 2n
    await store.write(id, pointsOf([['m', '', 'f', clock.now, 2]]))
    clock.now += HOUR / 2n + 1n
    expect((await readRows(store, id)).map(r => r[4])).toEqual([2])
    expect((await store.usage())[0]).toMatchObject({ points: 1, series: 1 })
    await store.sweep()
    const kept = (await storage.headersAfter(0)).filter(r => r.header?.kind === 'segment')
    expect(kept).toHaveLength(1)
    // a clock that was set back shows no less
    clock.now -= 10n * HOUR
    expect((await readRows(store, id)).map(r => r[4])).toEqual([2])
  })
})

describe('deletes', () => {
  const rows: Row[] = [
    ['cpu', 'h=a', 'f', 1n, 1],
    ['cpu', 'h=a', 'f', 2n, 2],
    ['cpu', 'h=b', 'f', 1n, 3],
    ['mem', '', 'f', 1n, 4],
  ]

  test('hide a range of the series that are meant, until they are taken back', async () => {
    const { store, id } = await opened()
    await store.write(id, pointsOf(rows))
    const number = await store.deletePoints(id, { start: 1n, stop: 2n }, '_measurement="cpu" AND h="a"')
    expect(await readRows(store, id)).toEqual(rows.slice(1))
    const all = await store.deletePoints(id, { start: 0n, stop: 9n }, '')
    expect(await readRows(store, id)).toEqual([])
    expect((await store.usage())[0]).toMatchObject({ points: 0, series: 0, first: null, last: null })
    expect(await store.browse(id)).toEqual([])
    await store.undoDelete(id, all)
    await store.undoDelete(id, number)
    expect(await readRows(store, id)).toEqual(rows)
    await expect(store.undoDelete(id, number)).rejects.toThrow('can no longer be brought back')
  })

  test('leave what is written later, and a sweep an hour after makes them last', async () => {
    const { store, storage, clock, id } = await opened()
    await store.write(id, pointsOf(rows))
    const number = await store.deletePoints(id, { start: 0n, stop: 9n }, 'h!="b"')
    await store.write(id, pointsOf([['cpu', 'h=a', 'f', 1n, 9]]))
    const left: Row[] = [['cpu', 'h=a', 'f', 1n, 9], rows[2]]
    await store.sweep()
    expect(await readRows(store, id)).toEqual(left)
    clock.now += 2n * HOUR
    await store.sweep()
    expect(await readRows(store, id)).toEqual(left)
    await expect(store.undoDelete(id, number)).rejects.toThrow('can no longer be brought back')
    expect((await storage.headersAfter(0)).filter(r => r.header?.kind === 'delete')).toEqual([])
  })

  test('what is no predicate, or no range', async () => {
    const { store, id } = await opened()
    const refused = (predicate: string) => expect(store.deletePoints(id, { start: 0n, stop: 1n }, predicate)).rejects
    await refused('a=1 or b=2').toThrow('the logical operator OR is not supported yet')
    await refused('(a=1').toThrow('extra ( seen')
    await refused('a=1)').toThrow('extra ) seen')
    await refused('a').toThrow('bad logical expression, found the end')
    await refused('a>1').toThrow('bad logical expression')
    await expect(store.deletePoints(id, { start: 1n, stop: 1n }, '')).rejects.toThrow('empty range')
  })

  test.each([
    ['(_measurement=cpu AND (h="a"))', 2],
    ["h='a' and _field != f", 0],
    ['h="\\"a"', 0],
    ['nothing=""', 4],
  ])('%s means %i points', async (predicate, count) => {
    const { store, id } = await opened()
    await store.write(id, pointsOf(rows))
    await store.deletePoints(id, { start: 0n, stop: 9n }, predicate)
    expect(rows.length - (await readRows(store, id)).length).toBe(count)
  })
})

test('what a bucket holds', async () => {
  const { store, id } = await opened()
  await store.write(
    id,
    pointsOf([
      ['cpu', 'host=b', 'usage', 5n, 1],
      ['cpu', 'host=a,zone=1', 'usage', 2n, 1],
      ['cpu', 'host=a', 'count', 3n, 1n],
      ['mem', '', 'free', 9n, 'x'],
    ]),
  )
  expect(await store.browse(id)).toEqual([
    {
      name: 'cpu',
      series: 3,
      fields: [
        { name: 'count', type: 'int' },
        { name: 'usage', type: 'float' },
      ],
      tags: [
        { key: 'host', values: ['a', 'b'] },
        { key: 'zone', values: ['1'] },
      ],
    },
    { name: 'mem', series: 1, fields: [{ name: 'free', type: 'string' }], tags: [] },
  ])
  const [usage] = await store.usage()
  expect(usage).toMatchObject({ name: 'b', series: 4, points: 4, first: 2n, last: 9n })
  expect(usage.bytes).toBeGreaterThanOrEqual(64)
})

test('many small writes become few segments, and read the same', async () => {
  const { store, storage, id } = await opened()
  const rows: Row[] = []
  for (let i = 0; i < 100; i++) {
    const row: Row = ['m', `h=${i % 3}`, 'f', BigInt(i), i]
    rows.push(row)
    await store.write(id, pointsOf([row]))
  }
  const before = await readRows(store, id)
  await store.sweep()
  expect((await storage.headersAfter(0)).filter(r => r.header?.kind === 'segment').length).toBeLessThan(8)
  expect(await readRows(store, id)).toEqual(before)
  expect(before).toHaveLength(rows.length)
})

test('the bucket of statuses comes to be once, and is nobody else’s to name', async () => {
  const store = storeOn(new MemoryStorage())
  const [one, other] = await Promise.all([store.system!(), store.system!()])
  expect(one.id).toBe(other.id)
  expect(await store.list()).toEqual([{ id: one.id, name: '_monitoring', retention: 604_800_000_000_000n }])
  await expect(store.create('_monitoring', 0n)).rejects.toThrow('may not start with underscore')
  expect((await store.change(one.id, { retention: 0n })).retention).toBe(0n)
  await store.remove(one.id)
  expect((await store.restore(one.id)).name).toBe('_monitoring')
})
