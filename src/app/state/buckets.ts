// The buckets kept in this browser, as the page shows them. What is here is a copy: it is asked for anew whenever the
// panel opens, after each run, and after each change made here.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engines } from '../../workers/clients.ts'
import type { BucketOverview, BucketUsage, MeasurementInfo } from '../../workers/protocol.ts'

export type { BucketUsage, MeasurementInfo } from '../../workers/protocol.ts'

export interface BucketsState {
  /** Null before the first answer. */
  readonly overview: BucketOverview | null
  /** Of the bucket that is opened, by its id. */
  readonly opened: { readonly bucket: string; readonly measurements: readonly MeasurementInfo[] | null } | null
  /** Why the last change could not be made. */
  readonly problem: string | null
  /** What can be taken back. */
  readonly undo: { readonly title: string; readonly run: () => Promise<void> } | null
}

export interface BucketsStore extends StoreApi<BucketsState> {
  refresh(): Promise<void>
  open(bucket: string | null): Promise<void>
  /** False when it could not be created; `problem` says why. */
  create(name: string, retention: bigint): Promise<boolean>
  change(bucket: string, change: { readonly name?: string; readonly retention?: bigint }): Promise<void>
  remove(bucket: BucketUsage): Promise<void>
  restore(bucket: string): Promise<void>
  deletePoints(
    bucket: string,
    range: { readonly start: bigint; readonly stop: bigint },
    predicate: string,
  ): Promise<void>
}

export function createBuckets(engines: Pick<Engines, 'data'>): BucketsStore {
  const store = createStore<BucketsState>(() => ({ overview: null, opened: null, problem: null, undo: null }))
  type Data = Awaited<ReturnType<Engines['data']>>

  /** Does something, shows what has become of it, and says why where it could not be done. */
  async function attempt(act: (data: Data) => Promise<unknown>): Promise<boolean> {
    try {
      const data = await engines.data()
      await act(data)
      store.setState({ problem: null })
      await refreshWith(data)
      return true
    } catch (error) {
      store.setState({ problem: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
  async function refreshWith(data: Data): Promise<void> {
    const overview = await data.overview(null)
    const { opened } = store.getState()
    const still = overview.buckets.some(b => b.id === opened?.bucket)
    const measurements = opened && still ? await data.browse({ bucket: opened.bucket }) : null
    store.setState({ overview, opened: opened && still ? { bucket: opened.bucket, measurements } : null })
  }
  return {
    ...store,
    refresh: async () => void (await attempt(async () => {})),
    async open(bucket) {
      store.setState({ opened: bucket === null ? null : { bucket, measurements: null } })
      if (bucket !== null) await attempt(async () => {})
    },
    create: (name, retention) => attempt(data => data.create({ name, retention })),
    change: async (bucket, change) => void (await attempt(data => data.change({ bucket, ...change }))),
    async remove({ id, name }) {
      const done = await attempt(data => data.remove({ bucket: id }))
      if (done) store.setState({ undo: { title: `${name} was removed.`, run: () => this.restore(id) } })
    },
    async restore(bucket) {
      const done = await attempt(data => data.restore({ bucket }))
      if (done) store.setState({ undo: null })
    },
    async deletePoints(bucket, { start, stop }, predicate) {
      let number = 0
      const done = await attempt(async data => {
        number = await data.deletePoints({ bucket, start, stop, predicate })
      })
      const run = async (): Promise<void> => {
        if (await attempt(data => data.undoDelete({ bucket, number }))) store.setState({ undo: null })
      }
      if (done) store.setState({ undo: { title: 'The points were deleted.', run } })
    },
  }
}
