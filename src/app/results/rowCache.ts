// Rows near the ones on screen, fetched from the worker in blocks and kept until there are too many. One request is
// under way at a time; what is asked for meanwhile goes with the next, newest wishes first.
import type { Frame } from '../../tables/index.ts'
import type { RowsPage } from '../../workers/clients.ts'

/** Rows in a block. */
export const BLOCK = 64
const MAX_BLOCKS = 3000
const MAX_RANGES = 400

/** Some rows of one table, in a frame of their own. */
export interface RowBlock {
  readonly frame: Frame
  /** Which table of that frame. */
  readonly table: number
  /** The row of that frame where the block begins. */
  readonly start: number
}

export interface RowsNeeded {
  readonly table: number
  readonly from: number
  readonly to: number
  /** Of the whole table. */
  readonly rows: number
}

export class RowCache {
  private readonly blocks = new Map<string, RowBlock>()
  private wanted = new Map<string, readonly [table: number, from: number, to: number]>()
  private fetching = false
  private listeners = new Set<() => void>()
  /** Grows whenever blocks arrive. */
  version = 0

  constructor(private readonly fetch: (ranges: Int32Array) => Promise<RowsPage>) {}

  /** The block with a row, if it is here. */
  block(table: number, row: number): RowBlock | null {
    return this.blocks.get(`${table}:${Math.floor(row / BLOCK)}`) ?? null
  }

  /** Fetches what is missing of these rows; wishes stated before and not yet under way are forgotten. */
  need(windows: readonly RowsNeeded[]): void {
    this.wanted = new Map()
    for (const { table, from, to, rows } of windows)
      for (let n = Math.floor(from / BLOCK); n * BLOCK < to; n++) {
        const key = `${table}:${n}`
        if (!this.blocks.has(key)) this.wanted.set(key, [table, n * BLOCK, Math.min(rows, (n + 1) * BLOCK)])
      }
    void this.fulfil()
  }

  private async fulfil(): Promise<void> {
    if (this.fetching || this.wanted.size === 0) return
    this.fetching = true
    const entries = [...this.wanted].slice(0, MAX_RANGES)
    for (const [key] of entries) this.wanted.delete(key)
    try {
      const { frames, places } = await this.fetch(Int32Array.from(entries.flatMap(([, range]) => range)))
      for (const [i, [key]] of entries.entries()) {
        const [frame, table] = [frames[places[2 * i]], places[2 * i + 1]]
        this.blocks.set(key, { frame, table, start: frame.offsets[table] })
      }
      this.evict()
      this.version++
      for (const listener of this.listeners) listener()
      this.fetching = false
      void this.fulfil()
    } catch {
      // The worker is gone with its result; a new result brings a new cache.
      this.fetching = false
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private evict(): void {
    for (const key of this.blocks.keys()) {
      if (this.blocks.size <= MAX_BLOCKS) return
      this.blocks.delete(key)
    }
  }
}
