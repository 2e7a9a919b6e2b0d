// One script at a time for the command line, off the main thread so that a script that hangs can be ended.
import { parentPort } from 'node:worker_threads'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import { nodeHost } from '../hosts/index.ts'
import { countTables } from '../tables/index.ts'
import { parseTime } from '../values/index.ts'

export interface ScriptAnswer {
  /** Annotated CSV; empty when the script ended well without a table, null when it gave none before it failed. */
  readonly csv: string | null
  /** What went wrong, the reference's words first, then what to do. */
  readonly error: string | null
  /** Of the result `errorOutput`, which a test case fails by. */
  readonly wrongTables: number
  readonly ms: number
}

const host = nodeHost()

export interface ScriptQuestion {
  readonly text: string
  readonly now: string | null
  /** Test cases may use label literals. */
  readonly labels: boolean
}

async function answer({ text, now, labels }: ScriptQuestion): Promise<ScriptAnswer> {
  const begun = performance.now()
  const fixed = now === null ? null : parseTime(now)
  const { results, failure } = await run(analyze(text, { labels }), host, fixed === null ? {} : { now: fixed })
  const csv = results.length === 0 ? (failure === null ? '' : null) : [...encodeAnnotatedCsv(results)].join('')
  const error = failure === null ? null : [failure.official, ...(failure.notes ?? []).map(n => `  ${n}`)].join('\n')
  const wrong = results.filter(({ name }) => name === 'errorOutput')
  const wrongTables = wrong.reduce((sum, { stream }) => sum + countTables(stream), 0)
  return { csv, error, wrongTables, ms: performance.now() - begun }
}

parentPort!.on('message', async (question: ScriptQuestion) => {
  parentPort!.postMessage(await answer(question))
})
