// A script that reads what was chosen in a bucket.
import type { BucketUsage } from '../state/buckets.ts'

/** The range reaches back far enough to show the newest points. */
export function queryFor(
  bucket: Pick<BucketUsage, 'name' | 'last'>,
  measurement?: string,
  field?: string,
  tag?: readonly [key: string, value: string],
  now = BigInt(Date.now()) * 1_000_000n,
): string {
  const conditions = [
    ...(measurement === undefined ? [] : [`r._measurement == ${text(measurement)}`]),
    ...(field === undefined ? [] : [`r._field == ${text(field)}`]),
    ...(tag === undefined ? [] : [`r[${text(tag[0])}] == ${text(tag[1])}`]),
  ]
  const filter = conditions.length === 0 ? '' : `    |> filter(fn: (r) => ${conditions.join(' and ')})\n`
  return `from(bucket: ${text(bucket.name)})\n    |> range(start: ${startFor(bucket.last, now)})\n${filter}`
}

/** Text between the quotes of Flux. */
function text(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replaceAll('${', '\\${')}"`
}

const HOUR = 3_600_000_000_000n

/** The shortest of the usual spans that reaches the newest point. */
function startFor(last: bigint | null, now: bigint): string {
  if (last === null) return '-1h'
  const age = now - last
  if (age < HOUR) return '-1h'
  if (age < 24n * HOUR) return '-1d'
  return age < 30n * 24n * HOUR ? '-30d' : '0'
}
