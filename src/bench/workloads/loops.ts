// What the workloads ask, written as plain loops over typed arrays that do nothing else: how fast it could be.
import { EPOCH, hostNames } from '../seeded.ts'
import type { Checksum, Variant } from '../workload.ts'

/** A loop's result: how many rows it has, and the column it is checked by. */
export interface Answer {
  readonly rows: number
  readonly values: Float64Array
}

export function variant(run: () => Answer): Variant {
  return { name: 'plain loop', run, check: result => checksum(result as Answer) }
}

function checksum({ rows, values }: Answer): Checksum {
  let sum = 0
  for (let i = 0; i < rows; i++) sum += values[i]
  return [rows, sum]
}

const whole = (values: Float64Array): Answer => ({ rows: values.length, values })

/** Sorted times: the rows of a minute lie together. */
export function minuteMeans(time: Float64Array, value: Float64Array): Answer {
  const out = new Float64Array(Math.floor((time[time.length - 1] - time[0]) / 60_000) + 2)
  let [rows, i] = [0, 0]
  while (i < time.length) {
    const end = (Math.floor(time[i] / 60_000) + 1) * 60_000
    const from = i
    let sum = 0
    for (; i < time.length && time[i] < end; i++) sum += value[i]
    out[rows++] = sum / (i - from)
  }
  return { rows, values: out }
}

export function hostMinuteMeans(time: Float64Array, host: Int32Array, value: Float64Array, hosts: number): Answer {
  const first = Math.floor(EPOCH / 60_000)
  const minutes = Math.floor(time[time.length - 1] / 60_000) - first + 1
  const [sums, counts] = [new Float64Array(hosts * minutes), new Int32Array(hosts * minutes)]
  for (let i = 0; i < time.length; i++) {
    const slot = host[i] * minutes + Math.floor(time[i] / 60_000) - first
    sums[slot] += value[i]
    counts[slot]++
  }
  let rows = 0
  for (let slot = 0; slot < sums.length; slot++) if (counts[slot] > 0) sums[rows++] = sums[slot] / counts[slot]
  return { rows, values: sums }
}

export function hostMeans(host: Int32Array, value: Float64Array, hosts: number): Answer {
  const [sums, counts] = [new Float64Array(hosts), new Int32Array(hosts)]
  for (let i = 0; i < value.length; i++) {
    sums[host[i]] += value[i]
    counts[host[i]]++
  }
  return whole(sums.map((sum, h) => sum / counts[h]))
}

function chosen(value: Float64Array, other: Float64Array, host: Int32Array, names: readonly string[]): Int32Array {
  const fits = Uint8Array.from(names, name => (/a.*/.test(name) ? 1 : 0))
  const rows = new Int32Array(value.length)
  let n = 0
  for (let i = 0; i < value.length; i++) {
    rows[n] = i
    n = (n + (((value[i] * 2 + other[i] > 10) as unknown as number) & fits[host[i]])) | 0
  }
  return rows.subarray(0, n)
}

export function filtered(
  value: Float64Array,
  other: Float64Array,
  host: Int32Array,
  names: readonly string[] = hostNames,
): Answer {
  const rows = chosen(value, other, host, names)
  const out = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) out[i] = value[rows[i]]
  return whole(out)
}

export function filteredAndMapped(
  value: Float64Array,
  other: Float64Array,
  host: Int32Array,
  names: readonly string[],
): Answer {
  const rows = chosen(value, other, host, names)
  const out = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) out[i] = value[rows[i]] * 2 + other[rows[i]]
  return whole(out)
}

export function mappedTwice(value: Float64Array, other: Float64Array): Answer {
  const [a, b] = [new Float64Array(value.length), new Float64Array(value.length)]
  for (let i = 0; i < a.length; i++) a[i] = value[i] * 2
  for (let i = 0; i < b.length; i++) b[i] = value[i] + other[i]
  return whole(b)
}

export function ofHost(host: Int32Array, value: Float64Array, code: number): Answer {
  const out = new Float64Array(value.length)
  let rows = 0
  for (let i = 0; i < value.length; i++) if (host[i] === code) out[rows++] = value[i]
  return { rows, values: out }
}

export const sorted = (value: Float64Array): Answer => whole(value.slice().sort())

export function hostMedians(host: Int32Array, value: Float64Array, hosts: number): Answer {
  const ends = new Int32Array(hosts + 1)
  for (let i = 0; i < value.length; i++) ends[host[i] + 1]++
  for (let h = 0; h < hosts; h++) ends[h + 1] += ends[h]
  const at = ends.slice()
  const byHost = new Float64Array(value.length)
  for (let i = 0; i < value.length; i++) byHost[at[host[i]]++] = value[i]
  const out = new Float64Array(hosts)
  for (let h = 0; h < hosts; h++) {
    const own = byHost.subarray(ends[h], ends[h + 1]).sort()
    const middle = own.length >> 1
    out[h] = own.length % 2 === 1 ? own[middle] : (own[middle - 1] + own[middle]) / 2
  }
  return whole(out)
}
