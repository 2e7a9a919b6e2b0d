// What a TYPE line says about the names of samples: a histogram's buckets go by the name of the histogram, a missing
// number is a value in sums and counts and nothing elsewhere.

/** What a sample is to its family. */
export type Role = 'plain' | 'bucket' | 'quantile' | 'kept'

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

/** Names of samples that a family of this type gives a role other than `plain`, by suffix. */
export function rolesOf(type: string): ReadonlyArray<readonly [suffix: string, role: Role]> {
  if (type === 'histogram')
    return [
      ['_bucket', 'bucket'],
      ['_sum', 'kept'],
      ['_count', 'kept'],
    ]
  if (type === 'summary')
    return [
      ['', 'quantile'],
      ['_sum', 'kept'],
      ['_count', 'kept'],
    ]
  if (type === 'gaugehistogram')
    return [
      ['_bucket', 'bucket'],
      ['_gsum', 'kept'],
      ['_gcount', 'kept'],
    ]
  return []
}

/** The label that makes a sample a bucket or a quantile. */
export function boundLabel(role: Role): 'le' | 'quantile' | null {
  return role === 'bucket' ? 'le' : role === 'quantile' ? 'quantile' : null
}
