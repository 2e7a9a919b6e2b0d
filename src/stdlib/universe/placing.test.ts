// Rows find their windows whatever their order: beside a search through all windows, row by row.
import { describe, expect, test } from 'vitest'
import type { TimeColumn } from '../../tables/index.ts'
import { Duration, MAX_TIME, MIN_TIME, zoneOf } from '../../values/index.ts'
import { placeRows } from './placing.ts'
import { WindowSequence } from './windows.ts'

interface Window {
  readonly start: bigint
  readonly stop: bigint
}

const S = 1_000_000_000n
const DAY = 86_400n * S
const [seconds, months] = [(n: number) => new Duration(0n, BigInt(n) * S), (n: number) => new Duration(BigInt(n), 0n)]
const none = new Duration(0n, 0n)

/** Times of 2024, some null, some far outside, in a fixed disorder. */
function timesOf(span: bigint): readonly (bigint | null)[] {
  const start = 1_709_251_200n * S
  return Array.from({ length: 300 }, (_, i) => {
    const part = BigInt((i * 7919) % 1009)
    return i % 37 === 5 ? null : i % 41 === 0 ? start - span + part : start + (span * part) / 900n
  })
}

function columnOfTimes(times: readonly (bigint | null)[]): TimeColumn {
  const nulls = Uint8Array.from(times, t => (t === null ? 1 : 0))
  const values = BigInt64Array.from(times, t => t ?? 0n)
  return { label: '_time', type: 'time', extent: 'row', values, nulls: nulls.includes(1) ? nulls : null }
}

const named = (table: number, w: Window): string => `${table}: ${w.start} ${w.stop}`

/** For each table and window its rows, found by looking at every window of the neighbourhood. */
function searched(
  times: readonly (bigint | null)[],
  offsets: Int32Array,
  sequence: WindowSequence,
  bounds: Window,
): string[] {
  const out = new Map<string, number[]>()
  const add = (table: number, w: Window, row: number): void => {
    const key = named(table, w)
    out.set(key, [...(out.get(key) ?? []), row])
  }
  for (let t = 0; t + 1 < offsets.length; t++)
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      const time = times[row]
      const mine: Window[] = []
      if (time !== null) {
        const latest = sequence.latest(time)
        for (let k = latest - 40n; k <= latest; k++) {
          const w = sequence.at(k)
          if (w.start <= time && time < w.stop && w.start < bounds.stop && w.stop > bounds.start)
            mine.push({
              start: w.start > bounds.start ? w.start : bounds.start,
              stop: w.stop < bounds.stop ? w.stop : bounds.stop,
            })
        }
      }
      if (mine.length === 0 && (time === null || time < bounds.start || time >= bounds.stop)) mine.push(bounds)
      for (const w of mine) add(t, w, row)
    }
  return [...out].map(([key, rows]) => `${key} = ${rows.join(' ')}`).sort()
}

function placed(
  times: readonly (bigint | null)[],
  offsets: Int32Array,
  sequence: WindowSequence,
  bounds: Window,
): string[] {
  const cells = placeRows(offsets, columnOfTimes(times), { bounds, sequence, wanted: null })
  const out = new Map<string, number[]>()
  for (let c = 0; c < cells.table.length; c++) {
    const w = cells.window[c]
    const key = named(cells.table[c], { start: cells.windows.starts[w], stop: cells.windows.stops[w] })
    const rows = out.get(key) ?? []
    for (let at = cells.offsets[c]; at < cells.offsets[c + 1]; at++)
      rows.push(cells.rows === null ? at : cells.rows[at])
    // two windows can be one at an edge of the range; their rows meet again
    out.set(key, rows)
  }
  return [...out].map(([key, rows]) => `${key} = ${rows.sort((a, b) => a - b).join(' ')}`).sort()
}

const ascending = (times: readonly (bigint | null)[], offsets: Int32Array): (bigint | null)[] =>
  Array.from(offsets.subarray(1)).flatMap((to, t) =>
    times
      .slice(offsets[t], to)
      .map(time => time ?? 1_709_251_200n * S)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  )

describe('placeRows', () => {
  const berlin = zoneOf('Europe/Berlin')
  const utc = zoneOf('UTC')
  const cases: Array<[string, WindowSequence, bigint]> = [
    ['minutes', new WindowSequence(seconds(60), seconds(60), none, utc), 3600n * S],
    ['an offset', new WindowSequence(seconds(60), seconds(60), seconds(17), utc), 3600n * S],
    ['longer periods', new WindowSequence(seconds(60), seconds(150), none, utc), 3600n * S],
    ['shorter periods', new WindowSequence(seconds(60), seconds(20), none, utc), 3600n * S],
    ['few rows a window', new WindowSequence(seconds(1), seconds(1), none, utc), 30n * DAY],
    ['months', new WindowSequence(months(1), months(1), none, utc), 300n * DAY],
    ['months that overlap', new WindowSequence(months(1), months(3), none, berlin), 300n * DAY],
    ['days of a clock that changes', new WindowSequence(seconds(86_400), seconds(86_400), none, berlin), 60n * DAY],
  ]
  const offsets = Int32Array.of(0, 0, 100, 101, 220, 300)
  test.each(cases)('%s', (_, sequence, span) => {
    const times = timesOf(span)
    const start = times.find(t => t !== null && t > 1_709_251_200n * S)! as bigint
    const bounds = { start: 1_709_251_200n * S + span / 50n, stop: start + (span * 9n) / 10n }
    for (const given of [times, ascending(times, offsets)])
      expect(placed(given, offsets, sequence, bounds)).toEqual(searched(given, offsets, sequence, bounds))
  })

  test('the first and the last instant there is', () => {
    const times = [MAX_TIME, MIN_TIME, 0n]
    const sequence = new WindowSequence(seconds(86_400), seconds(86_400), none, utc)
    const bounds = { start: -DAY, stop: DAY }
    const cells = placeRows(Int32Array.of(0, 3), columnOfTimes(times), { bounds, sequence, wanted: null })
    expect(cells.windows).toEqual({ starts: BigInt64Array.of(-DAY, 0n), stops: BigInt64Array.of(DAY, DAY) })
    expect(Array.from(cells.rows!)).toEqual([0, 1, 2])
  })
})
