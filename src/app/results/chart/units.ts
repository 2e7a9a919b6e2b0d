// Units that a name tells of by its ending, as the Prometheus naming rules have them, and numbers on an axis in them.

export type Unit = 'bytes' | 'seconds' | 'percent' | 'celsius' | 'none'

const endings: readonly (readonly [ending: RegExp, unit: Unit, factor: number])[] = [
  [/_bytes(_total|_sum)?$/i, 'bytes', 1],
  [/_(nanoseconds|ns)(_total|_sum)?$/i, 'seconds', 1e-9],
  [/_(microseconds|us)(_total|_sum)?$/i, 'seconds', 1e-6],
  [/_(milliseconds|ms)(_total|_sum)?$/i, 'seconds', 1e-3],
  [/_seconds(_total|_sum)?$/i, 'seconds', 1],
  [/_percent$/i, 'percent', 1],
  [/_celsius$/i, 'celsius', 1],
]

/** What a value of 1 is in the unit. */
export interface Measure {
  readonly unit: Unit
  readonly factor: number
}

const plain: Measure = { unit: 'none', factor: 1 }

/** The unit all names agree on. */
export function measureOf(names: readonly string[]): Measure {
  const found = names.map(name => endings.find(([ending]) => ending.test(name)))
  const [first] = found
  return first && found.every(f => f === first) ? { unit: first[1], factor: first[2] } : plain
}

interface Size {
  readonly size: number
  readonly suffix: string
}

const sizes: Record<Unit, readonly Size[]> = {
  bytes: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].map((suffix, i) => ({ size: 1024 ** i, suffix: ` ${suffix}` })),
  seconds: [
    { size: 1e-9, suffix: ' ns' },
    { size: 1e-6, suffix: ' µs' },
    { size: 1e-3, suffix: ' ms' },
    { size: 1, suffix: ' s' },
    { size: 60, suffix: ' min' },
    { size: 3600, suffix: ' h' },
    { size: 86_400, suffix: ' d' },
  ],
  percent: [{ size: 1, suffix: ' %' }],
  celsius: [{ size: 1, suffix: ' °C' }],
  none: ['', ' k', ' M', ' G', ' T', ' P'].map((suffix, i) => ({ size: 1000 ** i, suffix })),
}

/** Raw values a step of the axis is a round number of, and how its marks read. */
export interface AxisUnit {
  /** Raw values in one of the unit shown. */
  readonly size: number
  readonly suffix: string
}

/** The unit in which the largest value has at least a whole digit; a day or a minute needs two of them. */
export function axisUnit({ unit, factor }: Measure, most: number): AxisUnit {
  const value = Math.abs(most) * factor
  // four digits are read as easily as one and a letter
  const least = unit === 'none' ? 10 : unit === 'seconds' ? 2 : 1
  const fits = sizes[unit].findLast((s, i) => i === 0 || value >= s.size * (s.size === 1 ? 1 : least))
  const { size, suffix } = fits ?? sizes[unit][0]
  if (unit === 'none' && value > 0 && (value < 1e-3 || value >= 1e18)) return { size: 1, suffix: '' }
  return { size: size / factor, suffix }
}

/** A mark on the axis, with the digits its step needs. */
export function tickText(value: number, step: number, { size, suffix }: AxisUnit): string {
  const shown = value / size
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9))
  if (shown === 0) return `0${suffix}`
  if (digits > 6 || Math.abs(shown) >= 1e9) return `${Number(shown.toPrecision(6)).toExponential()}${suffix}`
  return `${(Object.is(shown, -0) ? 0 : shown).toFixed(digits)}${suffix}`
}
