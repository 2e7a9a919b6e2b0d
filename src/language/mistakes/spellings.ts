// Other languages' spellings, and `=` where Flux has `==` or `:`.
import type { Candidate, Tokens } from './tokens.ts'

/** Pairs of characters that are no operators here. */
const pairs: Readonly<Record<string, string>> = { '&&': ' and ', '||': ' or ', '<>': ' != ' }
const words: Readonly<Record<string, string>> = {
  AND: 'and',
  OR: 'or',
  NOT: 'not',
  IF: 'if',
  THEN: 'then',
  ELSE: 'else',
  elif: 'else if',
  elseif: 'else if',
}

export function spellingCandidates(tokens: Tokens): Candidate[] {
  return tokens.near.flatMap(index => {
    const found =
      equalsSign(tokens, index) ??
      operatorPair(tokens, index) ??
      foreignCharacter(tokens, index) ??
      templateVariable(tokens, index)
    return found ? [found] : []
  })
}

function equalsSign(tokens: Tokens, index: number): Candidate | null {
  if (tokens.kindOf(index) === 'EQ' && tokens.touches(index) && tokens.kindOf(index + 1) === 'ASSIGN') {
    return tokens.replacing(index, index + 1, '==', 'Write `==`')
  }
  if (tokens.kindOf(index) === 'NEQ' && tokens.touches(index) && tokens.kindOf(index + 1) === 'ASSIGN') {
    return tokens.replacing(index, index + 1, '!=', 'Write `!=`')
  }
  if (tokens.kindOf(index) !== 'ASSIGN') return null
  const doubled = tokens.touches(index - 1) && ['EQ', 'NEQ'].includes(tokens.kindOf(index - 1))
  if (doubled) return null
  const around = tokens.bracket[index]!
  const isName = tokens.kindOf(index - 1) === 'IDENT'
  const begins = ['LPAREN', 'LBRACE', 'COMMA'].includes(tokens.kindOf(index - 2))
  if (around >= 0 && isName && begins) {
    const [{ to: from }, { to }] = [tokens.all[index - 1]!, tokens.all[index]!]
    return { at: from, title: 'Write `:` after the name of an argument', edits: [{ from, to, text: ':' }] }
  }
  const inCondition = around >= 0 || tokens.all.slice(Math.max(0, index - 12), index).some(one => one.kind === 'IF')
  return inCondition ? tokens.replacing(index, index, '==', 'Compare with `==`') : null
}

function operatorPair(tokens: Tokens, index: number): Candidate | null {
  const word = words[tokens.textOf(index)]
  if (word !== undefined && tokens.kindOf(index) === 'IDENT') {
    return tokens.replacing(index, index, word, `Write \`${word}\``)
  }
  const pair = tokens.touches(index) ? tokens.textOf(index) + tokens.textOf(index + 1) : ''
  const operator = pairs[pair]
  if (operator === undefined) return null
  const spaced = tokens.replacing(index, index + 1, operator, `Write \`${operator.trim()}\``)
  // Blanks that are there already are not doubled.
  const [edit] = spaced.edits
  const before = tokens.text[edit!.from - 1] === ' ' ? operator.trimStart() : operator
  const text = tokens.text[edit!.to] === ' ' ? before.trimEnd() : before
  return { ...spaced, edits: [{ ...edit!, text }] }
}

function foreignCharacter(tokens: Tokens, index: number): Candidate | null {
  if (tokens.kindOf(index) === 'QUESTION_MARK') {
    return tokens.replacing(index, index, '', 'Signatures mark optional arguments with `?`; calls do not')
  }
  if (tokens.kindOf(index) !== 'ILLEGAL') return null
  const { text, all } = tokens
  const { from } = all[index]!
  const char = tokens.textOf(index)
  if (char === ';') return tokens.replacing(index, index, '', 'Remove the semicolon')
  if (char === '!') return tokens.replacing(index, index, 'not ', 'Write `not`')
  if (char === '#') return tokens.replacing(index, index, '//', 'Comments begin with `//`')
  const closing = quotes[char]
  if (closing === undefined) return null
  const end = text.indexOf(closing, from + 1)
  const newline = text.indexOf('\n', from)
  if (end < 0 || (newline >= 0 && newline < end)) return null
  const inner = text.slice(from + 1, end).replaceAll('"', '\\"')
  return { at: from, title: 'Use double quotes', edits: [{ from, to: end + 1, text: `"${inner}"` }] }
}

const quotes: Readonly<Record<string, string>> = { "'": "'", '“': '”', '”': '”', '‘': '’', '`': '`' }

/** `${name}` outside of a string, or `$name`: what Grafana fills in. */
function templateVariable(tokens: Tokens, index: number): Candidate | null {
  if (tokens.textOf(index) !== '$' && tokens.textOf(index) !== '${') return null
  const { from } = tokens.all[index]!
  const match = /^\$(?:\{(\w+)(?::\w+)?\}|(\w+))/.exec(tokens.text.slice(from))
  if (!match) return null
  const name = match[1] ?? match[2]!
  const value = grafanaValues[name] ?? name
  const title = `Grafana fills in \`${match[0]}\`; write \`${value}\``
  return { at: from, title, edits: [{ from, to: from + match[0].length, text: value }] }
}

const grafanaValues: Readonly<Record<string, string>> = {
  __from: 'v.timeRangeStart',
  __to: 'v.timeRangeStop',
  __interval: 'v.windowPeriod',
  __interval_ms: 'v.windowPeriod',
}
