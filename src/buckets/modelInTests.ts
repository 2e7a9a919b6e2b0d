// What stores are held against, in Node and in a browser: a naive model, and random commands that both follow.
import fc from 'fast-check'
import { compareSeries } from '../library/index.ts'
import { type BucketStore, type Storage, storeOn } from './index.ts'
import { pointsOf, type Row, readRows } from './storesInTests.ts'

const MINUTE = 60_000_000_000n
const HOUR = 60n * MINUTE
const START = 1_700_000_000_000_000_000n
const RETENTIONS = [0n, 3n * HOUR]

export type Command =
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

export const commands: fc.Arbitrary<Command[]> = fc.array(
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

export interface Place {
  /** The storage as each of two stores has it. */
  open(): Promise<readonly [Storage, Storage]>
  clear(): void
}

function expectSame(found: Row[], model: Model, bucket: number): void {
  const [has, should] = [found.map(shownRow), model.read(bucket).map(shownRow)]
  const at = has.findIndex((row, i) => row !== should[i])
  if (at >= 0 || has.length !== should.length)
    throw new Error(`bucket ${bucket}, ${has.length} of ${should.length} points: ${has[at]}; expected ${should[at]}`)
}

const shownRow = (row: Row): string => row.join(' ')

/** Does the commands to stores and to a model; throws where they differ. */
export async function followed(place: Place, list: readonly Command[]): Promise<void> {
  const pair = new Pair(place)
  await pair.open()
  for (const retention of RETENTIONS) pair.ids.push((await pair.stores[0].create(`b${retention}`, retention)).id)
  for (const command of list) {
    await pair.follow(command)
    for (const store of pair.stores)
      for (const bucket of pair.ids.keys()) expectSame(await readRows(store, pair.ids[bucket]), pair.model, bucket)
  }
  for (const store of pair.stores) if (store.problems().length > 0) throw new Error(store.problems().join('\n'))
  pair.close()
}

class Pair {
  readonly model = new Model()
  readonly ids: string[] = []
  stores: readonly BucketStore[] = []

  constructor(private readonly place: Place) {}

  async open(): Promise<void> {
    const now = (): bigint => this.model.now
    // a cache that holds next to nothing in the second makes it read what it wrote
    const caches = [1 << 20, 100]
    this.stores = (await this.place.open()).map((storage, i) => storeOn(storage, { now, cacheBytes: caches[i] }))
  }

  close(): void {
    for (const store of this.stores) store.close()
  }

  async follow(command: Command): Promise<void> {
    switch (command.kind) {
      case 'write':
        await this.stores[command.by].write(this.ids[command.bucket], pointsOf(command.rows))
        return this.model.write(command.bucket, command.rows)
      case 'delete':
        return this.delete(command)
      case 'undo':
        return this.undo(command.by, command.which)
      case 'sweep':
        return this.sweep(this.stores[command.by], command.rows)
      case 'wait':
        this.model.now += BigInt(command.minutes) * MINUTE
        return
      case 'reopen':
        this.close()
        return this.open()
    }
  }

  private async delete({ by, bucket, range, host }: Command & { kind: 'delete' }): Promise<void> {
    const [start, stop] = range.map(timeOf).sort((a, b) => (a < b ? -1 : 1))
    if (start === stop) return
    const predicate = host === null ? '' : `h="${host}"`
    const number = await this.stores[by].deletePoints(this.ids[bucket], { start, stop }, predicate)
    this.model.done.push({ start, stop, host, at: this.model.now, number, bucket, undone: false })
  }

  private async undo(by: number, which: number): Promise<void> {
    const { done, now } = this.model
    const young = done.filter((d): d is Deletion => 'host' in d && !d.undone && now - d.at < HOUR)
    const chosen = young[which]
    if (!chosen) return
    await this.stores[by].undoDelete(this.ids[chosen.bucket], chosen.number)
    chosen.undone = true
  }

  /** Both sweep at once, while one reads a bucket and writes to the other. */
  private async sweep(store: BucketStore, rows: readonly Row[]): Promise<void> {
    const [found] = await Promise.all([
      readRows(store, this.ids[0]),
      store.write(this.ids[1], pointsOf(rows)),
      ...this.stores.map(each => each.sweep()),
    ])
    expectSame(found, this.model, 0)
    this.model.write(1, rows)
  }
}
