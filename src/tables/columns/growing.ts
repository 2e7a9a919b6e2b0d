// Null masks that appear only when the first null does.
export class NullMask {
  private mask: Uint8Array | null = null

  set(slot: number, capacity: number): void {
    if (this.mask === null) this.mask = new Uint8Array(Math.max(16, capacity))
    if (slot >= this.mask.length) {
      const wider = new Uint8Array(Math.max(slot + 1, this.mask.length * 2))
      wider.set(this.mask)
      this.mask = wider
    }
    this.mask[slot] = 1
  }

  build(length: number): Uint8Array | null {
    if (this.mask === null) return null
    const out = new Uint8Array(length)
    out.set(this.mask.subarray(0, length))
    return out
  }
}
