// The buckets kept in this browser, as the page shows them. What is here is a copy: it is asked for anew whenever the
// panel opens, after each run, and after each change made here.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engines } from '../../workers/clients.ts'
import type { BucketFile, BucketOverview, BucketUsage, MeasurementInfo } from '../../workers/protocol.ts'

export type { BucketUsage, MeasurementInfo } from '../../workers/protocol.ts'

export interface BucketsState {
  /** Null before the first answer. */
  readonly overview: BucketOverview | null
  /** Of the bucket that is opened, by its id. */
  readonly opened: { readonly bucket: string; readonly measurements: readonly MeasurementInfo[] | null } | null
  /** Why the last change could not be made. */
  readonly problem: string | null
  /** What was left out of a file, or that all of it is there. */
  readonly told: readonly string[]
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
  /** The kind goes by the name of the file. */
  importFile(bucket: string, file: File): Promise<void>
  exportFile(bucket: BucketUsage, kind: BucketFile): Promise<File | null>
  deletePoints(
    bucket: string,
    range: { readonly start: bigint; readonly stop: bigint },
    predicate: string,
  ): Promise<void>
}

const endings: Readonly<Record<BucketFile, string>> = { lines: 'lp', csv: 'csv', metrics: 'prom' }

function kindOf(name: string): BucketFile {
  if (/\.csv$/i.test(name)) return 'csv'
  return /\.(prom|metrics|om)(\.txt)?$/i.test(name) ? 'metrics' : 'lines'
}

export function createBuckets(engines: Pick<Engines, 'data'>): BucketsStore {
  const store = createStore<BucketsState>(() => ({ overview: null, opened: null, problem: null, told: [], undo: null }))
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
    async create(name, retention) {
      const done = await attempt(data => data.create({ name, retention }))
      // now there is something to keep, and the reader has asked for it
      if (done) void globalThis.navigator?.storage?.persist?.().catch(() => false)
      return done
    },
    change: async (bucket, change) => void (await attempt(data => data.change({ bucket, ...change }))),
    async remove({ id, name }) {
      const done = await attempt(data => data.remove({ bucket: id }))
      if (done) store.setState({ undo: { title: `${name} was removed.`, run: () => this.restore(id) } })
    },
    async restore(bucket) {
      const done = await attempt(data => data.restore({ bucket }))
      if (done) store.setState({ undo: null })
    },
    async importFile(bucket, file) {
      let told: readonly string[] = []
      const done = await attempt(async data => {
        told = await data.importFile({ bucket, file, kind: kindOf(file.name) })
      })
      if (done) store.setState({ told: [`${file.name} was read.`, ...told] })
    },
    async exportFile({ id, name }, kind) {
      let file: File | null = null
      await attempt(async data => {
        const exported = await data.exportFile({ bucket: id, kind })
        file = new File([exported.file], `${name}.${endings[kind]}`, { type: exported.file.type })
        store.setState({ told: exported.told })
      })
      return file
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
