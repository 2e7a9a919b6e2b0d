// The tokens of a broken text, with the brackets they stand in.
import type { TextEdit } from '../../semantics/index.ts'
import type { Token } from '../../syntax/index.ts'

/** An edit that may be what was meant, and the place it is about. */
export interface Candidate {
  readonly at: number
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** Characters before and after. */
const reach = 4000

export class Tokens {
  readonly text: string
  /** Without comments. */
  readonly all: readonly Token[]
  /** For each token the index of the innermost bracket open before it, or -1. */
  readonly bracket: readonly number[]
  /** The brackets never closed, outermost first. */
  readonly unclosed: readonly number[]

  /** The indexes of the tokens near the place where something was noticed first. */
  readonly near: readonly number[]

  constructor(text: string, tokens: readonly Token[], noticed: number) {
    this.text = text
    this.all = tokens.filter(token => token.kind !== 'COMMENT')
    const open: number[] = []
    this.bracket = this.all.map((token, index) => {
      const around = open.at(-1) ?? -1
      if (closers[token.kind] !== undefined) open.push(index)
      else if (around >= 0 && closers[this.all[around]!.kind] === token.kind) open.pop()
      return around
    })
    this.unclosed = open
    this.near = this.all.flatMap(({ from }, index) => (Math.abs(from - noticed) < reach ? [index] : []))
  }

  textOf(index: number): string {
    const token = this.all[index]
    return token ? this.text.slice(token.from, token.to) : ''
  }

  kindOf(index: number): string {
    return this.all[index]?.kind ?? 'EOF'
  }

  /** Whether two neighbours touch. */
  touches(index: number): boolean {
    const [a, b] = [this.all[index], this.all[index + 1]]
    return a !== undefined && b !== undefined && a.to === b.from
  }

  /** Whether nothing but blanks is before a token on its line. */
  beginsLine(index: number): boolean {
    const [before, token] = [this.all[index - 1], this.all[index]]
    return token !== undefined && this.text.slice(before?.to ?? 0, token.from).includes('\n')
  }

  /** A candidate that puts a text in place of some tokens. */
  replacing(from: number, to: number, text: string, title: string): Candidate {
    const [first, last] = [this.all[from]!, this.all[to]!]
    return { at: first.from, title, edits: [{ from: first.from, to: last.to, text }] }
  }

  inserting(at: number, text: string, title: string): Candidate {
    return { at, title, edits: [{ from: at, to: at, text }] }
  }
}

/** What closes each opening bracket, as text too. */
export const closers: Readonly<Record<string, string>> = { LPAREN: 'RPAREN', LBRACK: 'RBRACK', LBRACE: 'RBRACE' }
export const closerTexts: Readonly<Record<string, string>> = { LPAREN: ')', LBRACK: ']', LBRACE: '}' }
