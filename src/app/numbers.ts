// Counts and durations as the page words them.

const grouped = new Intl.NumberFormat('en')

/** `1 table`, `20,000 tables` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${grouped.format(n)} ${n === 1 ? one : many}`
}

export function number(n: number): string {
  return grouped.format(n)
}

/** `0.4 ms`, `41 ms`, `1.24 s`, `2 min 5 s` */
export function elapsed(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.floor(ms / 1000) % 60} s`
}

/** The line a place in a text is on, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
