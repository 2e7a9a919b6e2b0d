// How the tokens of a script are coloured, for both editors. The scanner says what a token is; whether a name is called,
// or names a parameter, is seen from the tokens beside it.
import { type Token, tokenize } from '../../syntax/index.ts'

export type Style = 'keyword' | 'pipe' | 'member' | 'param' | 'string' | 'number' | 'regexp' | 'comment' | 'plain'

export interface StyledSpan {
  readonly from: number
  readonly to: number
  readonly style: Style
}

const byKind: Partial<Record<Token['kind'], Style>> = {
  COMMENT: 'comment',
  STRING: 'string',
  QUOTE: 'string',
  TEXT: 'string',
  STRINGEXPR: 'pipe',
  REGEX: 'regexp',
  INT: 'number',
  FLOAT: 'number',
  TIME: 'number',
  DURATION: 'number',
  PIPE_FORWARD: 'pipe',
  PIPE_RECEIVE: 'pipe',
  ATTRIBUTE: 'comment',
}
const keywords = new Set<Token['kind']>(['AND', 'OR', 'NOT', 'IMPORT', 'PACKAGE', 'RETURN', 'OPTION', 'BUILTIN', 'TESTCASE', 'IF', 'THEN', 'ELSE', 'EXISTS']) // biome-ignore format: one list

/** The styled pieces of a text, ascending; what lies between them is plain. */
export function styledSpans(text: string): StyledSpan[] {
  const tokens = tokenize(text)
  return tokens.flatMap((token, i) => {
    const style = keywords.has(token.kind) ? 'keyword' : token.kind === 'IDENT' ? nameStyle(tokens, i) : (byKind[token.kind] ?? 'plain') // biome-ignore format: one choice
    return style === 'plain' ? [] : [{ from: token.from, to: token.to, style }]
  })
}

function nameStyle(tokens: readonly Token[], i: number): Style {
  const next = tokens[i + 1]?.kind
  if (next === 'LPAREN') return 'member'
  if (next === 'COLON') return 'param'
  if (next === 'DOT' && tokens[i + 2]?.kind === 'IDENT' && tokens[i + 3]?.kind === 'LPAREN') return 'member'
  return 'plain'
}
