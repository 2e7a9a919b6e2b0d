// What dashboards put into a script as `v`: the time range, the width of a window, a bucket, and variables of the
// reader's own. They belong to a script, are kept with it, and travel in its link.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program } from './program.ts'
import type { Memory } from './storage.ts'

export interface Variables {
  /** As Flux: a duration before now, or a time. */
  readonly start: string
  /** As Flux: `now()`, or a time. */
  readonly stop: string
  /** As Flux; null fits it to the range and the width of the page. */
  readonly window: string | null
  readonly bucket: string
  readonly own: readonly { readonly name: string; readonly value: string }[]
}

export const standardVariables: Variables = {
  start: '-1h',
  stop: 'now()',
  window: null,
  bucket: 'example-bucket',
  own: [],
}

export interface VariablesStore extends StoreApi<Variables> {
  change(change: Partial<Variables>): void
  /** Those of any script, where they were set. */
  of(document: string): Partial<Variables> | undefined
  put(document: string, variables: Partial<Variables>): void
  /** The record for `v`; null where the script on screen has no need of it. */
  record(now: number, width: number): string | null
}

/** Whether a script reads `v` and does not define it. */
export function usesVariables(text: string): boolean {
  return /\bv\s*(\.\s*[A-Za-z_]|\[)/.test(text) && !/^\s*(option\s+)?v\s*=[^=]/m.test(text)
}

export function createVariables(memory: Memory, program: Program): VariablesStore {
  const kept = (): Variables => ({
    ...standardVariables,
    ...memory.read<Partial<Variables>>(`variables/${program.getState().current.id}`),
  })
  const store = createStore<Variables>(kept)
  program.subscribe((now, before) => {
    if (now.current.id !== before.current.id) store.setState(kept())
  })
  return {
    ...store,
    change(change) {
      store.setState(change)
      memory.write(`variables/${program.getState().current.id}`, store.getState())
    },
    of: document => memory.read<Partial<Variables>>(`variables/${document}`) ?? undefined,
    put: (document, variables) => void memory.write(`variables/${document}`, variables),
    record: (now, width) => (usesVariables(program.getState().text) ? recordText(store.getState(), now, width) : null),
  }
}

/** `now` in milliseconds since 1970, the width of a chart in pixels. */
export function recordText(variables: Variables, now: number, width: number): string {
  const { start, stop, window, bucket, own } = variables
  const fields = [
    `timeRangeStart: ${start}`,
    `timeRangeStop: ${stop}`,
    `windowPeriod: ${window ?? fittedWindow(variables, now, width)}`,
    `defaultBucket: ${JSON.stringify(bucket)}`,
    ...own.map(({ name, value }) => `${name}: ${value}`),
  ]
  return `{${fields.join(', ')}}`
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, mo: 2_629_800_000, y: 31_557_600_000 } // biome-ignore format: one table

/** Milliseconds since 1970 of a point in time as Flux writes it; NaN for what is none. */
export function instantOf(text: string, now: number): number {
  if (text.trim() === 'now()') return now
  const duration = /^(-?)((?:\d+(?:ms|mo|[smhdwy]))+)$/.exec(text.trim())
  if (!duration) return Date.parse(text)
  let length = 0
  for (const [, count, unit] of duration[2].matchAll(/(\d+)(ms|mo|[smhdwy])/g)) length += Number(count) * units[unit]
  return now + (duration[1] === '-' ? -length : length)
}

const windows = ['1s', '2s', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '6h', '12h', '1d', '7d', '30d'] // biome-ignore format: one row

/** The shortest usual window that leaves a point at least three pixels. */
export function fittedWindow({ start, stop }: Pick<Variables, 'start' | 'stop'>, now: number, width: number): string {
  const span = instantOf(stop, now) - instantOf(start, now)
  if (!(span > 0)) return '10s'
  const least = (span * 3) / Math.max(width, 100)
  return windows.find(window => -instantOf(`-${window}`, 0) >= least) ?? windows[windows.length - 1]
}
