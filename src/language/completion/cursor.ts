// Where in a half-typed program the cursor is. A name is put in place of what is being typed, so that the tree around it
// is whole; where the rest of the program does not fit any more, brackets are closed right behind it instead.
import { type Node, parse, pathAt, type Span, type Token, tokenize } from '../../syntax/index.ts'
import { type OpenOptions, type OpenScript, openScript } from '../openScript.ts'

/** What stands in the tree for what is being typed. */
export const placeholder = 'here__'

export interface Cursor {
  /** What a completion replaces, in the program as it is. */
  readonly replaces: Span
  /** What of it is before the cursor. */
  readonly typed: string
  /** The program with the placeholder in it; all before the placeholder is as it was. */
  readonly script: OpenScript
  /** The nodes around the placeholder, outermost first; the last is the placeholder itself. */
  readonly path: readonly Node[]
  /** Whether it is inside the quotes of a text. */
  readonly inText: boolean
  /** The kind of the token in front of it, on the same line or not. */
  readonly after: Token['kind'] | null
  /** Whether nothing is in front of it on its line. */
  readonly beginsLine: boolean
  /** Whether an opening parenthesis follows at once. */
  readonly called: boolean
}

/** Null where nothing can be completed: in comments, patterns and numbers. */
export function cursorAt(text: string, offset: number, options: OpenOptions): Cursor | null {
  const tokens = tokenize(text)
  const inside = tokens.find(token => token.from < offset && (offset < token.to || isOpenAt(token, offset)))
  if (inside && silent.has(inside.kind)) return null
  const quoted = textAround(text, tokens, offset)
  if (!quoted && inside && (inside.kind === 'QUOTE' || inside.kind === 'TEXT')) return null
  const replaces = quoted?.content ?? wordAround(text, offset)
  // A number or duration is being typed, and its unit is no name.
  if (!quoted && /[\d.]$/.test(text.slice(0, replaces.from)) && /\d\.?$/.test(text.slice(0, replaces.from))) return null
  const typed = text.slice(replaces.from, offset)
  const before = tokens.findLast(
    token => token.to <= (quoted ? quoted.content.from - 1 : replaces.from) && token.kind !== 'COMMENT',
  )
  const after = before?.kind ?? null
  const called = !quoted && text[replaces.to] === '('
  const call = after === 'PIPE_FORWARD' && !called ? '()' : ''
  const put = quoted ? `${placeholder}"` : placeholder + call
  const head = text.slice(0, replaces.from)
  const rest = text.slice(quoted ? quoted.to : replaces.to)
  const wholes = !quoted && startsArgument(after) ? [put + rest, `${put}: 0${rest}`] : [put + rest]
  const script = fitting(head, wholes, put + closersAt(tokens, replaces.from), options)
  const path = pathAt(script.analysis.file, replaces.from + 1)
  const beginsLine = /(?:^|\n)\s*$/.test(head)
  return { replaces, typed, script, path, inText: quoted !== null, after, beginsLine, called }
}

/** In these nothing is offered. */
const silent: ReadonlySet<Token['kind']> = new Set(['COMMENT', 'REGEX', 'INT', 'FLOAT', 'DURATION', 'TIME'])

/** The end of a comment belongs to it, and so does that of a number that is being typed. */
function isOpenAt({ kind, to }: Token, offset: number): boolean {
  return offset === to && silent.has(kind) && kind !== 'REGEX'
}

function wordAround(text: string, offset: number): Span {
  let from = offset
  while (from > 0 && /\w/.test(text[from - 1]!)) from--
  let to = offset
  while (to < text.length && /\w/.test(text[to]!)) to++
  return { from, to }
}

/** The text literal around an offset: between its quotes, and where it ends. One without an end ends at the offset. */
function textAround(text: string, tokens: readonly Token[], offset: number): { content: Span; to: number } | null {
  for (const { kind, from, to } of tokens) {
    if (kind === 'STRING' && from < offset && offset < to) return { content: { from: from + 1, to: to - 1 }, to }
  }
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const opened = /^(?:[^"/]|"(?:[^"\\]|\\.)*"|\/(?!\/))*"((?:[^"\\]|\\.)*)$/.exec(line)
  if (!opened || opened[1]!.includes('${')) return null
  const open = offset - opened[1]!.length
  // A text that is closed on its line is a whole one; what is behind an open one is not part of it.
  const closing = /^(?:[^"\\\n]|\\.)*"/.exec(text.slice(offset))
  const behind = closing && !/[:,(=]/.test(closing[0]) ? offset + closing[0].length : null
  return { content: { from: open, to: behind === null ? offset : behind - 1 }, to: behind ?? offset }
}

/** A name between arguments that are given by name has to have a value too. */
function startsArgument(after: Token['kind'] | null): boolean {
  return after === 'LPAREN' || after === 'COMMA'
}

/** The first that parses; the last, which ends at the cursor, in any case. */
function fitting(head: string, wholes: readonly string[], last: string, options: OpenOptions): OpenScript {
  const whole = wholes.find(rest => parse(head + rest).errors.length === 0)
  return openScript(head + (whole ?? last), options)
}

const closers: Partial<Record<Token['kind'], string>> = { LPAREN: ')', LBRACK: ']', LBRACE: '}', STRINGEXPR: '}"' }
const closing: ReadonlySet<Token['kind']> = new Set(['RPAREN', 'RBRACK', 'RBRACE'])

/** What closes all brackets that are open in front of an offset. */
function closersAt(tokens: readonly Token[], at: number): string {
  const open: string[] = []
  for (const { kind, to } of tokens) {
    if (to > at) break
    const closer = closers[kind]
    if (closer !== undefined) open.push(closer)
    else if (closing.has(kind)) open.pop()
  }
  return open.reverse().join('')
}
