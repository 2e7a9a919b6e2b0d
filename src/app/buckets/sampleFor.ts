// Sample data for a script that reads a bucket nobody filled yet: points of the last hour for each measurement, field
// and tag value its filters ask for.

/** A script that writes them; the bucket has to be there. */
export function sampleFor(text: string, bucket: string): string {
  const asked = new Map<string, Set<string>>()
  for (const [, dotted, quoted, value] of text.matchAll(/\br(?:\.(\w+)|\["([^"]+)"\])\s*==\s*"((?:[^"\\]|\\.)*)"/g)) {
    const column = dotted ?? quoted
    asked.set(column, (asked.get(column) ?? new Set()).add(value))
  }
  const tags = [...asked.keys()].filter(column => !column.startsWith('_'))
  const lines: string[] = []
  let rows = 'times'
  for (const [column, standard] of [
    ['_measurement', 'sample'],
    ['_field', 'value'],
    ...(tags.length > 0 ? tags : ['host']).map(tag => [tag, 'a']),
  ]) {
    const values = [...(asked.get(column) ?? [standard])].slice(0, MOST)
    const copies = values.map(value => `${rows} |> set(key: "${column}", value: "${value}")`)
    const name = `rows${lines.length + 1}`
    lines.push(`${name} = ${copies.length === 1 ? copies[0] : `union(tables: [${copies.join(', ')}])`}`)
    rows = name
  }
  return `import "generate"
import "math"

times = generate.from(count: 360, fn: (n) => n, start: -1h, stop: 0s)
    |> map(fn: (r) => ({_time: r._time, _value: 50.0 + 40.0 * math.sin(x: float(v: r._value) / 30.0)}))
${lines.join('\n')}
${rows} |> to(bucket: "${bucket.replace(/["\\]/g, '\\$&')}")
`
}

/** Values of one column; more would multiply. */
const MOST = 6
