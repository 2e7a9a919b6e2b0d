// The crosshair: where it is, and what the series have there, exactly. The worker is asked for one place at a time;
// the last of the places that come up meanwhile is the next.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ChartSeries, Readings, SeriesChart } from '../../../workers/protocol.ts'
import type { ViewProps } from '../view.ts'

export interface Reading {
  readonly ns: bigint
  readonly time: string
  readonly series: readonly (Readings['values'][number] & { readonly name: string; readonly order: number })[]
  /** It was asked for by the keyboard, and is read out. */
  readonly told: boolean
}

interface Asked {
  readonly at: bigint
  readonly step: -1 | 0 | 1
  readonly told: boolean
}

export interface Crosshair {
  readonly reading: Reading | null
  ask(at: bigint, step: -1 | 0 | 1): void
  clear(): void
}

export function useCrosshair(
  { shown, selected }: ViewProps,
  chart: SeriesChart | null,
  hidden: ReadonlySet<string>,
): Crosshair {
  // biome-ignore format: one line
  const [reading, setReading] = useState<Reading | null>(null)
  const next = useRef<Asked | null>(null)
  const busy = useRef(false)
  const seen = useMemo(
    () => (chart?.series ?? []).map((s, order) => ({ ...s, order })).filter(s => !hidden.has(s.name)),
    [chart, hidden],
  )
  const live = useRef({ shown, selected, seen, chart })
  live.current = { shown, selected, seen, chart }
  const work = useCallback(async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    for (let asked = next.current; asked !== null; asked = next.current) {
      next.current = null
      const now = live.current
      if (now.chart === null) break
      const places = Int32Array.from(now.seen, (s: ChartSeries) => s.place)
      const { at, step } = asked
      const query = { result: now.selected, columns: now.chart.columns, places, at, step }
      const got = await now.shown.handle.readings(query).catch(() => null)
      if (got?.time) setReading(readingOf(got, now.seen, asked.told))
    }
    busy.current = false
  }, [])
  const last = useRef(reading)
  last.current = reading
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read belongs to one picture
  useEffect(() => {
    const before = last.current
    if (before === null) return
    const seenStill = chart !== null && before.ns >= chart.window.from && before.ns <= chart.window.to
    if (!seenStill) return setReading(null)
    next.current ??= { at: before.ns, step: 0, told: before.told }
    void work()
  }, [chart, hidden, work])
  return {
    reading,
    ask(at, step) {
      next.current = { at, step, told: step !== 0 }
      void work()
    },
    clear() {
      next.current = null
      setReading(null)
    },
  }
}

function readingOf(
  { time, values }: Readings,
  seen: readonly (ChartSeries & { order: number })[],
  told: boolean,
): Reading {
  // biome-ignore format: one line
  const series = values.map((v, i) => ({ ...v, name: seen[i].name, order: seen[i].order }))
  return { ns: time!.ns, time: time!.text, series, told }
}
