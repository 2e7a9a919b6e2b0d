// Tokens of a text without its tree, for colouring.
import { Scanner } from './scanner.ts'
import type { TokenKind } from './tokenKind.ts'

/** A token for colouring; `COMMENT` besides the parser's kinds. */
export interface Token {
  readonly kind: TokenKind | 'COMMENT'
  readonly from: number
  readonly to: number
}

/**
 * All tokens of a text, comments included, without a parser: what precedes a `/` decides between division and regular
 * expression, and braces inside an interpolation are counted. Right for every valid program, sensible for the others.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const scanner = new Scanner(text, (from, to) => tokens.push({ kind: 'COMMENT', from, to }))
  // One number for each open interpolation: how many braces are open inside it.
  const open: number[] = []
  let inString = false
  let previous: TokenKind = 'EOF'
  let at = 0
  for (;;) {
    if (inString) scanner.scanString(at)
    else scanner.scan(at)
    if (!inString && scanner.kind === 'DIV' && !endsOperand.has(previous)) scanner.rescanRegexp()
    const kind = scanner.kind
    if (kind === 'EOF') return tokens
    tokens.push({ kind, from: scanner.from, to: scanner.to })
    at = scanner.to
    previous = kind
    if (inString) {
      if (kind === 'STRINGEXPR') {
        open.push(0)
        inString = false
      } else if (kind === 'QUOTE') inString = false
    } else if (kind === 'QUOTE') inString = true
    else if (open.length > 0) {
      if (kind === 'LBRACE') open[open.length - 1]!++
      else if (kind === 'RBRACE' && open[open.length - 1]!-- === 0) {
        open.pop()
        inString = true
      }
    }
  }
}

const endsOperand: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'IDENT',
  'INT',
  'FLOAT',
  'STRING',
  'REGEX',
  'TIME',
  'DURATION',
  'RPAREN',
  'RBRACK',
  'RBRACE',
  'QUOTE',
  'PIPE_RECEIVE',
])
