// The outside for recorded scripts: a clock, and nothing else, since none of them reads or writes.
import type { Host } from '../library/index.ts'
import { fault } from '../values/index.ts'

const nothing = async (): Promise<never> => {
  throw fault('unavailable', 'recorded scripts reach nothing outside')
}

export const corpusHost: Host = {
  now: () => BigInt(Date.now()) * 1_000_000n,
  random: Math.random,
  request: nothing,
  write: nothing,
  query: nothing,
}
