// A first use, in a worker as in the real page: how long until the checker knows the standard library, until it has
// checked a first script, and until a long one it never saw is checked, at once or after the warm-up. And in the page:
// the engine's code to load, a small query to be answered, and what the analysis of the long script holds on to.
import { longScript } from '../longScript.ts'

const query = 'import "array"\n\narray.from(rows: [{_value: 1.0}, {_value: 2.0}]) |> mean()'

const unreachable = (): Promise<never> => Promise.reject(new Error('a bench reaches nothing'))
const nothing = { now: () => 0n, random: () => 0, request: unreachable, write: unreachable, query: unreachable }

/** Of a Chromium started with the flags that expose a collector and exact sizes. */
const { gc, performance: exposed } = globalThis as unknown as {
  gc: () => void
  performance: { memory: { usedJSHeapSize: number } }
}

/** Bytes of live objects. */
function heapUsed(): number {
  gc()
  return exposed.memory.usedJSHeapSize
}

/** What can be measured of a first use; each in a page of its own, so that none has loaded what the next one loads. */
export const firstUses: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
  warm: () => inWorker('warm'),
  cold: () => inWorker('cold'),
  engine,
}

function inWorker(mode: string): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./cold.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(mode)
  })
}

async function engine(): Promise<Record<string, number>> {
  const begun = performance.now()
  const { analyze, run } = await import('../../flux.ts')
  const loaded = performance.now()
  await run(analyze(query), nothing)
  const answered = performance.now()
  const script = longScript(1000)
  // Types of members are kept for good; only what one more script holds is counted.
  analyze(script)
  const before = heapUsed()
  const kept = analyze(script)
  const megabytes = (heapUsed() - before) / 1e6
  return {
    'engine loaded, the checker with it': loaded - begun,
    'first query': answered - loaded,
    'megabytes the analysis of 1000 lines holds': kept.definitions.length > 0 ? megabytes : Number.NaN,
  }
}
