// A first use: how long the checker takes until it knows the standard library, a long script to be told about, the
// engine's code to load and a small query to be answered, and what the analysis of the long script holds on to.
import { longScript } from '../longScript.ts'

const begun = performance.now()
const script = longScript(1000)
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

export async function firstUse(): Promise<Record<string, number>> {
  const { diagnose, warmUp } = await import('../../language/index.ts')
  diagnose(query)
  const ready = performance.now()
  warmUp()
  const warm = performance.now()
  diagnose(script)
  const told = performance.now()
  const { analyze, run } = await import('../../flux.ts')
  const loaded = performance.now()
  await run(analyze(query), nothing)
  const answered = performance.now()
  const before = heapUsed()
  const kept = analyze(script)
  const megabytes = (heapUsed() - before) / 1e6
  return {
    'checker loaded, a script of 3 lines checked': ready - begun,
    'warmed up, as the worker is when it starts': warm - ready,
    'all diagnostics of 1000 lines': told - warm,
    'engine loaded after that': loaded - told,
    'first query': answered - loaded,
    'megabytes its analysis holds': kept.definitions.length > 0 ? megabytes : Number.NaN,
  }
}
