// Line protocol to points, by the rules of InfluxDB's own reader and in its words. Lines come in pieces of any size; what
// a piece cuts off waits for the next. The start of a line (measurement and tags) is read once for all lines that share it.
import { fault, MAX_TIME } from '../../values/index.ts'
import { BadLine, endOfStart, type FieldValue, lineEnd, readFields, readStart, readTime } from './lineRules.ts'

/** Where points go. Bits are those of an int, of a uint, 0 or 1 for a bool, and what textOf answers for a string. */
export interface PointSink {
  seriesOf(
    measurement: string,
    tags: readonly (readonly [key: string, value: string])[],
    field: string,
    type: FieldValue['type'],
  ): number
  textOf(text: string): number
  add(series: number, time: bigint, bits: bigint): void
  addFloat(series: number, time: bigint, value: number): void
}

export type LinePrecision = 'ns' | 'us' | 'ms' | 's'

export interface LineOptions {
  /** Nanoseconds since 1970; the time of lines that have none. */
  readonly now: bigint
  /** What the times of the lines count; nanoseconds unless given. */
  readonly precision?: LinePrecision
  /** Bad lines are told and the others kept; otherwise one bad line refuses them all. */
  readonly skipBad?: boolean
}

export interface LineDecoder {
  push(text: string): void
  /** A sentence for each of the first bad lines. Throws a Fault of them unless they are to be skipped. */
  finish(): readonly string[]
}

/** Nanoseconds of what times count. */
const factors: Readonly<Record<LinePrecision, bigint>> = { ns: 1n, us: 1_000n, ms: 1_000_000n, s: 1_000_000_000n }
/** So many bad lines are told. */
const MAX_TOLD = 20

export function lineDecoder(sink: PointSink, options: LineOptions): LineDecoder {
  const lines = new Lines(sink, options)
  const bad: string[] = []
  let count = 0
  let rest = ''
  let number = 1

  /** Reads the lines of a text; answers where the first that has not ended begins. */
  const readAll = (text: string, last: boolean): number => {
    let at = 0
    while (at < text.length) {
      const end = lineEnd(text, at)
      if (end < 0 && !last) return at
      const to = end < 0 ? text.length : end
      try {
        lines.read(text, at, to)
      } catch (error) {
        if (!(error instanceof BadLine)) throw error
        count++
        if (bad.length < MAX_TOLD)
          bad.push(`line ${number}: unable to parse '${text.slice(at, to).trim()}': ${error.message}`)
      }
      number += newlines(text, at, to) + 1
      at = to + 1
    }
    return text.length
  }

  return {
    push(text) {
      const all = rest === '' ? text : rest + text
      rest = all.slice(readAll(all, false))
    },
    finish() {
      readAll(rest, true)
      rest = ''
      if (count > bad.length) bad.push(`and ${count - bad.length} more lines`)
      if (count === 0 || options.skipBad) return bad
      throw fault('invalid', bad.join('\n'), {
        steps: ['Mend the lines, or leave them out: nothing of the text was stored.'],
      })
    },
  }
}

/** A text may hold line ends of its own. */
function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

interface Start {
  readonly text: string
  readonly measurement: string
  readonly tags: readonly (readonly [string, string])[]
  /** Numbers of series by type and field. */
  readonly series: Map<string, number>
}

class Lines {
  private readonly starts = new Map<string, Start>()
  private readonly factor: bigint
  private readonly now: bigint
  /** Neighbours mostly have one time. */
  private lastTime = ''
  private lastNs = 0n

  constructor(
    private readonly sink: PointSink,
    { now, precision = 'ns' }: LineOptions,
  ) {
    this.factor = factors[precision]
    this.now = now - (now % this.factor)
  }

  read(text: string, from: number, to: number): void {
    let start = from
    while (start < to && isSpace(text.charCodeAt(start))) start++
    let end = to
    if (end > start && text.charCodeAt(end - 1) === 13) end--
    if (start === end || text.charCodeAt(start) === 35) return
    const line = text.slice(start, end)
    const known = this.startOf(line)
    const { values, at } = readFields(line, known.text.length)
    const time = this.timeOf(readTime(line, at))
    for (const { field, type, value } of values) this.add(this.seriesOf(known, field, type), time, value)
  }

  private startOf(line: string): Start {
    const text = line.slice(0, endOfStart(line))
    // a line that is nothing but a start is bad, known or not
    let known = text.length < line.length ? this.starts.get(text) : undefined
    if (!known) {
      const { measurement, tags } = readStart(line)
      const own = tags.map(([key, value]) => [detached(key), detached(value)] as const)
      known = { text, measurement: detached(measurement), tags: own, series: new Map() }
      this.starts.set(text, known)
    }
    return known
  }

  private seriesOf({ measurement, tags, series }: Start, field: string, type: FieldValue['type']): number {
    const key = type + field
    let known = series.get(key)
    if (known === undefined) series.set(key, (known = this.sink.seriesOf(measurement, tags, detached(field), type)))
    return known
  }

  private add(series: number, time: bigint, value: FieldValue['value']): void {
    if (typeof value === 'number') this.sink.addFloat(series, time, value)
    else if (typeof value === 'string') this.sink.add(series, time, BigInt(this.sink.textOf(value)))
    else this.sink.add(series, time, value)
  }

  private timeOf(text: string): bigint {
    if (text === '') return this.now
    if (text !== this.lastTime) {
      const ns = BigInt(text) * this.factor
      const most = MAX_TIME - 1n
      if (ns > most || ns < -most) throw new BadLine(`time outside range -${most} - ${most}`)
      this.lastTime = text
      this.lastNs = ns
    }
    return this.lastNs
  }
}

/** A copy, for a part of a text keeps all of it in memory, and names outlive what they were read from. */
const detached = (text: string): string => JSON.parse(JSON.stringify(text))

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 0
