// A scroll position in a content taller than an element may be: browsers stop somewhere past 16 million pixels. The
// element is then shorter than the content; small moves (wheel, arrows, touch) go pixel by pixel all the same, large
// ones (the bar dragged, Home, End) go in proportion, and the bar is put right when the scrolling rests.

export const MAX_ELEMENT = 8_000_000

export class ScrollModel {
  /** What the element's scrollTop is. */
  physical = 0
  /** Where that is in the content. */
  virtual = 0
  private content = 0
  private viewport = 0

  /** The element's height. */
  get height(): number {
    return Math.min(this.content, MAX_ELEMENT)
  }
  get scaled(): boolean {
    return this.content > MAX_ELEMENT
  }
  private get scale(): number {
    const room = this.height - this.viewport
    return this.scaled && room > 0 ? (this.content - this.viewport) / room : 1
  }
  private get end(): number {
    return Math.max(0, this.content - this.viewport)
  }

  resize(content: number, viewport: number): void {
    this.content = content
    this.viewport = viewport
    this.virtual = Math.min(this.virtual, this.end)
    if (!this.scaled) this.virtual = Math.min(this.physical, this.end)
  }

  /** The element was scrolled. */
  scrolled(physical: number): void {
    const moved = physical - this.physical
    this.physical = physical
    if (!this.scaled) this.virtual = physical
    else if (physical <= 0) this.virtual = 0
    else if (physical >= this.height - this.viewport - 1) this.virtual = this.end
    else if (Math.abs(moved) < this.viewport * 1.5) this.virtual = Math.max(0, Math.min(this.end, this.virtual + moved))
    else this.virtual = Math.min(this.end, physical * this.scale)
  }

  /** Where the element's bar should stand for this place in the content. */
  get resting(): number {
    return this.scaled ? this.virtual / this.scale : this.virtual
  }

  /** Moves to a place in the content; the element's scrollTop that goes with it. */
  moveTo(virtual: number): number {
    this.virtual = Math.max(0, Math.min(this.end, virtual))
    this.physical = this.resting
    return this.physical
  }

  /** What to add to a place in the content to have it in the element. */
  get shift(): number {
    return this.physical - this.virtual
  }
}
