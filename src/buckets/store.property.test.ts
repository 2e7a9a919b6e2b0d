// Stores against a naive model, over each kind of storage: random writes, overwrites, deletes, undo, sweeps, a clock
// that goes on, stores opened again, and two stores on one storage.
import 'fake-indexeddb/auto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSeries } from '../library/index.ts'
import { openFiles } from './files.ts'
import { type BucketStore, MemoryStorage, openIndexedDb, type Storage, storeOn } from './index.ts'
import { pointsOf, type Row, readRows } from './storesInTests.ts'

const MINUTE = 60_000_000_000n
const HOUR = 60n * MINUTE
const START = 1_700_000_000_000_000_000n
const RETENTIONS = [0n, 3n * HOUR]

type Command =
  | { readonly kind: 'write'; readonly by: number; readonly bucket: number; readonly rows: readonly Row[] }
  | {
      readonly kind: 'delete'
      readonly by: number
      readonly bucket: number
      readonly range: readonly [number, number]
      readonly host: string | null
    }
  | { readonly kind: 'undo'; readonly by: number; readonly which: number }
  | { readonly kind: 'sweep'; readonly by: number; readonly rows: readonly Row[] }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'reopen' }

const by = fc.nat(1)
const bucket = fc.nat(1)
const timeOf = (step: number): bigint => START + BigInt(step) * 10n * MINUTE
const step = fc.integer({ min: -30, max: 30 })

const row: fc.Arbitrary<Row> = fc
  .tuple(
    fc.constantFrom('m', 'n'),
    fc.constantFrom('', 'h=a', 'h=b', 'g=x,h=a'),
    fc.constantFrom('f', 'i', 's'),
    step,
    fc.nat(99),
  )
  .map(([measurement, tags, field, at, n]) => [
    measurement,
    tags,
    field,
    timeOf(at),
    field === 'f' ? n / 4 : field === 'i' ? BigInt(n) : `text ${n % 7}`,
  ])
const rows = fc.array(row, { minLength: 1, maxLength: 12 })

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ kind: fc.constant('write' as const), by, bucket, rows }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('delete' as const),
        by,
        bucket,
        range: fc.tuple(step, step),
        host: fc.constantFrom(null, 'a', 'b'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), by, which: fc.nat(5) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('sweep' as const), by, rows }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(5, 50, 130) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  ),
  { minLength: 4, maxLength: 60 },
)

interface Deletion {
  readonly start: bigint
  readonly stop: bigint
  readonly host: string | null
  readonly at: bigint
  readonly number: number
  readonly bucket: number
  undone: boolean
}

/** What was done to a bucket, in order; reading does it all again. */
class Model {
  readonly done: ({ readonly bucket: number; readonly row: Row } | Deletion)[] = []
  now = START

  write(bucket: number, rows: readonly Row[]): void {
    const oldest = this.oldest(bucket)
    for (const row of rows) if (row[3] >= oldest) this.done.push({ bucket, row })
  }

  read(bucket: number): Row[] {
    const points = new Map<string, Row>()
    for (const what of this.done) {
      if (what.bucket !== bucket) continue
      if ('row' in what) points.set(`${what.row[0]} ${what.row[1]} ${what.row[2]} ${what.row[3]}`, what.row)
      else if (!what.undone) for (const [key, row] of points) if (hides(what, row)) points.delete(key)
    }
    return [...points.values()].filter(row => row[3] >= this.oldest(bucket)).sort(compareRows)
  }

  private oldest(bucket: number): bigint {
    return RETENTIONS[bucket] === 0n ? -(2n ** 63n) : this.now - RETENTIONS[bucket]
  }
}

function hides({ start, stop, host }: Deletion, [, tags, , time]: Row): boolean {
  return time >= start && time < stop && (host === null || tags.split(',').includes(`h=${host}`))
}

function compareRows(a: Row, b: Row): number {
  const series = ([measurement, tags, field]: Row) => ({
    measurement,
    tags: tags === '' ? [] : tags.split(',').map(t => t.split('=') as [string, string]),
    field,
    type: 'float' as const,
  })
  return compareSeries(series(a), series(b)) || (a[3] < b[3] ? -1 : 1)
}

