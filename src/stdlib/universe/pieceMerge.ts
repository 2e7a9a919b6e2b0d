// Sorted pieces of a table merged as the reference merges them: a binary heap of pieces, whose ties fall as the heap
// happens to lie. `rank` gives equal numbers to rows that compare equal, and only their order is decided here.

/** Merges the pieces of one table: `runs` holds the rows of each, sorted. */
export function mergePieces(runs: readonly Int32Array[], rank: Int32Array, out: Int32Array, from: number): void {
  const heap = new PieceHeap(runs, rank)
  for (let to = from; heap.size > 0; to++) out[to] = heap.take()
}

class PieceHeap {
  size: number
  private readonly items: Int32Array
  private readonly at: Int32Array

  constructor(
    private readonly runs: readonly Int32Array[],
    private readonly rank: Int32Array,
  ) {
    this.size = runs.length
    this.items = Int32Array.from(runs, (_, i) => i)
    this.at = new Int32Array(runs.length)
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.down(i)
  }

  take(): number {
    const first = this.items[0]
    const row = this.runs[first][this.at[first]++]
    if (this.at[first] >= this.runs[first].length) this.items[0] = this.items[--this.size]
    this.down(0)
    return row
  }

  private rankAt(i: number): number {
    const item = this.items[i]
    return this.rank[this.runs[item][this.at[item]]]
  }

  private down(start: number): void {
    const { items, size } = this
    for (let i = start; ; ) {
      let child = 2 * i + 1
      if (child >= size) return
      if (child + 1 < size && this.rankAt(child + 1) < this.rankAt(child)) child++
      if (!(this.rankAt(child) < this.rankAt(i))) return
      const item = items[i]
      items[i] = items[child]
      items[child] = item
      i = child
    }
  }
}
