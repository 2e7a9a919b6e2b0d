// Ids of 64-bit keys by open addressing. Columns mostly repeat themselves: a key is that of the row before, or the one
// that came after it the last time, and is not looked up then.

/** Numbers keys from 1 on, by first appearance; 0 is left for nulls. */
export class KeyTable {
  /** One more than there are keys. */
  count = 1
  /** Of each id the halves of its key. */
  low = new Int32Array(256)
  high = new Int32Array(256)
  private places = new Int32Array(512)

  /** The id of a key, which may be new. */
  find(low: number, high: number): number {
    const mask = this.places.length - 1
    let place = hashOf(low, high) & mask
    for (let id = this.places[place]; id !== 0; id = this.places[place]) {
      if (this.low[id] === low && this.high[id] === high) return id
      place = (place + 1) & mask
    }
    if (this.count === this.low.length) {
      this.grow()
      return this.find(low, high)
    }
    this.low[this.count] = low
    this.high[this.count] = high
    this.places[place] = this.count
    return this.count++
  }

  /** At most half of the places are taken. */
  private grow(): void {
    this.low = doubled(this.low)
    this.high = doubled(this.high)
    this.places = new Int32Array(2 * this.places.length)
    const mask = this.places.length - 1
    for (let id = 1; id < this.count; id++) {
      let place = hashOf(this.low[id], this.high[id]) & mask
      while (this.places[place] !== 0) place = (place + 1) & mask
      this.places[place] = id
    }
  }
}

function hashOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(2 * values.length)
  out.set(values)
  return out
}

/** The ids of a column's slots, given as two halves each. Gives up with false where there are more keys than `most`. */
export function addKeys(
  table: KeyTable,
  halves: Int32Array,
  nulls: Uint8Array | null,
  out: Int32Array,
  most: number,
): boolean {
  let { low: lows, high: highs, count } = table
  let id = 0
  for (let row = 0; row < out.length; row++) {
    if (nulls !== null && nulls[row] === 1) continue
    const low = halves[2 * row]
    const high = halves[2 * row + 1]
    if (id === 0 || lows[id] !== low || highs[id] !== high) {
      const next = id + 1
      if (next < count && lows[next] === low && highs[next] === high) id = next
      else {
        id = table.find(low, high)
        if (table.count > most) return false
        ;({ low: lows, high: highs, count } = table)
      }
    }
    out[row] = id
  }
  return true
}
