// What goes wrong: storage that refuses or is full, records and points that are gone or broken, other stores that change
// what is read meanwhile, directories in use or cut off in the middle.
import 'fake-indexeddb/auto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deleteDB, openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '../values/index.ts'
import { openFiles } from './files.ts'
import { MemoryStorage, openBuckets, openIndexedDb, storeOn, UNDO_TIME } from './index.ts'
import { pointsOf, type Row, readRows, storeAt } from './storesInTests.ts'

const row = (n: number): Row => ['m', '', 'f', BigInt(n), n]

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

describe('IndexedDB', () => {
  test('is where a page keeps its buckets', async () => {
    const { store, reason } = await openBuckets('b')
    expect([store.persistent, reason]).toEqual([true, null])
    const { id } = await store.create('x', 0n)
    await store.write(id, pointsOf([row(1)]))
    store.close()
    const again = (await openBuckets('b')).store
    expect(await readRows(again, id)).toEqual([row(1)])
    again.close()
    await expect(again.list()).rejects.toThrow('closed')
  })

  test('is not opened for a page in a frame of another site', async () => {
    globalThis.indexedDB = { open: () => failing('opened', 'Error') } as unknown as IDBFactory
    const { store, reason } = await openBuckets(null)
    expect(store.persistent).toBe(false)
    expect(reason).toContain('it is in a frame of another site')
  })

  test('where it is refused, buckets are kept in memory, and that is said', async () => {
    const refusing = { open: () => failing('The operation is insecure.', 'SecurityError') }
    globalThis.indexedDB = refusing as unknown as IDBFactory
    const { store, reason } = await openBuckets('b')
    expect(store.persistent).toBe(false)
    expect(reason).toContain('The operation is insecure.')
    const { id } = await store.create('x', 0n)
    await store.write(id, pointsOf([row(1)]))
    expect(await readRows(store, id)).toEqual([row(1)])
  })

  test('when it is full nothing of a write is stored, and the fault says what to do', async () => {
    const { store } = await openBuckets('b')
    const { id } = await store.create('x', 0n)
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = () => failing('no room', 'QuotaExceededError')
    try {
      const refused = await store.write(id, pointsOf([row(1)])).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Fault)
      expect((refused as Fault).message).toContain('no room left: nothing of this write was stored')
      expect((refused as Fault).advice?.steps.length).toBeGreaterThan(0)
    } finally {
      IDBObjectStore.prototype.put = put
    }
    expect((await store.usage())[0].series).toBe(0)
    await store.write(id, pointsOf([row(2)]))
    expect(await readRows(store, id)).toEqual([row(2)])
  })

  test.each([
    ['gone', undefined],
    ['of another shape', { times: [1], bits: null }],
    ['too short', { times: new BigInt64Array(0), bits: new BigInt64Array(0), texts: [] }],
  ])('points that are %s are passed over, told, and the rest is read', async (_, broken) => {
    const { store } = await openBuckets('b')
    const { id } = await store.create('x', 0n)
    for (let n = 1; n <= 3; n++) await store.write(id, pointsOf([row(n)]))
    store.close()
    const db = await openDB('b')
    const keys = await db.getAllKeys('payloads')
    if (broken) await db.put('payloads', broken, keys[1])
    else await db.delete('payloads', keys[1])
    const again = (await openBuckets('b')).store
    expect(await readRows(again, id)).toEqual([row(1), row(3)])
    expect(again.problems()).toEqual(['1 write of points is lost or broken: it is passed over'])
    await again.sweep()
    expect(await readRows(again, id)).toEqual([row(1), row(3)])
    expect((await again.usage())[0].points).toBe(2)
  })

  test('a record that is none is set aside; the id of a series whose record is lost is not given to another', async () => {
    const { store } = await openBuckets('b')
    const { id } = await store.create('x', 0n)
    await store.write(id, pointsOf([['lost', '', 'f', 1n, 1]]))
    store.close()
    const db = await openDB('b')
    const keys = await db.getAllKeys('headers')
    await db.put('headers', { kind: 'series', bucket: id, ids: 'none' }, keys[1])
    const again = (await openBuckets('b')).store
    await again.write(id, pointsOf([row(1)]))
    expect(await readRows(again, id)).toEqual([row(1)])
    expect(again.problems()).toEqual(['1 record of the store cannot be read: it is passed over'])
    expect((await again.usage())[0]).toMatchObject({ series: 1, points: 1 })
  })

  test('a bucket whose own record is lost keeps its points under another name', async () => {
    const { store } = await openBuckets('b')
    const { id } = await store.create('x', 0n)
    await store.write(id, pointsOf([row(1)]))
    store.close()
    const db = await openDB('b')
    await db.put('headers', null, (await db.getAllKeys('headers'))[0])
    const again = (await openBuckets('b')).store
    expect((await again.list()).map(b => b.name)).toEqual([`recovered ${id}`])
    expect(await readRows(again, id)).toEqual([row(1)])
  })

  test('what another tab did since is seen before a change is refused, or done', async () => {
    const [mine, other] = [storeOn(await openIndexedDb('b')), storeOn(await openIndexedDb('b'))]
    const { id } = await mine.create('x', 0n)
    await mine.write(id, pointsOf([row(1)]))
    await other.remove(id)
    const second = await mine.create('x', 0n)
    await other.remove(second.id)
    await expect(mine.write(second.id, pointsOf([row(1)]))).rejects.toThrow('could not find bucket')
    await other.restore(id)
    await other.write(id, pointsOf([['m', '', 'g', 1n, 1n]]))
    expect((await mine.write(id, pointsOf([['m', '', 'g', 1n, 1.5]])))[0]).toContain('already exists as type integer')
    expect(await readRows(mine, id)).toEqual([row(1), ['m', '', 'g', 1n, 1n]])
  })

  test('when the browser refuses a write for another reason, its words are told', async () => {
    const { store } = await openBuckets('b')
    const add = IDBObjectStore.prototype.add
    IDBObjectStore.prototype.add = () => failing('Internal error.', 'UnknownError')
    try {
      await expect(store.create('x', 0n)).rejects.toThrow(
        'the storage of this browser cannot be used (UnknownError): Internal error.',
      )
    } finally {
      IDBObjectStore.prototype.add = add
    }
    expect(await store.list()).toEqual([])
  })

  test('when all is cleared while a page is open, it begins anew', async () => {
    const first = (await openBuckets('b')).store
    const { id } = await first.create('x', 0n)
    await first.write(id, pointsOf([row(1), row(2)]))
    first.close()
    const { store } = await openBuckets('b')
    expect(await readRows(store, id)).toHaveLength(2)
    await deleteDB('b')
    expect(await store.list()).toEqual([])
    await expect(readRows(store, id)).rejects.toThrow('could not find bucket')
    await deleteDB('b')
    const other = (await openBuckets('b')).store
    await other.create('theirs', 0n)
    expect((await store.list()).map(b => b.name)).toEqual(['theirs'])
    await expect(store.write(id, pointsOf([row(1)]))).rejects.toThrow('could not find bucket')
    const again = await store.create('x', 0n)
    await store.write(again.id, pointsOf([row(3)]))
    expect(await readRows(store, again.id)).toEqual([row(3)])
    expect(store.problems()).toEqual([])
  })

  test('what another tab merges while a read is under way is read from where it is now', async () => {
    const storage = await openIndexedDb('b')
    const mine = storeOn(storage, { cacheBytes: 0 })
    const { id } = await mine.create('x', 0n)
    for (let n = 0; n < 20; n++) await mine.write(id, pointsOf([row(n)]))
    const other = storeOn(await openIndexedDb('b'))
    const load = storage.payloads.bind(storage)
    let once = true
    storage.payloads = async seqs => {
      if (once) {
        once = false
        await other.sweep()
      }
      return load(seqs)
    }
    expect(await readRows(mine, id)).toHaveLength(20)
    expect(once).toBe(false)
    expect(mine.problems()).toEqual([])
  })
})

