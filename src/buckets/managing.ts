// Buckets made, changed, removed and brought back, and points deleted and brought back.
import { type BucketInfo, type ReadRange, SYSTEM_BUCKET } from '../library/index.ts'
import { fault } from '../values/index.ts'
import type { Log } from './log.ts'
import { parsePredicate } from './predicate.ts'
import { bucketOf } from './reading.ts'
import type { State } from './state.ts'

/** How long what was removed or deleted can be brought back: an hour, in nanoseconds. */
export const UNDO_TIME = 3_600_000_000_000n
/** Seven days, as InfluxDB keeps them. */
const SYSTEM_RETENTION = 7n * 86_400_000_000_000n

export async function createBucket(log: Log, name: string, retention: bigint): Promise<BucketInfo> {
  const info = { id: newId(), name, retention }
  await log.transact(state => {
    refuseName(state, name, info.id)
    refuseRetention(retention)
    return { append: [{ header: { kind: 'bucket', bucket: info.id, name, retention } }] }
  })
  return info
}

/** The bucket of statuses and notifications; there is never more than one. */
export async function systemBucket(log: Log): Promise<BucketInfo> {
  let info: BucketInfo = { id: newId(), name: SYSTEM_BUCKET, retention: SYSTEM_RETENTION }
  await log.transact(state => {
    const found = state.named(SYSTEM_BUCKET)
    if (found) {
      info = found.info
      return { append: [] }
    }
    return { append: [{ header: { kind: 'bucket', bucket: info.id, name: info.name, retention: info.retention } }] }
  })
  return info
}

/** Gives a bucket another name, retention or both. */
export async function changeBucket(
  log: Log,
  id: string,
  change: { readonly name?: string; readonly retention?: bigint },
): Promise<BucketInfo> {
  let info: BucketInfo = { id, name: '', retention: 0n }
  await log.transact(state => {
    const { info: known } = bucketOf(state, id)
    info = { ...known, ...change }
    if (info.name !== known.name) refuseName(state, info.name, id)
    refuseRetention(info.retention)
    return { append: [{ header: { kind: 'bucket', bucket: id, name: info.name, retention: info.retention } }] }
  })
  return info
}

/** The bucket is gone for reads and writes, and can be brought back for an hour. */
export async function removeBucket(log: Log, id: string): Promise<void> {
  await log.transact(state => {
    bucketOf(state, id)
    return { append: [{ header: { kind: 'removed', bucket: id, at: log.now() } }] }
  })
}

export async function restoreBucket(log: Log, id: string): Promise<BucketInfo> {
  let info: BucketInfo | null = null
  await log.transact(state => {
    const bucket = state.buckets.get(id)
    if (!bucket) throw gone(`bucket "${id}"`)
    info = bucket.info
    if (bucket.removedAt === null) return { append: [] }
    refuseTaken(state, info.name, id)
    return { append: [{ header: { kind: 'restored', bucket: id } }] }
  })
  return info!
}

/** Hides the points of a range whose series a predicate means; the number is what brings them back. */
export async function deletePoints(log: Log, id: string, range: ReadRange, predicate: string): Promise<number> {
  parsePredicate(predicate)
  const { start, stop } = range
  if (start >= stop)
    throw fault('invalid', `cannot delete an empty range: expected a start before the stop, found ${start} and ${stop}`)
  const [seq] = await log.transact(state => {
    bucketOf(state, id)
    return { append: [{ header: { kind: 'delete', bucket: id, start, stop, predicate, at: log.now() } }] }
  })
  return seq
}

export async function undoDelete(log: Log, id: string, number: number): Promise<void> {
  await log.transact(state => {
    const bucket = bucketOf(state, id)
    const found = bucket.tombstones.some(t => t.seq === number)
    if (!found || bucket.segments.some(s => s.header.swept >= number && s.order < number))
      throw gone('what was deleted')
    return { append: [{ header: { kind: 'undelete', bucket: id, delete: number } }], remove: [number] }
  })
}

/** Sixteen hexadecimal digits, not all zero. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  bytes[0] |= 1
  return Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
}

function refuseName(state: State, name: string, id: string): void {
  if (name.trim() === '')
    throw fault('invalid', 'bucket name cannot be empty: expected a name, found only space', {
      steps: ['Give the bucket a name, as "metrics".'],
    })
  if (name.startsWith('_'))
    throw fault('invalid', `bucket name ${name} is invalid. Buckets may not start with underscore`, {
      steps: [
        `Names that begin with an underscore are the system's own: call it ${name.replace(/^_+/, '') || 'data'}.`,
      ],
    })
  if (name.includes('"'))
    throw fault('invalid', `bucket name ${name} is invalid. Bucket names may not include quotation marks`)
  refuseTaken(state, name, id)
}

function refuseTaken(state: State, name: string, id: string): void {
  const other = state.named(name)
  if (other && other.info.id !== id)
    throw fault('already exists', `bucket with name ${name} already exists`, {
      steps: ['Take another name, or remove or rename the bucket that has it.'],
    })
}

function refuseRetention(retention: bigint): void {
  if (retention < 0n)
    throw fault('invalid', `expected a retention of 0 (for ever) or more, found ${retention} nanoseconds`)
}

function gone(what: string): Error {
  return fault('not found', `${what} can no longer be brought back`, {
    steps: ['What is removed is kept for an hour.'],
  })
}
