// Stores against a naive model, over each kind of storage: random writes, overwrites, deletes, undo, sweeps, a clock
// that goes on, stores opened again, and two stores on one storage.
import 'fake-indexeddb/auto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { test } from 'vitest'
import { openFiles } from './files.ts'
import { MemoryStorage, openIndexedDb } from './index.ts'
import { commands, followed, type Place } from './modelInTests.ts'

/** Where nothing keeps two stores from sweeping at once, their transactions must. */
class Unlocked extends MemoryStorage {
  override async alone(work: () => Promise<void>): Promise<boolean> {
    await work()
    return true
  }
}

const kinds: Readonly<Record<string, { place: () => Place; runs: number }>> = {
  memory: {
    runs: 150,
    place: () => {
      const storage = new Unlocked()
      return { open: async () => [storage, storage], clear: () => {} }
    },
  },
  'files in a directory': {
    runs: 12,
    place: () => {
      const path = mkdtempSync(join(tmpdir(), 'buckets-'))
      return {
        open: async () => {
          const storage = await openFiles(path)
          return [storage, storage]
        },
        clear: () => rmSync(path, { recursive: true }),
      }
    },
  },
  IndexedDB: {
    runs: 12,
    place: () => {
      globalThis.indexedDB = new IDBFactory()
      return { open: async () => [await openIndexedDb('buckets'), await openIndexedDb('buckets')], clear: () => {} }
    },
  },
}

test.each(Object.keys(kinds))(
  'over %s, stores hold what a model holds',
  async kind => {
    const { place, runs } = kinds[kind]
    await fc.assert(
      fc.asyncProperty(commands, async list => {
        const where = place()
        try {
          await followed(where, list)
        } finally {
          where.clear()
        }
      }),
      { numRuns: runs },
    )
  },
  60_000,
)
