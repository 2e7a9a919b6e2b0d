// A store that sweeps itself: once nothing was written for a while, and now and then while nothing happens, for what was
// removed or grows too old then goes for good.
import type { BucketStore } from './store.ts'

/** Milliseconds without a change before a sweep. */
const QUIET = 5_000
/** Changes that never pause are swept between after so many milliseconds. */
const PATIENCE = 60_000
/** Between sweeps when nothing is changed. */
const SELDOM = 600_000

/** The store itself, until it is closed. A sweep that fails is told as a problem; the next comes all the same. */
export function sweptWhenQuiet(store: BucketStore): BucketStore {
  const ended = new AbortController()
  let waitingSince: number | null = null
  let timer = later(sweep, SELDOM)
  let failure: string | null = null

  async function sweep(): Promise<void> {
    waitingSince = null
    try {
      await store.sweep(ended.signal)
      failure = null
    } catch (error) {
      failure = `Tidying up did not succeed: ${error instanceof Error ? error.message : error}`
    }
    if (waitingSince === null) plan(SELDOM)
  }

  function plan(after: number): void {
    clearTimeout(timer)
    if (!ended.signal.aborted) timer = later(sweep, after)
  }

  const noticed = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change
    waitingSince ??= performance.now()
    plan(Math.min(QUIET, Math.max(0, PATIENCE - (performance.now() - waitingSince))))
    return result
  }

  return {
    ...store,
    write: (bucket, points) => noticed(store.write(bucket, points)),
    change: (bucket, change) => noticed(store.change(bucket, change)),
    remove: bucket => noticed(store.remove(bucket)),
    deletePoints: (bucket, range, predicate) => noticed(store.deletePoints(bucket, range, predicate)),
    problems: () => (failure === null ? store.problems() : [...store.problems(), failure]),
    close() {
      ended.abort()
      clearTimeout(timer)
      store.close()
    },
  }
}

/** A timer that keeps no process alive. */
function later(work: () => void, after: number): ReturnType<typeof setTimeout> {
  const timer: ReturnType<typeof setTimeout> & { unref?: () => void } = setTimeout(work, after)
  timer.unref?.()
  return timer
}
