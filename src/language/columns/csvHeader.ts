// The column names of a CSV text in a script, annotated or raw, as far as they can be told without reading the data.

/** Null when the header is not plain enough to be sure. */
export function csvColumns(text: string, raw: boolean): string[] | null {
  const names = new Set<string>()
  let expectsHeader = true
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      // Behind a blank line another block begins, with a header of its own.
      if (names.size > 0 && !raw) expectsHeader = true
    } else if (line.startsWith('#')) {
      if (raw) return null
      expectsHeader = true
    } else if (expectsHeader) {
      if (line.includes('"')) return null
      const cells = line.split(',').map(cell => cell.trim())
      for (const cell of raw ? cells : withoutMarks(cells)) names.add(cell)
      expectsHeader = false
    }
  }
  return names.size === 0 ? null : [...names]
}

/** The annotation column has no name; `result` and `table` say where a row belongs. */
function withoutMarks(cells: readonly string[]): string[] {
  return cells.filter((cell, index) => !(index === 0 && cell === '') && cell !== '')
}
