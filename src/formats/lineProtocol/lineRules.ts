// The parts of a line of line protocol: where each ends, what is wrong with it, and what its escapes stand for. A
// backslash makes what follows it part of a name; in texts it stands before itself, a quote, and n, r and t.
import { compareText } from '../../values/index.ts'

/** Why a line is none, in InfluxDB's words. */
export class BadLine extends Error {}

export interface FieldValue {
  readonly field: string
  readonly type: 'float' | 'int' | 'uint' | 'string' | 'bool'
  /** A bigint holds the bits of an int, a uint or a bool. */
  readonly value: number | bigint | string
}

const [SPACE, QUOTE, COMMA, EQUALS, BACKSLASH] = [32, 34, 44, 61, 92]

/** Where the line that begins at `from` ends; -1 when the text ends first. Quoted texts may hold line ends. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  let start = from
  while (text.charCodeAt(start) === SPACE) start++
  if (end < 0 || text.charAt(start) === '#' || !text.slice(from, end).includes('"')) return end
  let [inFields, quoted, equals, commas] = [false, false, 0, 0]
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === BACKSLASH) i++
    else if (c === 10 && !quoted) return i
    else if (c === SPACE) inFields = true
    else if (inFields && c === QUOTE && equals > commas) quoted = !quoted
    else if (inFields && !quoted && c === EQUALS) equals++
    else if (inFields && !quoted && c === COMMA) commas++
  }
  return -1
}

/** Where measurement and tags end: at a space without a backslash before it. */
export function endOfStart(line: string): number {
  let at = line.indexOf(' ')
  while (at > 0 && line.charCodeAt(at - 1) === BACKSLASH) at = line.indexOf(' ', at + 1)
  return at < 0 ? line.length : at
}

/** Measurement and tags. */
export function readStart(line: string): { readonly measurement: string; readonly tags: [string, string][] } {
  if (line.charCodeAt(0) === COMMA) throw new BadLine('missing measurement')
  let at = endOfName(line, 1)
  if (at === line.length) throw new BadLine('missing fields')
  const measurement = unescaped(line.slice(0, at), /\\([, ])/g)
  const cuts: number[] = []
  while (line.charCodeAt(at) === COMMA) {
    const equals = endOfTagKey(line, at + 1)
    cuts.push(at + 1, equals)
    at = endOfTagValue(line, equals + 1)
    cuts.push(at)
  }
  return { measurement, tags: tagsOf(line, cuts) }
}

/** The first comma or space without a backslash before it. */
function endOfName(line: string, from: number): number {
  for (let i = from; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if ((c === COMMA || c === SPACE) && line.charCodeAt(i - 1) !== BACKSLASH) return i
  }
  return line.length
}

function endOfTagKey(line: string, from: number): number {
  const first = line.charCodeAt(from)
  if (from >= line.length || first === SPACE || first === COMMA) throw new BadLine('missing tag key')
  for (let i = from + 1; i < line.length; i++) {
    if (line.charCodeAt(i - 1) === BACKSLASH) continue
    const c = line.charCodeAt(i)
    if (c === EQUALS) return i
    if (c === SPACE || c === COMMA) break
  }
  throw new BadLine('missing tag value')
}

function endOfTagValue(line: string, from: number): number {
  const first = line.charCodeAt(from)
  if (from >= line.length || first === SPACE || first === COMMA) throw new BadLine('missing tag value')
  for (let i = from + 1; i < line.length; i++) {
    if (line.charCodeAt(i - 1) === BACKSLASH) continue
    const c = line.charCodeAt(i)
    if (c === EQUALS) throw new BadLine('invalid tag format')
    if (c === SPACE || c === COMMA) return i
  }
  throw new BadLine('missing fields')
}

/** Tags by key in byte order. */
function tagsOf(line: string, cuts: readonly number[]): [string, string][] {
  const tags: [string, string][] = []
  for (let i = 0; i < cuts.length; i += 3) {
    const [from, equals, to] = [cuts[i], cuts[i + 1], cuts[i + 2]]
    tags.push([unescaped(line.slice(from, equals), inTag), unescaped(line.slice(equals + 1, to), inTag)])
  }
  tags.sort((a, b) => compareText(a[0], b[0]))
  for (let i = 1; i < tags.length; i++) if (tags[i][0] === tags[i - 1][0]) throw new BadLine('duplicate tags')
  return tags
}

const inTag = /\\([,= ])/g