describe('the log', () => {
  test('is kept short, and who has not seen what left it begins anew', async () => {
    const storage = new MemoryStorage()
    const { store, clock } = storeAt(storage)
    const behind = storeAt(storage).store
    const { id } = await store.create('x', 0n)
    await store.write(id, pointsOf([row(1)]))
    expect(await readRows(behind, id)).toEqual([row(1)])
    for (let n = 0; n < 80; n++) {
      await store.write(id, pointsOf([['m', `h=${n}`, 'f', 1n, n]]))
      await store.undoDelete(id, await store.deletePoints(id, { start: 0n, stop: 9n }, ''))
      await store.change(id, { name: `x${n}`, retention: 0n })
    }
    const last = await store.deletePoints(id, { start: 0n, stop: 9n }, 'h!=""')
    await store.deletePoints(id, { start: 0n, stop: 9n }, 'h!=""')
    await store.undoDelete(id, last)
    const before = (await storage.headersAfter(0)).length
    await store.sweep()
    clock.now += 2n * UNDO_TIME
    await store.sweep()
    const after = (await storage.headersAfter(0)).length
    expect(before).toBeGreaterThan(240)
    expect(after).toBeLessThan(30)
    for (const reader of [store, behind, storeAt(storage).store]) {
      expect((await reader.list()).map(b => b.name)).toEqual(['x79'])
      expect(await readRows(reader, id)).toEqual([row(1)])
      expect((await reader.usage())[0].series).toBe(1)
    }
    await behind.write(id, pointsOf([['m', 'h=new', 'f', 1n, 5]]))
    expect(await readRows(store, id)).toEqual([row(1), ['m', 'h=new', 'f', 1n, 5]])
  })
})

