// One script at a time for the command line, off the main thread so that a script that hangs can be ended.
import { parentPort } from 'node:worker_threads'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import { nodeHost } from '../hosts/index.ts'
import { parseTime } from '../values/index.ts'

export interface ScriptAnswer {
  /** Annotated CSV; empty when the script ended well without a table, null when it gave none before it failed. */
  readonly csv: string | null
  /** What went wrong, the reference's words first, then what to do. */
  readonly error: string | null
  readonly ms: number
}

const host = nodeHost()

async function answer(text: string, now: string | null): Promise<ScriptAnswer> {
  const begun = performance.now()
  const fixed = now === null ? null : parseTime(now)
  const { results, failure } = await run(analyze(text), host, fixed === null ? {} : { now: fixed })
  const csv = results.length === 0 ? (failure === null ? '' : null) : [...encodeAnnotatedCsv(results)].join('')
  const error = failure === null ? null : [failure.official, ...(failure.notes ?? []).map(n => `  ${n}`)].join('\n')
  return { csv, error, ms: performance.now() - begun }
}

parentPort!.on('message', async ({ text, now }: { text: string; now: string | null }) => {
  parentPort!.postMessage(await answer(text, now))
})
