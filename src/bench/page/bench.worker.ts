// Measures the workloads asked for, one message each.
import { measureAll } from '../measureAll.ts'
import { browserTools } from './browserTools.ts'

addEventListener('message', async ({ data }: MessageEvent<string>) => {
  try {
    for await (const measured of measureAll(data, browserTools)) postMessage({ measured })
    postMessage({ done: true })
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.stack : String(error) })
  }
})
