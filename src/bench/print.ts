// The table a reader sees: a paragraph a workload, and at the end what missed its target.
import type { Measured, Timing } from './harness.ts'

const units = { row: 'rows', byte: 'bytes', table: 'tables', line: 'lines' }

export function printed({ name, size, unit, target, reference, timings, errors }: Measured): string {
  const known = [
    `${size.toLocaleString('en')} ${units[unit]}`,
    ...(target === undefined ? [] : [`target ${target} ms`]),
    ...(reference === undefined ? [] : [`reference engine ${reference} ms`]),
  ]
  const lines = timings.map(t => `  ${line(t, timings[0].median, size, unit)}`)
  return [`${name}  [${known.join(', ')}]`, ...lines, ...errors.map(e => `  ERROR ${e}`), ''].join('\n')
}

function line({ variant, median, spread, checksum }: Timing, first: number, size: number, unit: string): string {
  return [
    variant.padEnd(34),
    `${figures(median)} ms`.padStart(11),
    `±${Math.round((spread * 100) / 2)}%`.padStart(6),
    `×${figures(median / first)}`.padStart(8),
    `${figures((median * 1e6) / size)} ns/${unit}`.padStart(16),
    ...(checksum === null ? [] : [`  ${checksum[0]} rows, sum ${checksum[1].toPrecision(12)}`]),
  ].join(' ')
}

function figures(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3) // biome-ignore format: one ladder
}

/** Workloads over their target, the farthest first; then those the reference engine does faster. */
export function summary(all: readonly Measured[]): string {
  const over = (of: (m: Measured) => number | undefined): string[] =>
    all
      .flatMap(m => {
        const limit = of(m)
        const own = m.timings.find(t => t.variant === 'ours')
        return limit !== undefined && own ? [{ m, factor: own.median / limit }] : []
      })
      .filter(({ factor }) => factor > 1)
      .sort((a, b) => b.factor - a.factor)
      .map(({ m, factor }) => `  ×${figures(factor)} ${m.name}`)
  const [missed, slower] = [over(m => m.target), over(m => m.reference)]
  const wrong = all.filter(m => m.errors.length > 0).map(m => `  ${m.name}`)
  return [
    ...(missed.length > 0 ? ['Over their target:', ...missed] : ['All within their targets.']),
    ...(slower.length > 0 ? ['Slower than the reference engine:', ...slower] : []),
    ...(wrong.length > 0 ? ['With errors:', ...wrong] : []),
  ].join('\n')
}
