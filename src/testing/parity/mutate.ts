// Programs with one or two things wrong, made of programs that are right: tokens taken out, doubled, swapped or put in
// another's place, and letters lost. The same seed makes the same programs.
import { parse, type Token, tokenize } from '../../syntax/index.ts'

export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to 1, by xorshift after a multiplication that spreads neighbouring seeds. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }
}

const values = [
  ...['1', '1.5', '"s"', 'true', 'x', 'r', '1h', '2020-01-01', '[1]', '{a: 1}', '(x) => x', 'r.a', 'r["b"]', 'now()'],
  ...[
    '/a/',
    'float',
    '"\u0024{x}"',
    '[1: 2]',
    'math',
    'array',
    'null',
    '-1',
    'not true',
    '.5',
    '"a\nb"',
    'if x then 1 else 2',
  ],
]
const marks = [
  ...[
    '+',
    '-',
    '*',
    '/',
    '==',
    '<',
    'and',
    'or',
    '=~',
    '.',
    ',',
    ':',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|>',
    '=>',
    '=',
    '<-',
  ],
  ...[
    'not',
    'if',
    'then',
    'else',
    'exists',
    'return',
    'option',
    'with',
    '?',
    '@a',
    '"',
    '\u0024{',
    '^',
    'import',
    'builtin',
  ],
]
const valueKinds = new Set(['INT', 'FLOAT', 'STRING', 'TIME', 'DURATION', 'IDENT', 'REGEX'])
const operators = ['+', '-', '*', '/', '==', '<', '<=', 'and', 'or', '=~', '^']
const operatorKinds = new Set(['ADD', 'SUB', 'MUL', 'DIV', 'EQ', 'NEQ', 'LT', 'GT', 'LTE', 'GTE', 'AND', 'OR'])
const maxLength = 1500

interface Piece {
  text: string
  kind: string
  /** What stands between it and the next. */
  gap: string
}

/** A changed program of moderate length. */
export function mutated(program: string, random: Random): string {
  const text = program.length > maxLength ? excerpt(program, random) : program
  if (random.next() < 0.1) {
    const at = random.below(text.length)
    return text.slice(0, at) + text.slice(at + 1)
  }
  const pieces = piecesOf(text, tokenize(text))
  if (pieces.length < 3) return text
  const careful = random.next() < 0.6
  for (let changes = 1 + (random.next() < 0.3 ? 1 : 0); changes > 0; changes--) {
    if (!careful || !changeValue(pieces, random)) change(pieces, random)
  }
  return pieces.map(piece => piece.text + piece.gap).join('')
}

/** Some statements in a row, with the imports. */
function excerpt(text: string, random: Random): string {
  const { imports, body } = parse(text)
  const head = imports.map(one => text.slice(one.from, one.to)).join('\n')
  let [from, to] = [random.below(body.length), 0]
  if (body.length === 0) return text.slice(0, maxLength)
  const start = body[from]!.from
  for (to = start; from < body.length && body[from]!.to - start < maxLength; from++) to = body[from]!.to
  return `${head}\n${to > start ? text.slice(start, to) : text.slice(start, start + maxLength)}\n`
}

function piecesOf(text: string, tokens: readonly Token[]): Piece[] {
  const kept = tokens.filter(token => token.kind !== 'COMMENT')
  return kept.map((token, index) => ({
    text: text.slice(token.from, token.to),
    kind: token.kind,
    gap: text.slice(token.to, kept[index + 1]?.from ?? text.length),
  }))
}

/** A value for a value or an operator for an operator: the program mostly parses still. False when there is neither. */
function changeValue(pieces: readonly Piece[], random: Random): boolean {
  const changeable = pieces.filter(one => valueKinds.has(one.kind) || operatorKinds.has(one.kind))
  if (changeable.length === 0) return false
  const piece = random.pick(changeable)
  if (operatorKinds.has(piece.kind)) piece.text = random.pick(operators)
  else {
    const alike = pieces.filter(one => one.kind === piece.kind)
    piece.text = random.next() < 0.4 ? random.pick(values) : random.pick(alike).text
  }
  return true
}

function change(pieces: Piece[], random: Random): void {
  const at = random.below(pieces.length)
  const piece = pieces[at]!
  const roll = random.next()
  if (roll < 0.3) piece.text = ''
  else if (roll < 0.5) piece.text += ` ${piece.text}`
  else if (roll < 0.65) {
    const other = pieces[Math.min(at + 1, pieces.length - 1)]!
    ;[piece.text, other.text] = [other.text, piece.text]
  } else if (roll < 0.9) piece.text += ` ${random.pick(random.next() < 0.5 ? marks : values)}`
  else piece.text = random.pick(marks)
}
