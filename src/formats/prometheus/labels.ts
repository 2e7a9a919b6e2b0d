// How labels become columns: their order, and the names that are taken.

/** Columns a scrape has of its own. */
const taken: ReadonlySet<string> = new Set(['_time', '_measurement', 'url', '_field', '_value'])

/** Alphabetical without regard to case, `_` before letters. */
export function compareLabels(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  if (x !== y) return x < y ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

/** The columns of a sample's labels: a label whose name is taken is called `exported_…`, as Prometheus does. */
export function columnNames(labels: readonly string[]): string[] {
  const used = new Set(labels)
  return labels.map(label => {
    if (!taken.has(label)) return label
    let name = 'exported_' + label
    while (used.has(name)) name = 'exported_' + name
    used.add(name)
    return name
  })
}
