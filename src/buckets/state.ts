// All buckets, as the log of a storage has them up to a record. Stores on one storage stay in step by folding in what
// they have not seen.
import { BucketState } from './bucketState.ts'
import type { Header } from './header.ts'
import type { Numbered } from './storage.ts'

export class State {
  /** The number of the last record that was folded in. */
  seen = 0
  readonly buckets = new Map<string, BucketState>()
  /** Records that are none. */
  readonly broken: number[] = []
  /** Records that tell only of changes, and series apart in many records: what a sweep may take out. */
  readonly spent: number[] = []
  /** Records of series and of names and retentions, by bucket: the last holds. */
  readonly records = new Map<string, { series: number[]; info: number[] }>()

  /** Folds records in; false when some are gone that this state would have needed: it has to begin anew. */
  catchUp(news: readonly Numbered[]): boolean {
    const from = this.seen
    for (const { seq, header } of news) {
      if (seq <= this.seen) continue
      if (from > 0 && header?.kind === 'pruned' && header.upTo > from) return false
      if (header) this.fold(seq, header)
      else this.broken.push(seq)
      this.seen = seq
    }
    return true
  }

  /** The bucket of that name, if it is there. */
  named(name: string): BucketState | undefined {
    for (const bucket of this.buckets.values())
      if (bucket.removedAt === null && bucket.info.name === name) return bucket
    return undefined
  }

  private fold(seq: number, header: Header): void {
    if (header.kind === 'pruned') {
      this.spent.push(seq)
      return
    }
    if (header.kind === 'bucket') {
      this.nameBucket(header.bucket, header.name, header.retention)
      this.recordsOf(header.bucket).info.push(seq)
      return
    }
    // a bucket whose own record is lost keeps its points, under another name
    if (!this.buckets.has(header.bucket) && header.kind === 'series')
      this.nameBucket(header.bucket, `recovered ${header.bucket}`, 0n)
    const bucket = this.buckets.get(header.bucket)
    if (bucket) this.change(bucket, seq, header)
  }

  private change(bucket: BucketState, seq: number, header: Exclude<Header, { kind: 'bucket' | 'pruned' }>): void {
    switch (header.kind) {
      case 'removed':
        bucket.removedAt = header.at
        this.recordsOf(header.bucket).info.push(seq)
        return
      case 'restored':
        bucket.removedAt = null
        this.recordsOf(header.bucket).info.push(seq)
        return
      case 'erased':
        this.buckets.delete(header.bucket)
        this.records.delete(header.bucket)
        this.spent.push(seq)
        return
      case 'series':
        bucket.addSeries(header)
        this.recordsOf(header.bucket).series.push(seq)
        return
      case 'segment':
        bucket.drop(header.replaces)
        bucket.addSegment(seq, header)
        return
      case 'delete':
        bucket.addTombstone(seq, header)
        return
      case 'undelete':
        bucket.drop([header.delete])
        this.spent.push(seq)
        return
      case 'dropped':
        bucket.drop(header.records)
        this.spent.push(seq)
    }
  }

  private nameBucket(id: string, name: string, retention: bigint): void {
    const info = { id, name, retention }
    const known = this.buckets.get(id)
    if (known) known.info = info
    else this.buckets.set(id, new BucketState(info))
  }

  private recordsOf(bucket: string): { series: number[]; info: number[] } {
    let own = this.records.get(bucket)
    if (!own) this.records.set(bucket, (own = { series: [], info: [] }))
    return own
  }
}
