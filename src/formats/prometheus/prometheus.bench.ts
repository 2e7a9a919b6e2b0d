// 10 MB of exposition to frames, beside a plain loop over the same bytes in the same run. `npx tsx` this file for the
// ratio; its target is 7.
import { pathToFileURL } from 'node:url'
import { countTables, type TableStream } from '../../tables/index.ts'
import { expositionReader } from './expositionReader.ts'
import { seededExposition } from './seededExposition.ts'

function byteLoop(bytes: Uint8Array): number {
  let lines = 0
  for (let i = 0; i < bytes.length; i++) lines += (bytes[i] === 10) as unknown as number
  return lines
}

function read(bytes: Uint8Array, chunk: number): TableStream {
  const reader = expositionReader({ url: 'http://localhost/metrics', now: 1n, contentType: 'text/plain' })
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk))
  return reader.finish().stream
}

/** The least time of each, taken in turn so that both see the same machine. */
function leastTimes(runs: ReadonlyArray<() => void>, times: number): number[] {
  const least = runs.map(() => Infinity)
  for (let n = 0; n < times; n++)
    runs.forEach((run, i) => {
      const start = performance.now()
      run()
      least[i] = Math.min(least[i], performance.now() - start)
    })
  return least
}

export interface ExpositionBench {
  readonly megabytes: number
  readonly frames: number
  readonly tables: number
  readonly loopMs: number
  readonly readMs: number
  readonly ratio: number
}

export function expositionBench(size = 10 << 20, labelSets = 80, chunk = 1 << 16): ExpositionBench {
  const bytes = new TextEncoder().encode(seededExposition(size, labelSets))
  const stream = read(bytes, chunk)
  const [loopMs, readMs] = leastTimes([() => byteLoop(bytes), () => read(bytes, chunk)], 25)
  return {
    megabytes: bytes.length / 1e6,
    frames: stream.frames.length,
    tables: countTables(stream),
    loopMs,
    readMs,
    ratio: readMs / loopMs,
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(JSON.stringify(expositionBench(), null, 2) + '\n')
