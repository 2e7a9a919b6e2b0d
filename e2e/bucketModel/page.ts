// In a browser: stores on its IndexedDB against the model, each pair of stores on two connections as two tabs have them.
import fc from 'fast-check'
import { openIndexedDb } from '../../src/buckets/index.ts'
import { commands, followed, type Place } from '../../src/buckets/modelInTests.ts'

let databases = 0

function freshPlace(): Place {
  const name = `model ${databases++}`
  return {
    open: async () => [await openIndexedDb(name), await openIndexedDb(name)],
    clear: () => void indexedDB.deleteDatabase(name),
  }
}

async function held(runs: number): Promise<string> {
  const result = await fc.check(
    fc.asyncProperty(commands, async list => {
      const place = freshPlace()
      await followed(place, list)
      place.clear()
    }),
    { numRuns: runs },
  )
  return result.failed ? (fc.defaultReportMessage(result) ?? 'failed') : `${result.numRuns} runs`
}

Object.assign(window, { held })
