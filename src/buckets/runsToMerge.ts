// Which segments become one: neighbours of about one size, so that a point is written again only each time its segment
// has grown eightfold.
import type { Segment } from './bucketState.ts'

/** So many neighbours become one. */
const FAN = 8
/** Points of the smallest size. */
const SMALL = 1000
/** A segment of more points than this is left as it is. */
const LARGE = 1 << 20

/**
 * Runs of neighbours, by ascending order, each to be made one segment. Null stands for a segment that cannot be read.
 * Numbers of deletes that can still be taken back part the segments before from those after.
 */
export function planRuns(
  segments: readonly (Segment | null)[],
  open: readonly number[],
  oldest: bigint | null,
  needsRewriting: (segment: Segment) => boolean,
): Segment[][] {
  const stretches = stretchesOf(segments, open)
  for (let limit = SMALL; limit < LARGE; limit *= FAN) {
    const runs = stretches.flatMap(stretch => runsUpTo(stretch, limit))
    if (runs.length > 0) return runs
  }
  return stretches
    .flat()
    .filter(s => needsRewriting(s) || isMostlyOld(s, oldest))
    .map(s => [s])
}

function stretchesOf(segments: readonly (Segment | null)[], open: readonly number[]): Segment[][] {
  const stretches: Segment[][] = [[]]
  let before = 0
  for (const segment of segments) {
    const last = stretches[stretches.length - 1]
    if (segment === null) stretches.push([])
    else if (open.some(seq => seq > before && seq < segment.order)) stretches.push([segment])
    else last.push(segment)
    if (segment) before = segment.order
  }
  return stretches
}

/** Neighbours of at most so many points each, together not too large. */
function runsUpTo(stretch: readonly Segment[], limit: number): Segment[][] {
  const runs: Segment[][] = []
  let run: Segment[] = []
  let points = 0
  const end = (): void => {
    if (run.length >= FAN) runs.push(run)
    run = []
    points = 0
  }
  for (const segment of stretch) {
    if (segment.points > limit || points + segment.points > LARGE) end()
    if (segment.points > limit) continue
    run.push(segment)
    points += segment.points
  }
  end()
  return runs
}

/** More than half of its time is before what is kept. */
function isMostlyOld({ header }: Segment, oldest: bigint | null): boolean {
  return oldest !== null && header.min < oldest && (oldest - header.min) * 2n > header.max - header.min
}
