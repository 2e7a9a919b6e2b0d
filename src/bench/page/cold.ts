// A first use: how long the engine's code takes to load, the catalogue to be there, a long script to be told about and
// a small query to be answered, and what the analysis of the long script holds on to.
import { longScript } from '../longScript.ts'

const begun = performance.now()
const script = longScript(1000)
const query = 'import "array"\n\narray.from(rows: [{_value: 1.0}, {_value: 2.0}]) |> mean()'

const unreachable = (): Promise<never> => Promise.reject(new Error('a bench reaches nothing'))
const nothing = { now: () => 0n, random: () => 0, request: unreachable, write: unreachable }

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
  const { analyze, catalogue, run } = await import('../../flux.ts')
  const loaded = performance.now()
  const packages = catalogue()
  for (const path of packages.prelude) packages.signatures(path)
  const ready = performance.now()
  const { diagnostics } = await import('../../language/index.ts')
  const start = performance.now()
  diagnostics(analyze(script), packages)
  const told = performance.now()
  await run(analyze(query), nothing)
  const answered = performance.now()
  const before = heapUsed()
  const kept = analyze(script)
  const megabytes = (heapUsed() - before) / 1e6
  return {
    'engine loaded': loaded - begun,
    'catalogue ready': ready - begun,
    'all diagnostics of 1000 lines': told - start,
    'first query after that': answered - told,
    'megabytes its analysis holds': kept.definitions.length > 0 ? megabytes : Number.NaN,
  }
}
