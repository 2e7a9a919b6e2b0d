// Commas and closing brackets that are missing, at the gap. A bracket nobody closes is closed before the first line
// after it that looks like a new beginning: a stage or a statement no further in than the line that opened it.
import { type Candidate, closerTexts, type Tokens } from './tokens.ts'

export function bracketCandidates(tokens: Tokens): Candidate[] {
  return [...missingCommas(tokens), ...missingClosers(tokens), ...strayClosers(tokens)]
}

/** Inside brackets a name with a colon begins a property, and something must have ended before it. */
function missingCommas(tokens: Tokens): Candidate[] {
  return tokens.near.flatMap(index => {
    const token = tokens.all[index]!
    const isKey = (token.kind === 'IDENT' || token.kind === 'STRING') && tokens.kindOf(index + 1) === 'COLON'
    const before = tokens.all[index - 1]
    if (!isKey || !before || tokens.bracket[index]! < 0) return []
    if (['COMMA', 'LPAREN', 'LBRACE', 'LBRACK'].includes(before.kind) || tokens.textOf(index - 1) === 'with') return []
    return [tokens.inserting(before.to, ',', 'Insert the missing comma')]
  })
}

function missingClosers(tokens: Tokens): Candidate[] {
  const { unclosed, all } = tokens
  if (unclosed.length === 0) return []
  const candidates: Candidate[] = []
  // All of them at the gap after the outermost, or only those within that gap.
  for (let from = 0; from < unclosed.length; from++) {
    const open = unclosed[from]!
    const text = unclosed
      .slice(from)
      .reverse()
      .map(index => closerTexts[tokens.kindOf(index)])
      .join('')
    const at = gapAfter(tokens, open) ?? all.at(-1)!.to
    candidates.push(tokens.inserting(at, text, `Close with \`${text}\``))
  }
  return candidates
}

/** The end of what belongs to an open bracket, when a later line tells. */
function gapAfter(tokens: Tokens, open: number): number | null {
  const indent = indentOf(tokens, tokens.all[open]!.from)
  for (let index = open + 1; index < tokens.all.length; index++) {
    const token = tokens.all[index]!
    const start = tokens.text.lastIndexOf('\n', token.from) + 1
    const begins = start > tokens.all[index - 1]!.to && tokens.text.slice(start, token.from).trim() === ''
    if (!begins || token.from - start > indent) continue
    const isStage = token.kind === 'PIPE_FORWARD'
    const isStatement = token.kind === 'OPTION' || (token.kind === 'IDENT' && tokens.kindOf(index + 1) === 'ASSIGN')
    if (isStage || isStatement || token.from === start) return tokens.all[index - 1]!.to
  }
  return null
}

function indentOf({ text }: Tokens, at: number): number {
  const start = text.lastIndexOf('\n', at) + 1
  return text.slice(start).search(/\S|$/)
}

/** A closing bracket that closes nothing. */
function strayClosers(tokens: Tokens): Candidate[] {
  return tokens.near.flatMap(index => {
    const token = tokens.all[index]!
    const closes = Object.values(closerTexts).includes(tokens.textOf(index))
    const around = tokens.bracket[index]!
    const matches = around >= 0 && closerTexts[tokens.kindOf(around)] === tokens.textOf(index)
    if (!closes || matches) return []
    return [
      { at: token.from, title: 'Remove the stray bracket', edits: [{ from: token.from, to: token.to, text: '' }] },
    ]
  })
}
