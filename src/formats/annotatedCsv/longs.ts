// 64-bit integers that are put together from doubles, so that no BigInt is made for a cell.
const little = new Uint8Array(Int32Array.of(1).buffer)[0] === 1
const LOW = little ? 0 : 1
const HIGH = 1 - LOW
const TWO_32 = 2 ** 32

export class Longs {
  values = new BigInt64Array(16)
  private halves = new Int32Array(this.values.buffer)

  set(slot: number, value: bigint): void {
    if (slot >= this.values.length) this.grow()
    this.values[slot] = value
  }

  /** |value| ≤ 2^53. */
  setNumber(slot: number, value: number): void {
    if (slot >= this.values.length) this.grow()
    const high = Math.floor(value / TWO_32)
    this.halves[2 * slot + HIGH] = high
    this.halves[2 * slot + LOW] = value - high * TWO_32
  }

  /** seconds · 10^9 + nanoseconds, exact within int64: the product is split so that each part fits a double. */
  setTime(slot: number, seconds: number, nanoseconds: number): void {
    if (slot >= this.values.length) this.grow()
    const upper = Math.floor(seconds / 4096)
    const product = upper * 1e9
    const productHigh = Math.floor(product / 1_048_576)
    const rest = (product - productHigh * 1_048_576) * 4096 + (seconds - upper * 4096) * 1e9 + nanoseconds
    const carry = Math.floor(rest / TWO_32)
    this.halves[2 * slot + HIGH] = productHigh + carry
    this.halves[2 * slot + LOW] = rest - carry * TWO_32
  }

  private grow(): void {
    const values = new BigInt64Array(this.values.length * 2)
    values.set(this.values)
    this.values = values
    this.halves = new Int32Array(values.buffer)
  }
}
