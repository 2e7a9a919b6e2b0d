// How long a bucket keeps its points.

const HOUR = 3_600_000_000_000n

/** Choices, in nanoseconds. */
export const retentions: ReadonlyArray<readonly [ns: bigint, title: string]> = [
  [0n, 'for ever'],
  [HOUR, '1 hour'],
  [24n * HOUR, '1 day'],
  [7n * 24n * HOUR, '7 days'],
  [30n * 24n * HOUR, '30 days'],
]

export function retentionText(ns: bigint): string {
  if (ns === 0n) return 'kept for ever'
  const known = retentions.find(([choice]) => choice === ns)
  return `kept ${known ? known[1] : `${Number(ns / HOUR)} hours`}`
}
