// What a TYPE line says about the names of samples: a histogram's buckets go by the name of the histogram, a missing
// number is a value in sums and counts and nothing elsewhere.

/** What a sample is to its family. */
export const PLAIN = 0
export const BUCKET = 1
export const QUANTILE = 2
export const KEPT = 3
export type Role = typeof PLAIN | typeof BUCKET | typeof QUANTILE | typeof KEPT

const text = ['counter', 'gauge', 'histogram', 'summary', 'untyped']
const openMetrics = ['counter', 'gauge', 'histogram', 'summary', 'unknown', 'gaugehistogram', 'info', 'stateset']

export interface FamilyType {
  readonly name: string
  /** Set where the page uses a word its format does not have, but which can only mean one thing. */
  readonly notice: string | null
}

/** The type a word names; null when it names none. */
export function familyType(word: string, open: boolean): FamilyType | null {
  const plain = word.toLowerCase()
  const [own, other] = open ? [openMetrics, text] : [text, openMetrics]
  if (own.includes(plain))
    return { name: plain, notice: word === plain ? null : `the type "${word}" is read as ${plain}` }
  if (open && other.includes(plain)) return { name: plain, notice: `the type ${plain} is none of OpenMetrics` }
  if (other.includes(plain) || plain === 'gauge_histogram')
    return { name: 'untyped', notice: `the type ${word} is none of the text format: read as untyped` }
  return null
}

/** Endings of names of samples, and what they are in a family that has them. */
export const suffixRoles: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  _bucket: { histogram: BUCKET, gaugehistogram: BUCKET },
  _sum: { histogram: KEPT, summary: KEPT },
  _count: { histogram: KEPT, summary: KEPT },
  _gsum: { gaugehistogram: KEPT },
  _gcount: { gaugehistogram: KEPT },
}

/** Types in which some name of a sample is more than plain. */
export function hasRoles(type: string): boolean {
  return type === 'histogram' || type === 'summary' || type === 'gaugehistogram'
}
