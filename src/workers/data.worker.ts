// The worker that holds the buckets of this browser, and runs its tasks. No cancel ends it: runs come and go, and talk to
// it over channels of their own.
import { type BucketStore, openBuckets, ScrapeHistoryStore } from '../buckets/index.ts'
import { browserHost } from '../hosts/index.ts'
import { type Series, type SeriesPoints, seriesKey } from '../library/index.ts'
import { createTask } from '../remote/index.ts'
import { openTaskStorage } from '../tasks/index.ts'
import { startWorker } from './bootstrap.ts'
import { wallClock } from './clock.ts'
import { exportFile, importFile } from './fileExchange.ts'
import type { BucketRange, BucketService, DataService, RunPort } from './protocol.ts'
import { type Channel, type Service, serve, transfer } from './rpc.ts'
import { sendThrough } from './taskLines.ts'
import { TaskRunner } from './taskRunner.ts'
import { TaskHub } from './taskService.ts'

/** The name of the database; the page's origin and port keep it apart from others. */
const DATABASE = 'flux-buckets'
const TASKS = 'flux-tasks'
/** Who holds it runs the tasks of all tabs. */
const LOCK = 'fluxpg-scheduler'
const PATIENCE_MS = 3000

export interface DataStart {
  /** The page's address. */
  readonly base: string
  /** That of the engine, which runs of tasks are started from. */
  readonly module: string
  /** Sees nothing that the browser keeps, and hears of no other tab. */
  readonly apart: boolean
}

export function dataService({ base, module, apart }: DataStart): Service {
  const opened = openBuckets(apart ? null : DATABASE)
  const store = opened.then(({ store }) => store)
  const history = new ScrapeHistoryStore()
  const attach = (port: MessagePort): void => {
    const own: RunPort = { ...bucketService(store, history), writeLines: args => hub.writeLines(args) }
    serve(port as unknown as Channel, own as unknown as Service)
  }
  const runner = new TaskRunner({ start: () => startWorker(module, 'run', base), attach })
  // runs need what the page hands over; a page that hands nothing over is not waited for long
  let handedOver: () => void = () => {}
  const surrounded = new Promise<void>(resolve => {
    handedOver = resolve
    setTimeout(resolve, PATIENCE_MS)
  })
  const storage = openTaskStorage(apart ? null : TASKS)
  const host = browserHost({ base })
  const hub = new TaskHub({
    storage,
    runner,
    send: sendThrough(host),
    exportTask: (server, text) => createTask(server, text, host.request, new AbortController().signal),
    clock: wallClock,
    channel: apart ? new MessageChannel().port1 : new BroadcastChannel(TASKS),
    lead: async work => {
      // what is kept in memory is this tab's alone
      const { notKept } = await storage
      await surrounded
      if (notKept === null) await whenAlone(work)
      else work()
    },
  })
  const service: DataService = {
    ...bucketService(store, history),
    ...hub.service,
    taskSurroundings(given) {
      hub.service.taskSurroundings(given)
      handedOver()
    },
    attach: ({ port }) => attach(port),
    create: async ({ name, retention }) => (await store).create(name, retention),
    change: async ({ bucket, ...change }) => (await store).change(bucket, change),
    remove: async ({ bucket }) => (await store).remove(bucket),
    restore: async ({ bucket }) => (await store).restore(bucket),
    async overview() {
      const { store, reason } = await opened
      const [buckets, removed] = await Promise.all([store.usage(), store.removed()])
      return { buckets, removed, notKept: reason, problems: store.problems() }
    },
    browse: async ({ bucket }) => (await store).browse(bucket),
    deletePoints: async ({ bucket, start, stop, predicate }) =>
      (await store).deletePoints(bucket, { start, stop }, predicate),
    undoDelete: async ({ bucket, number }) => (await store).undoDelete(bucket, number),
    importFile: async ({ bucket, file, kind }) => importFile(await store, bucket, file, kind),
    exportFile: async ({ bucket, kind }) => exportFile(await store, bucket, kind),
  }
  return service as unknown as Service
}

/** Does its work once no other tab of the page does it, and until this one is closed. */
async function whenAlone(work: () => void): Promise<void> {
  let begun = false
  const begin = (): void => {
    if (!begun) work()
    begun = true
  }
  const locks = typeof navigator === 'object' ? navigator.locks : undefined
  // a page that is given no locks has to do without
  await locks
    ?.request(LOCK, () => {
      begin()
      return new Promise(() => {})
    })
    .catch(() => {})
  begin()
}

/** One user of the buckets; what it was offered is kept until it chose. */
function bucketService(store: Promise<BucketStore>, history: ScrapeHistoryStore): BucketService {
  const never = new AbortController().signal
  const offers = new Map<number, readonly Series[]>()
  let last = 0
  return {
    list: async () => (await store).list(),
    system: async () => (await store).system!(),
    async series({ bucket, start, stop }: BucketRange) {
      let series: readonly Series[] = []
      const see = (all: readonly Series[]): Uint8Array => {
        series = all
        return new Uint8Array(all.length)
      }
      await (await store).read(bucket, { start, stop }, see, never)
      offers.set(++last, series)
      return { offer: last, series }
    },
    async read({ bucket, start, stop, chosen }) {
      const keep = chosen === null ? null : maskFor(offers.get(chosen.offer)!, chosen.mask)
      if (chosen !== null) offers.delete(chosen.offer)
      return moved(await (await store).read(bucket, { start, stop }, keep, never))
    },
    write: async ({ bucket, points }) => (await store).write(bucket, points),
    remember: ({ url, samples }) => moved(history.remember(url, samples)),
  }
}

/** Sent without a copy. */
function moved(points: SeriesPoints): SeriesPoints {
  return transfer(points, [points.times.buffer, points.bits.buffer, points.offsets.buffer] as ArrayBuffer[])
}

/** Which series were chosen, whatever has been written since they were offered. */
function maskFor(offered: readonly Series[], mask: Uint8Array): (series: readonly Series[]) => Uint8Array {
  const key = ({ measurement, tags, field, type }: Series): string => seriesKey(measurement, tags, field, type)
  return series => {
    if (series.length === offered.length && series.every((one, i) => one === offered[i])) return mask
    const chosen = new Set(offered.filter((_, i) => mask[i] === 1).map(key))
    return Uint8Array.from(series, one => Number(chosen.has(key(one))))
  }
}