describe('a directory', () => {
  let path = ''
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'buckets-'))
  })
  afterEach(() => rmSync(path, { recursive: true, force: true }))

  const filled = async (): Promise<string> => {
    const store = storeOn(await openFiles(path))
    const { id } = await store.create('x', 0n)
    for (let n = 1; n <= 3; n++) await store.write(id, pointsOf([row(n)]))
    store.close()
    return id
  }
  const names = (kind: string) =>
    readdirSync(path)
      .filter(name => name.endsWith(kind))
      .sort((a, b) => Number(a.split('.')[0]) - Number(b.split('.')[0]))

  test('is had by one process at a time, and the lock of one that has ended is taken over', async () => {
    const storage = await openFiles(path)
    await expect(openFiles(path)).rejects.toThrow(`in use by process ${process.pid}`)
    storage.close()
    writeFileSync(join(path, 'lock'), '999999999')
    const again = await openFiles(path)
    again.close()
    expect(readdirSync(path)).toEqual([])
  })

  test('one that cannot be used is named', async () => {
    writeFileSync(join(path, 'file'), '')
    await expect(openFiles(join(path, 'file', 'inner'))).rejects.toThrow('cannot keep buckets in')
  })

  test('a process that ended between the points and their record leaves no trace', async () => {
    const id = await filled()
    const points = names('.points')
    writeFileSync(join(path, '900.points'), readFileSync(join(path, points[0])))
    writeFileSync(join(path, '901.records.part'), 'half')
    const store = storeOn(await openFiles(path))
    expect(await readRows(store, id)).toHaveLength(3)
    expect(readdirSync(path).filter(name => name.startsWith('90'))).toEqual([])
    expect(store.problems()).toEqual([])
    await store.write(id, pointsOf([row(4)]))
    expect(await readRows(store, id)).toHaveLength(4)
    store.close()
  })

  test('a broken file of records is set aside and named, and its points with it', async () => {
    const id = await filled()
    const records = names('.records')
    writeFileSync(join(path, records[2]), readFileSync(join(path, records[2])).subarray(0, 40))
    const store = storeOn(await openFiles(path))
    expect(await readRows(store, id)).toEqual([row(1), row(3)])
    expect(store.problems()[0]).toContain(`${records[2]} is broken: it was renamed to ${records[2]}.broken`)
    expect(names('.broken').length).toBe(2)
    store.close()
  })

  test('a file of points that is broken or gone is passed over', async () => {
    const id = await filled()
    const points = names('.points')
    const bytes = readFileSync(join(path, points[0]))
    bytes[20] ^= 1
    writeFileSync(join(path, points[0]), bytes)
    unlinkSync(join(path, points[1]))
    const store = storeOn(await openFiles(path))
    expect(await readRows(store, id)).toEqual([row(3)])
    expect(store.problems()).toEqual(['2 writes of points are lost or broken: they are passed over'])
    store.close()
  })

  test('records that were to be removed when it was cut off are removed when it is opened', async () => {
    const storage = await openFiles(path)
    const store = storeOn(storage)
    const { id } = await store.create('x', 0n)
    for (let n = 1; n <= 8; n++) await store.write(id, pointsOf([row(n)]))
    const kept = names('').map(name => [name, readFileSync(join(path, name))] as const)
    await store.sweep()
    store.close()
    const merged = names('.points')
    expect(merged).toHaveLength(1)
    for (const [name, bytes] of kept) if (name !== 'lock') writeFileSync(join(path, name), bytes)
    const again = storeOn(await openFiles(path))
    expect(await readRows(again, id)).toHaveLength(8)
    expect(names('.points')).toEqual(merged)
    again.close()
  })

  test('a disk that is full', async () => {
    const id = await filled()
    const store = storeOn(await openFiles(path))
    const { promises } = process.getBuiltinModule('node:fs')
    const rename = promises.rename
    promises.rename = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
    await expect(store.write(id, pointsOf([row(9)]))).rejects.toThrow('no room left')
    promises.rename = rename
    expect(await readRows(store, id)).toHaveLength(3)
    store.close()
    expect(names('.part')).toEqual([])
  })
})

function failing(message: string, name: string): never {
  throw new DOMException(message, name)
}
