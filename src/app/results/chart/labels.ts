// Names at the right end of the lines, moved apart where they would lie over one another.

export interface Wanted {
  /** Where the line ends. */
  readonly at: number
}

/** Tops for labels of one height, in the order of those given, each as near to its line as the others let it. */
export function apart(wanted: readonly Wanted[], height: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a].at - wanted[b].at)
  const tops = order.map(i => Math.max(low, wanted[i].at - height / 2))
  for (let i = 1; i < tops.length; i++) tops[i] = Math.max(tops[i], tops[i - 1] + height)
  // those that ran past the end push the others back
  for (let i = tops.length - 1, most = high - height; i >= 0; i--, most -= height) tops[i] = Math.min(tops[i], most)
  const out = new Array<number>(wanted.length)
  for (const [rank, i] of order.entries()) out[i] = tops[rank]
  return out
}
