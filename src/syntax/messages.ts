// What the parser has to say, in the official words: people search for them.
import type { TokenKind } from './tokenKind.ts'

/** A code and a message, still without a place. */
export interface SyntaxMessage {
  readonly code: string
  readonly message: string
  readonly official?: string
}

const say = (code: string, message: string): SyntaxMessage => ({ code, message })

export const syntaxMessages = {
  /** `place` is the official `line:column`. */
  expected: (wanted: TokenKind, found: TokenKind, literal: string, place: string) =>
    say('expected', `expected ${wanted}, got ${found === 'EOF' ? 'EOF' : `${found} (${literal}) at ${place}`}`),
  expectedEither: (wanted: TokenKind, other: TokenKind, found: TokenKind, literal: string, place: string) =>
    say(
      'expected',
      // The two blanks are the official text's.
      `expected  \`${wanted}\` or \`${other}\`, got ${found === 'EOF' ? 'EOF' : `${found} (${literal}) at ${place}`}`,
    ),
  unclosed: (wanted: TokenKind, found: TokenKind) => say('unclosed', `expected ${wanted}, got ${found}`),
  /** Without a text: attributes stand before nothing. */
  badStatement: (text: string): SyntaxMessage =>
    text === ''
      ? { ...say('statement', 'attributes without a statement after them'), official: 'invalid statement: ' }
      : say('statement', `invalid statement: ${text}`),
  badExpression: (text: string) => say('expression', `invalid expression: ${text}`),
  /** `range` is the official `line:column-line:column`. */
  skipped: (range: string, literal: string) => say('skipped', `invalid expression @${range}: ${literal}`),
  missingValue: () => say('property-value', 'missing property value'),
  missingKey: () => say('property-key', 'missing property key'),
  missingProperty: () => say('property', 'missing property in property list'),
  badKey: (found: TokenKind, literal: string) =>
    say('property-key', `unexpected token for property key: ${found} (${literal})`),
  noComma: (found: TokenKind) => say('comma', `expected comma in property list, got ${found}`),
  noAttributeComma: (found: TokenKind) => say('comma', `expected comma in attribute parameter list, got ${found}`),
  keyWithoutValue: (key: string) => say('property-value', `string literal key ${key} must have a value`),
  mixedProperties: () => say('mixed', 'cannot mix implicit and explicit properties'),
  pipeNotCall: () => say('pipe', 'pipe destination must be a function call'),
  emptyBrackets: () => say('brackets', 'no expression included in brackets'),
  brokenString: (range: string, found: TokenKind) =>
    say('string', `got unexpected token in string expression @${range}: ${found}`),
  badInteger: (literal: string, why: string) => say('integer', `invalid integer literal "${literal}": ${why}`),
  badString: () => say('string', 'invalid string literal'),
  badBytes: (why: string) => say('string', why),
  badWith: () => ({ ...say('with', 'expected `with` after the name'), official: '' }),
  sideBySide: () => say('operator', 'two expressions stand side by side: an operator or a comma is missing'),
  tooDeep: () => say('nesting', 'Program is nested too deep'),
}
