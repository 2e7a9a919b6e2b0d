// The kinds of tokens, under the names messages use for them, and the words and symbols that make them.

export type TokenKind =
  | 'ILLEGAL'
  | 'EOF'
  | 'AND'
  | 'OR'
  | 'NOT'
  | 'IMPORT'
  | 'PACKAGE'
  | 'RETURN'
  | 'OPTION'
  | 'BUILTIN'
  | 'TESTCASE'
  | 'IF'
  | 'THEN'
  | 'ELSE'
  | 'EXISTS'
  | 'IDENT'
  | 'INT'
  | 'FLOAT'
  | 'STRING'
  | 'REGEX'
  | 'TIME'
  | 'DURATION'
  | 'ADD'
  | 'SUB'
  | 'MUL'
  | 'DIV'
  | 'MOD'
  | 'POW'
  | 'EQ'
  | 'LT'
  | 'GT'
  | 'LTE'
  | 'GTE'
  | 'NEQ'
  | 'REGEXEQ'
  | 'REGEXNEQ'
  | 'ASSIGN'
  | 'ARROW'
  | 'LPAREN'
  | 'RPAREN'
  | 'LBRACK'
  | 'RBRACK'
  | 'LBRACE'
  | 'RBRACE'
  | 'COMMA'
  | 'DOT'
  | 'COLON'
  | 'PIPE_FORWARD'
  | 'PIPE_RECEIVE'
  | 'QUESTION_MARK'
  | 'QUOTE'
  | 'STRINGEXPR'
  | 'TEXT'
  | 'ATTRIBUTE'

export const keywords: ReadonlyMap<string, TokenKind> = new Map([
  ['and', 'AND'],
  ['or', 'OR'],
  ['not', 'NOT'],
  ['import', 'IMPORT'],
  ['package', 'PACKAGE'],
  ['return', 'RETURN'],
  ['option', 'OPTION'],
  ['builtin', 'BUILTIN'],
  ['testcase', 'TESTCASE'],
  ['if', 'IF'],
  ['then', 'THEN'],
  ['else', 'ELSE'],
  ['exists', 'EXISTS'],
])

/** The words that cannot be names. */
export const reservedWords: readonly string[] = [...keywords.keys()]

/** Tokens of one and of two characters, by character codes: arrays with holes, read once a token. */
export const singles: (TokenKind | undefined)[] = []
export const pairs: ((TokenKind | undefined)[] | undefined)[] = []
for (const [symbol, kind] of Object.entries<TokenKind>({
  '(': 'LPAREN',
  ')': 'RPAREN',
  '[': 'LBRACK',
  ']': 'RBRACK',
  '{': 'LBRACE',
  '}': 'RBRACE',
  ',': 'COMMA',
  '.': 'DOT',
  ':': 'COLON',
  '?': 'QUESTION_MARK',
  '+': 'ADD',
  '-': 'SUB',
  '*': 'MUL',
  '/': 'DIV',
  '%': 'MOD',
  '^': 'POW',
  '=': 'ASSIGN',
  '<': 'LT',
  '>': 'GT',
  '==': 'EQ',
  '=~': 'REGEXEQ',
  '=>': 'ARROW',
  '!=': 'NEQ',
  '!~': 'REGEXNEQ',
  '<=': 'LTE',
  '<-': 'PIPE_RECEIVE',
  '>=': 'GTE',
  '|>': 'PIPE_FORWARD',
})) {
  const code = symbol.charCodeAt(0)
  if (symbol.length === 1) singles[code] = kind
  else (pairs[code] ??= [])[symbol.charCodeAt(1)] = kind
}
