// Measures the variants of a workload against each other: warmed up, taken in turn, the order reversed every other
// round, several runs to a sample where one is short, medians told. Wrong answers are errors; slow ones are not.
import type { Checksum, Tools, Variant, Workload } from './workload.ts'

export interface Timing {
  readonly variant: string
  /** Milliseconds of one run. */
  readonly median: number
  /** The range the middle half of the samples lies in, relative to the median. */
  readonly spread: number
  readonly checksum: Checksum | null
}

export interface Measured {
  readonly name: string
  readonly size: number
  readonly unit: Workload['unit']
  readonly target?: number
  readonly reference?: number
  readonly timings: readonly Timing[]
  /** Variants that answered otherwise than the first, or failed. */
  readonly errors: readonly string[]
}

/** Milliseconds. */
const WARM = 150
const SAMPLE = 4
const BUDGET = 2500

interface Runner {
  readonly variant: Variant
  readonly checksum: Checksum | null
  readonly repetitions: number
  readonly samples: number[]
}

export async function measure(workload: Workload, tools: Tools): Promise<Measured> {
  const errors: string[] = []
  const runners: Runner[] = []
  for (const variant of await workload.variants(tools)) {
    try {
      runners.push(await warmedUp(variant))
    } catch (error) {
      errors.push(`${variant.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await takeInTurn(runners)
  const { name, size, unit, target, reference } = workload
  errors.push(...disagreements(runners))
  return { name, size, unit, target, reference, timings: runners.map(timing), errors }
}

async function warmedUp(variant: Variant): Promise<Runner> {
  const checksum = variant.check ? variant.check(await variant.run()) : null
  const begun = performance.now()
  let runs = 0
  do {
    await variant.run()
    runs++
  } while (performance.now() - begun < WARM)
  const once = (performance.now() - begun) / runs
  return { variant, checksum, repetitions: Math.max(1, Math.ceil(SAMPLE / once)), samples: [] }
}

async function takeInTurn(runners: readonly Runner[]): Promise<void> {
  const begun = performance.now()
  const reversed = runners.toReversed()
  for (let round = 0; round < 25; round++) {
    if (round >= 5 && performance.now() - begun > BUDGET) return
    for (const { variant, repetitions, samples } of round % 2 === 0 ? runners : reversed) {
      const start = performance.now()
      for (let i = 0; i < repetitions; i++) {
        const result = variant.run()
        if (result instanceof Promise) await result
      }
      samples.push((performance.now() - start) / repetitions)
    }
  }
}

function timing({ variant, checksum, samples }: Runner): Timing {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
  return { variant: variant.name, median: at(0.5), spread: (at(0.75) - at(0.25)) / at(0.5), checksum }
}

/** Sums in another order differ in their last digits. */
function disagreements(runners: readonly Runner[]): string[] {
  const first = runners.find(r => r.checksum !== null)
  return runners.flatMap(({ variant, checksum }) => {
    if (checksum === null || first === undefined) return []
    const [rows, sum] = first.checksum!
    const equal = checksum[0] === rows && Math.abs(checksum[1] - sum) <= 1e-9 * Math.max(1, Math.abs(sum))
    return equal
      ? []
      : [`${variant.name} answers ${checksum.join(', ')}; ${first.variant.name} answers ${rows}, ${sum}`]
  })
}