interface Place {
  /** The storage as each of two stores has it. */
  open(): Promise<readonly [Storage, Storage]>
  clear(): void
}

function expectSame(found: Row[], model: Model, bucket: number): void {
  expect(found).toEqual(model.read(bucket))
}

async function followed(place: Place, list: readonly Command[]): Promise<void> {
  const model = new Model()
  const now = () => model.now
  const opened = async (): Promise<BucketStore[]> =>
    // a cache that holds next to nothing in the second makes it read what it wrote
    (await place.open()).map((storage, i) => storeOn(storage, { now, cacheBytes: i === 0 ? 1 << 20 : 100 }))
  let stores = await opened()
  const ids: string[] = []
  for (const retention of RETENTIONS) ids.push((await stores[0].create(`b${ids.length}`, retention)).id)
  for (const command of list) {
    switch (command.kind) {
      case 'write':
        await stores[command.by].write(ids[command.bucket], pointsOf(command.rows))
        model.write(command.bucket, command.rows)
        break
      case 'delete': {
        const [start, stop] = command.range.map(timeOf).sort((a, b) => (a < b ? -1 : 1))
        if (start === stop) break
        const predicate = command.host === null ? '' : `h="${command.host}"`
        const number = await stores[command.by].deletePoints(ids[command.bucket], { start, stop }, predicate)
        const { bucket, host } = command
        model.done.push({ start, stop, host, at: model.now, number, bucket, undone: false })
        break
      }
      case 'undo': {
        const young = model.done.filter((d): d is Deletion => 'host' in d && !d.undone && model.now - d.at < HOUR)
        const chosen = young[command.which]
        if (!chosen) break
        await stores[command.by].undoDelete(ids[chosen.bucket], chosen.number)
        chosen.undone = true
        break
      }
      case 'sweep': {
        const other = stores[1 - command.by]
        const [, found] = await Promise.all([
          Promise.all(stores.map(store => store.sweep())),
          readRows(other, ids[0]),
          other.write(ids[1], pointsOf(command.rows)),
        ])
        expectSame(found, model, 0)
        model.write(1, command.rows)
        break
      }
      case 'wait':
        model.now += BigInt(command.minutes) * MINUTE
        break
      case 'reopen':
        for (const store of stores) store.close()
        stores = await opened()
    }
    for (const store of stores)
      for (const bucket of ids.keys()) expectSame(await readRows(store, ids[bucket]), model, bucket)
  }
  for (const store of stores) {
    expect(store.problems()).toEqual([])
    store.close()
  }
}

/** Where nothing keeps two stores from sweeping at once, their transactions must. */
class Unlocked extends MemoryStorage {
  override async alone(work: () => Promise<void>): Promise<boolean> {
    await work()
    return true
  }
}

const kinds: Readonly<Record<string, { place: () => Place; runs: number }>> = {
  memory: {
    runs: 150,
    place: () => {
      const storage = new Unlocked()
      return { open: async () => [storage, storage], clear: () => {} }
    },
  },
  'files in a directory': {
    runs: 12,
    place: () => {
      const path = mkdtempSync(join(tmpdir(), 'buckets-'))
      return {
        open: async () => {
          const storage = await openFiles(path)
          return [storage, storage]
        },
        clear: () => rmSync(path, { recursive: true }),
      }
    },
  },
  IndexedDB: {
    runs: 12,
    place: () => {
      globalThis.indexedDB = new IDBFactory()
      return { open: async () => [await openIndexedDb('buckets'), await openIndexedDb('buckets')], clear: () => {} }
    },
  },
}

test.each(Object.keys(kinds))(
  'over %s, stores hold what a model holds',
  async kind => {
    const { place, runs } = kinds[kind]
    await fc.assert(
      fc.asyncProperty(commands, async list => {
        const where = place()
        try {
          await followed(where, list)
        } finally {
          where.clear()
        }
      }),
      { numRuns: runs },
    )
  },
  60_000,
)
