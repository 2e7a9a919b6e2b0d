// The store of buckets: what runs read and write, and what a panel manages.
import type { BucketInfo, Buckets, ReadRange } from '../library/index.ts'
import { compareText } from '../values/index.ts'
import {
  type BucketUsage,
  browse,
  type MeasurementInfo,
  type RemovedBucket,
  removedBuckets,
  usageOf,
} from './browsing.ts'
import { Log } from './log.ts'
import {
  changeBucket,
  createBucket,
  deletePoints,
  removeBucket,
  restoreBucket,
  systemBucket,
  undoDelete,
} from './managing.ts'
import { readPoints } from './reading.ts'
import type { Storage } from './storage.ts'
import { sweep } from './sweeping.ts'
import { writePoints } from './writing.ts'

export interface BucketStore extends Buckets {
  /** True when what is stored survives the page or the process. */
  readonly persistent: boolean
  /** Retention in nanoseconds; 0 keeps points for ever. */
  create(name: string, retention: bigint): Promise<BucketInfo>
  change(bucket: string, change: { readonly name?: string; readonly retention?: bigint }): Promise<BucketInfo>
  /** For an hour `restore` brings it back. */
  remove(bucket: string): Promise<void>
  restore(bucket: string): Promise<BucketInfo>
  removed(): Promise<readonly RemovedBucket[]>
  usage(): Promise<readonly BucketUsage[]>
  browse(bucket: string): Promise<readonly MeasurementInfo[]>
  /**
   * Deletes the points of a range whose series the predicate means, as `_measurement="cpu" AND host="a"`; an empty one
   * means all. For an hour `undoDelete` brings them back, given the number this resolves with.
   */
  deletePoints(bucket: string, range: ReadRange, predicate: string): Promise<number>
  undoDelete(bucket: string, number: number): Promise<void>
  /** Housekeeping, for when there is nothing else to do; false when another store on the storage does it already. */
  sweep(signal?: AbortSignal): Promise<boolean>
  /** What was found broken and set aside, a sentence each. */
  problems(): readonly string[]
  close(): void
}

export interface StoreOptions {
  /** Nanoseconds since 1970; the wall clock unless given. */
  readonly now?: () => bigint
  /** Bytes of points that are kept in memory once they were read; 128 MiB unless given. */
  readonly cacheBytes?: number
}

export function storeOn(storage: Storage, { now = wallClock, cacheBytes = 1 << 27 }: StoreOptions = {}): BucketStore {
  const log = new Log(storage, now, cacheBytes)
  return {
    persistent: storage.persistent,
    list: () => listOf(log),
    system: () => systemBucket(log),
    read: (bucket, range, keep, signal) => readPoints(log, bucket, range, keep, signal),
    write: (bucket, points) => writePoints(log, bucket, points),
    create: (name, retention) => createBucket(log, name, retention),
    change: (bucket, change) => changeBucket(log, bucket, change),
    remove: bucket => removeBucket(log, bucket),
    restore: bucket => restoreBucket(log, bucket),
    removed: () => removedBuckets(log),
    usage: () => usageOf(log),
    browse: bucket => browse(log, bucket),
    deletePoints: (bucket, range, predicate) => deletePoints(log, bucket, range, predicate),
    undoDelete: (bucket, number) => undoDelete(log, bucket, number),
    sweep: signal => sweep(log, signal),
    problems: () => [...storage.problems(), ...log.problems()],
    close: () => storage.close(),
  }
}

const wallClock = (): bigint => BigInt(Date.now()) * 1_000_000n

/** By name. */
async function listOf(log: Log): Promise<readonly BucketInfo[]> {
  const state = await log.current()
  return [...state.buckets.values()]
    .filter(b => b.removedAt === null)
    .map(b => b.info)
    .sort((a, b) => compareText(a.name, b.name))
}
