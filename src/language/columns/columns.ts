// What is known of the columns of a stream: all names that can occur in any of its tables, and whether there may be
// others. Names are never too few: a column that is only in some tables, or only perhaps, is among them.

export interface Columns {
  readonly names: ReadonlySet<string>
  /** Others may be there: labels of a scrape, tags of a bucket, what a pivot makes. */
  readonly open: boolean
}

export function columnsOf(names: Iterable<string>, open = false): Columns {
  return { names: new Set(names), open }
}

export function plus({ names, open }: Columns, more: Iterable<string>): Columns {
  return { names: new Set([...names, ...more]), open }
}

export function minus({ names, open }: Columns, less: Iterable<string>): Columns {
  const left = new Set(names)
  for (const name of less) left.delete(name)
  return { names: left, open }
}

export function opened({ names }: Columns): Columns {
  return { names, open: true }
}

export function both(a: Columns | null, b: Columns | null): Columns | null {
  return a && b && { names: new Set([...a.names, ...b.names]), open: a.open || b.open }
}
