// When a store sweeps itself.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type BucketStore, MemoryStorage, storeOn } from './index.ts'
import { pointsOf } from './storesInTests.ts'
import { sweptWhenQuiet } from './sweptWhenQuiet.ts'

let sweeps = 0
let broken = false
let store: BucketStore
let bucket = ''

beforeEach(async () => {
  vi.useFakeTimers()
  sweeps = 0
  broken = false
  const plain = storeOn(new MemoryStorage())
  bucket = (await plain.create('b', 0n)).id
  const sweep: BucketStore['sweep'] = signal => {
    sweeps++
    return broken ? Promise.reject(new Error('no lock')) : plain.sweep(signal)
  }
  store = sweptWhenQuiet({ ...plain, sweep })
})

afterEach(() => {
  store.close()
  vi.useRealTimers()
})

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)
const write = (): Promise<readonly string[]> => store.write(bucket, pointsOf([['m', '', 'f', 1n, 1]]))

test('once it is quiet after changes, and not before', async () => {
  for (let i = 0; i < 5; i++) {
    await write()
    await pass(4)
  }
  await store.deletePoints(bucket, { start: 0n, stop: 1n }, '')
  await pass(4)
  expect(sweeps).toBe(0)
  await pass(2)
  expect(sweeps).toBe(1)
  await pass(60)
  expect(sweeps).toBe(1)
})

test('between changes that never pause', async () => {
  for (let i = 0; i < 65; i++) {
    await write()
    await pass(1)
  }
  expect(sweeps).toBe(1)
})

test('now and then while nothing is changed; one that failed is told until one succeeds', async () => {
  broken = true
  await pass(601)
  expect(store.problems()).toEqual(['Tidying up did not succeed: no lock'])
  broken = false
  await pass(601)
  expect([sweeps, store.problems()]).toEqual([2, []])
})

test('a write that is refused changes nothing, and a closed store is swept no more', async () => {
  await expect(store.write('none', pointsOf([]))).rejects.toThrow('could not find bucket')
  await pass(20)
  await write()
  store.close()
  await pass(2000)
  expect(sweeps).toBe(0)
})