/** The fields that begin at `from`, and where they end. */
export function readFields(line: string, from: number): { readonly values: FieldValue[]; readonly at: number } {
  let at = skipSpace(line, from)
  const values: FieldValue[] = []
  for (;;) {
    const equals = endOfFieldKey(line, at)
    if (equals === at) throw new BadLine('missing field key')
    const field = unescaped(line.slice(at, equals), /\\([,= "])/g)
    at = equals + 1
    const c = line.charCodeAt(at)
    if (at === line.length || c === COMMA || c === SPACE) throw new BadLine('missing field value')
    const end = c === QUOTE ? endOfText(line, at) : endOfValue(line, at)
    values.push(
      c === QUOTE
        ? { field, type: 'string', value: textOf(line.slice(at + 1, end - 1)) }
        : { field, ...bareValue(line.slice(at, end)) },
    )
    at = end
    if (at === line.length || line.charCodeAt(at) === SPACE) return { values, at }
    if (line.charCodeAt(at) !== COMMA) throw new BadLine('invalid field format')
    at++
  }
}

function endOfFieldKey(line: string, from: number): number {
  for (let i = from; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === BACKSLASH) i++
    else if (c === EQUALS) return i
    else if (c === COMMA || c === SPACE) break
  }
  throw new BadLine('invalid field format')
}

/** Behind the closing quote. */
function endOfText(line: string, from: number): number {
  for (let i = from + 1; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === BACKSLASH) i++
    else if (c === QUOTE) return i + 1
  }
  throw new BadLine('unbalanced quotes')
}

function endOfValue(line: string, from: number): number {
  let i = from
  while (i < line.length && line.charCodeAt(i) !== COMMA && line.charCodeAt(i) !== SPACE) i++
  return i
}

function bareValue(text: string): Pick<FieldValue, 'type' | 'value'> {
  if (/^[-\d.Nn]/.test(text)) return numberOf(text)
  const truth = truths[text]
  if (truth === undefined) throw new BadLine('invalid boolean')
  return { type: 'bool', value: truth }
}

const truths: Readonly<Record<string, bigint | undefined>> = {
  t: 1n,
  T: 1n,
  true: 1n,
  True: 1n,
  TRUE: 1n,
  f: 0n,
  F: 0n,
  false: 0n,
  False: 0n,
  FALSE: 0n,
}

function numberOf(text: string): Pick<FieldValue, 'type' | 'value'> {
  if (/^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) {
    const value = Number(text)
    if (!Number.isFinite(value)) throw new BadLine('invalid float')
    return { type: 'float', value }
  }
  const match = /^(-?\d+)([iu])$/.exec(text)
  if (!match || (match[2] === 'u' && text.startsWith('-'))) throw new BadLine('invalid number')
  return match[2] === 'i' ? integer(match[1]) : unsigned(match[1])
}

function integer(digits: string): Pick<FieldValue, 'type' | 'value'> {
  const value = BigInt(digits)
  if (BigInt.asIntN(64, value) !== value) throw outOfRange('integer', 'ParseInt', digits)
  return { type: 'int', value }
}

function unsigned(digits: string): Pick<FieldValue, 'type' | 'value'> {
  const value = BigInt(digits)
  if (BigInt.asUintN(64, value) !== value) throw outOfRange('unsigned', 'ParseUint', digits)
  return { type: 'uint', value: BigInt.asIntN(64, value) }
}

function outOfRange(what: string, read: string, digits: string): BadLine {
  return new BadLine(`unable to parse ${what} ${digits}: strconv.${read}: parsing "${digits}": value out of range`)
}

/** The digits of the time that begins at `from`; none when the line has no time. */
export function readTime(line: string, from: number): string {
  const start = skipSpace(line, from)
  const end = endOfTime(line, start)
  const text = line.slice(start, end)
  if (text !== '' && !/^-?\d+$/.test(text)) throw new BadLine('bad timestamp')
  if (skipSpace(line, end) < line.length) throw new BadLine('point is invalid')
  return text
}

function endOfTime(line: string, from: number): number {
  const end = line.indexOf(' ', from)
  return end < 0 ? line.length : end
}

function skipSpace(line: string, from: number): number {
  let at = from
  while (at < line.length && (line.charCodeAt(at) === SPACE || line.charCodeAt(at) === 9 || line.charCodeAt(at) === 0))
    at++
  return at
}

function unescaped(text: string, escapes: RegExp): string {
  return text.includes('\\') ? text.replace(escapes, '$1') : text
}

function textOf(text: string): string {
  return text.includes('\\') ? text.replace(/\\([\\"nrt])/g, (_, c: string) => controls[c] ?? c) : text
}

const controls: Readonly<Record<string, string | undefined>> = { n: '\n', r: '\r', t: '\t' }
