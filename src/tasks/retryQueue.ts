// Lines that tasks could not write to an InfluxDB because it was away or busy. They are kept, without the token, until
// it has taken them: before what the task writes next, and in between as long as a token is known, at ever longer
// intervals. A batch is taken out only after the server has answered that it has it.
import { type Fault, fault } from '../values/index.ts'
import type { InfluxTarget, KeptLines, NewLines, TokenTarget, WaitingLines } from './keptLines.ts'
import type { TaskStorage } from './taskStorage.ts'

/** What became of a batch. */
export type Sent =
  | { readonly kind: 'stored'; readonly warnings: readonly string[] }
  /** The server may take the rest later. */
  | { readonly kind: 'later'; readonly stored: number; readonly fault: Fault }
  /** It never will; `token` says that another token might be allowed to. */
  | { readonly kind: 'refused'; readonly fault: Fault; readonly token: boolean }

export type Send = (target: TokenTarget, lines: readonly string[]) => Promise<Sent>

export interface RetryOptions {
  readonly storage: Pick<TaskStorage, 'kept' | 'keep'>
  readonly send: Send
  /** Nanoseconds since 1970. */
  readonly now: () => bigint
  readonly maxBytes?: number
}

/** A server that is away is asked again after a second, two, four … up to five minutes. */
const FIRST_WAIT = 1_000_000_000n
const LONGEST_WAIT = 300_000_000_000n
const BATCH_LINES = 5_000
const MAX_BYTES = 20_000_000

interface Destination {
  readonly target: InfluxTarget
  /** Oldest first. */
  batches: KeptLines[]
  /** In memory only. */
  token: string | null
  wait: bigint
  nextTry: bigint
  /** One after another, so that older points never come after newer ones. */
  turn: Promise<unknown>
}

export class RetryQueue {
  private readonly destinations = new Map<string, Destination>()
  private bytes = 0
  private readonly loaded: Promise<void>
  private readonly maxBytes: number

  constructor(private readonly options: RetryOptions) {
    this.maxBytes = options.maxBytes ?? MAX_BYTES
    this.loaded = this.load()
  }

  /**
   * Writes lines, what is kept for the same place first. Rejects with a Fault where not all were written, which says
   * how many are kept; resolves with warnings.
   */
  async write({ token, ...target }: TokenTarget, lines: readonly string[]): Promise<readonly string[]> {
    await this.loaded
    const destination = this.destination(target)
    destination.token = token
    return this.inTurn(destination, () => this.writeAll(destination, lines))
  }

  /** Tries what is due to be tried again. */
  async retry(): Promise<void> {
    await this.loaded
    const now = this.options.now()
    const due = [...this.destinations.values()].filter(one => isWaiting(one) && one.nextTry <= now)
    await Promise.all(due.map(one => this.inTurn(one, async () => void (await this.flush(one)))))
  }

  /** When there is something to try again; null when nothing can be done before a task brings a token. */
  wakeAt(): bigint | null {
    const times = [...this.destinations.values()].filter(isWaiting).map(one => one.nextTry)
    return times.length === 0 ? null : times.reduce((a, b) => (a < b ? a : b))
  }

  /** Gives up what is kept for a place. */
  async discard(target: InfluxTarget): Promise<void> {
    await this.loaded
    const destination = this.destinations.get(keyOf(target))
    if (destination) await this.inTurn(destination, () => this.replace(destination, [], destination.batches))
  }

  private async load(): Promise<void> {
    for (const batch of await this.options.storage.kept()) {
      this.destination(batch.target).batches.push(batch)
      this.bytes += batch.bytes
    }
  }

  private async writeAll(destination: Destination, lines: readonly string[]): Promise<readonly string[]> {
    const before = await this.flush(destination)
    // a server that does not know the token would refuse these as well
    if (before.fault)
      throw destination.token === null ? before.fault : await this.keepRest(destination, lines, before.fault)
    const warnings = [...before.warnings]
    for (let at = 0; at < lines.length; at += BATCH_LINES) {
      const batch = lines.slice(at, at + BATCH_LINES)
      const sent = await this.send(destination, batch)
      if (sent.kind === 'refused') throw sent.fault
      if (sent.kind === 'later') throw await this.keepRest(destination, lines.slice(at + sent.stored), sent.fault)
      warnings.push(...sent.warnings)
    }
    return warnings
  }

  /** Writes what is kept, oldest first, until the server does not take it. */
  private async flush(
    destination: Destination,
  ): Promise<{ readonly warnings: string[]; readonly fault: Fault | null }> {
    const warnings: string[] = []
    while (destination.batches.length > 0) {
      const [batch] = destination.batches
      const sent = await this.send(destination, batch.lines)
      if (sent.kind === 'stored') {
        await this.replace(destination, [], [batch])
        warnings.push(...sent.warnings, `${counted(batch.lines.length)} kept from earlier ${were(batch)} written.`)
      } else if (sent.kind === 'later') {
        if (sent.stored > 0) await this.shorten(destination, batch, sent.stored)
        return { warnings, fault: sent.fault }
      } else if (sent.token) {
        destination.token = null
        return { warnings, fault: sent.fault }
      } else {
        await this.replace(destination, [], [batch])
        warnings.push(`${counted(batch.lines.length)} kept from earlier ${were(batch)} given up: ${sent.fault.message}`)
      }
    }
    return { warnings, fault: null }
  }

