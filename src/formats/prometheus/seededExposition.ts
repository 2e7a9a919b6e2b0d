// A page of metrics out of a seed, for benches and tests: many label schemas, families of every type, realistic names.

/** xorshift32: the same page for the same seed on every machine. */
export function randomFrom(seed: number): () => number {
  let x = seed | 0 || 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}

const words = [
  'http',
  'request',
  'duration',
  'bytes',
  'task',
  'executor',
  'queue',
  'cache',
  'disk',
  'cpu',
  'memory',
  'gc',
]
const labelNames = [
  'instance',
  'job',
  'method',
  'handler',
  'status',
  'code',
  'shard',
  'zone',
  'device',
  'mode',
  'taskID',
  'task_type',
]

/** At least `size` bytes of exposition with `labelSets` different sets of labels, to which `le` and `quantile` come. */
export function seededExposition(size: number, labelSets: number, seed = 1): string {
  const random = randomFrom(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]
  const number = (): string => {
    const kind = random()
    if (kind < 0.5) return String(Math.floor(random() * 1e6))
    if (kind < 0.8) return (random() * 1000).toFixed(3)
    return kind < 0.9 ? String(random() * 1e5) : (random() * 1e12).toExponential(8).replace('e+', 'e+0')
  }
  const out: string[] = []
  let bytes = 0
  const line = (text: string): void => {
    bytes += text.length + 1
    out.push(text)
  }
  const sets: string[][] = []
  const seen = new Set<string>()
  while (sets.length < labelSets) {
    const names = labelNames.filter(() => random() < 0.35).slice(0, 5)
    if (names.length < 5 && random() < 0.5) names.push(`label_${Math.floor(random() * labelSets)}`)
    if (seen.has(names.join())) continue
    seen.add(names.join())
    sets.push(names)
  }
  for (let n = 0; bytes < size; n++) {
    const names = sets[n % sets.length]
    const name = `${pick(words)}_${pick(words)}_${pick(words)}_${n % 997}`
    const kind = pick(['counter', 'gauge', 'histogram', 'summary', 'gauge'])
    line(`# HELP ${name} What the ${name} of this process is, as counted by the collector.`)
    line(`# TYPE ${name} ${kind}`)
    for (let series = 0; series < 8; series++) {
      const labels = names.map(
        l =>
          `${l}="${l === 'instance' ? `host-${Math.floor(random() * 400)}:9100` : `${l}-${Math.floor(random() * 12)}`}"`,
      )
      const set = (extra?: string): string => (extra ? [...labels, extra] : labels).join(',')
      const braces = labels.length > 0 ? `{${set()}}` : ''
      if (kind === 'histogram')
        for (const le of ['0.005', '0.01', '0.05', '0.1', '0.5', '1', '5', '+Inf'])
          line(`${name}_bucket{${set(`le="${le}"`)}} ${Math.floor(random() * 1e5)}`)
      if (kind === 'summary')
        for (const q of ['0.5', '0.9', '0.99']) line(`${name}{${set(`quantile="${q}"`)}} ${number()}`)
      if (kind === 'histogram' || kind === 'summary') {
        line(`${name}_sum${braces} ${number()}`)
        line(`${name}_count${braces} ${Math.floor(random() * 1e5)}`)
      } else line(`${name}${braces} ${number()}`)
    }
  }
  return out.join('\n') + '\n'
}
