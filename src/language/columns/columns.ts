// What is known of the columns of a stream: all names that can occur in any of its tables, and whether there may be
// others. Names are never too few: a column that is only in some tables, or only perhaps, is among them.

export interface Columns {
  readonly names: ReadonlySet<string>
  /** Others may be there: labels of a scrape, tags of a bucket, what a pivot makes. */
  readonly open: boolean
  /** Columns that were there and surely are no more, with the member that took them away. */
  readonly gone: ReadonlyMap<string, string>
  /** Whatever is not among the names was left out by `keep`. */
  readonly kept: boolean
  /** All texts a column can hold, where the script itself says them. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>
}

export function columnsOf(names: Iterable<string>, open = false): Columns {
  return { names: new Set(names), open, gone: new Map(), kept: false, texts: new Map() }
}

/** What a new column holds is not known, nor is it any more what an old one of its name held. */
export function plus(columns: Columns, more: Iterable<string>): Columns {
  const added = [...more]
  const { names, gone, texts } = columns
  if (added.every(name => names.has(name) && !gone.has(name) && !texts.has(name))) return columns
  return { ...columns, names: new Set([...names, ...added]), gone: without(gone, added), texts: without(texts, added) }
}

export function minus(columns: Columns, less: Iterable<string>, by: string): Columns {
  const taken = [...less]
  const left = new Set(columns.names)
  for (const name of taken) left.delete(name)
  const gone = new Map([...columns.gone, ...taken.map(name => [name, by] as const)])
  return { ...columns, names: left, gone, texts: without(columns.texts, taken) }
}

/** What `keep` leaves: of what is there, and of what may be there, the columns it names. */
export function keptOf(columns: Columns, kept: readonly string[]): Columns {
  const { names, open, texts } = columns
  const left = kept.filter(name => open || names.has(name))
  return { ...columnsOf(left), kept: true, texts: new Map([...texts].filter(([name]) => kept.includes(name))) }
}

export function opened(columns: Columns): Columns {
  return { ...columns, open: true, kept: false }
}

export function both(a: Columns | null, b: Columns | null): Columns | null {
  if (!a || !b) return null
  const gone = new Map([...a.gone].filter(([name]) => lostBy(b, name) !== null))
  return { ...columnsOf([...a.names, ...b.names], a.open || b.open), gone, kept: a.kept && b.kept }
}

/** The member that took a column away, or null when it is there or was never known. */
export function lostBy({ names, gone, kept }: Columns, name: string): string | null {
  if (names.has(name)) return null
  return gone.get(name) ?? (kept ? 'keep' : null)
}

function without<T>(map: ReadonlyMap<string, T>, names: readonly string[]): ReadonlyMap<string, T> {
  if (!names.some(name => map.has(name))) return map
  return new Map([...map].filter(([name]) => !names.includes(name)))
}