  private async send(destination: Destination, lines: readonly string[]): Promise<Sent> {
    const token = destination.token ?? ''
    const sent = await this.options.send({ ...destination.target, token }, lines)
    if (sent.kind !== 'later') destination.wait = FIRST_WAIT
    else {
      destination.nextTry = this.options.now() + destination.wait
      destination.wait = destination.wait * 2n > LONGEST_WAIT ? LONGEST_WAIT : destination.wait * 2n
    }
    return sent
  }

  /** Keeps what was not written, and says so. */
  private async keepRest(destination: Destination, lines: readonly string[], cause: Fault): Promise<Fault> {
    const added: NewLines[] = []
    for (let at = 0; at < lines.length; at += BATCH_LINES) {
      const batch = lines.slice(at, at + BATCH_LINES)
      added.push({ target: destination.target, lines: batch, bytes: bytesOf(batch), since: this.options.now() })
    }
    const steps = [...(cause.advice?.steps ?? [])]
    try {
      const lost = await this.replace(destination, added, [])
      steps.push(`${counted(lines.length)} of this run ${lines.length === 1 ? 'is' : 'are'} kept and will be written when the server takes them.`) // biome-ignore format: one sentence
      if (lost > 0)
        steps.push(`There was no room for all that waits: the oldest ${counted(lost)} ${lost === 1 ? 'was' : 'were'} given up.`) // biome-ignore format: one sentence
    } catch {
      steps.push(`${counted(lines.length)} could not be kept: this browser has no room for them.`)
    }
    return fault(cause.code, cause.message, { ...cause.advice, steps })
  }

  private async shorten(destination: Destination, batch: KeptLines, stored: number): Promise<void> {
    const lines = batch.lines.slice(stored)
    const rest: KeptLines = { ...batch, lines, bytes: bytesOf(lines) }
    await this.options.storage.keep([rest], [])
    destination.batches = destination.batches.map(one => (one === batch ? rest : one))
    this.bytes += rest.bytes - batch.bytes
  }

  /** Adds and removes batches in one transaction; resolves with the number of lines that had to go to make room. */
  private async replace(
    destination: Destination,
    added: readonly NewLines[],
    gone: readonly KeptLines[],
  ): Promise<number> {
    const more = added.reduce((n, one) => n + one.bytes, 0)
    const dropped = this.oldestOver(more)
    const numbers = await this.options.storage.keep(
      added,
      [...gone, ...dropped].map(one => one.number),
    )
    for (const one of [...gone, ...dropped]) this.forget(one)
    destination.batches.push(...added.map((one, i) => ({ ...one, number: numbers[i] })))
    this.bytes += more
    return dropped.reduce((n, one) => n + one.lines.length, 0)
  }

  /** The oldest batches that have to go so that so many bytes more fit. */
  private oldestOver(more: number): readonly KeptLines[] {
    let over = this.bytes + more - this.maxBytes
    if (over <= 0 || more === 0) return []
    const oldest = [...this.destinations.values()].flatMap(one => one.batches).sort((a, b) => a.number - b.number)
    return oldest.filter(batch => {
      const goes = over > 0
      over -= batch.bytes
      return goes
    })
  }

  private forget(batch: KeptLines): void {
    const destination = this.destination(batch.target)
    destination.batches = destination.batches.filter(one => one.number !== batch.number)
    this.bytes -= batch.bytes
  }

  private destination(target: InfluxTarget): Destination {
    const key = keyOf(target)
    let found = this.destinations.get(key)
    if (!found) {
      found = { target, batches: [], token: null, wait: FIRST_WAIT, nextTry: 0n, turn: Promise.resolve() }
      this.destinations.set(key, found)
    }
    return found
  }

  private inTurn<T>(destination: Destination, work: () => Promise<T>): Promise<T> {
    const turn = destination.turn.then(work, work)
    destination.turn = turn.catch(() => {})
    return turn
  }
}

/** What is kept, a place each, the oldest first. */
export function waitingLines(kept: readonly KeptLines[]): readonly WaitingLines[] {
  const places = new Map<string, WaitingLines>()
  for (const { target, lines, bytes, since } of kept) {
    const key = keyOf(target)
    const before = places.get(key) ?? { target, lines: 0, bytes: 0, since }
    places.set(key, { ...before, lines: before.lines + lines.length, bytes: before.bytes + bytes })
  }
  return [...places.values()]
}

const isWaiting = ({ token, batches }: Destination): boolean => token !== null && batches.length > 0
const counted = (lines: number): string => (lines === 1 ? '1 line' : `${lines} lines`)
const were = ({ lines }: KeptLines): string => (lines.length === 1 ? 'was' : 'were')
const bytesOf = (lines: readonly string[]): number => lines.reduce((n, line) => n + line.length + 1, 0)

function keyOf({ host, org, orgID, bucket, bucketID }: InfluxTarget): string {
  return JSON.stringify([host, org, orgID, bucket, bucketID])
}
