// Flux for Monaco: brackets and comments, and colours from our own scanner. Monaco colours line by line, the scanner
// reads whole scripts; so a line's colours are cut from those of the version it belongs to.
import { type editor, languages } from 'monaco-editor/editor'
import { type StyledSpan, styledSpans } from '../tokenStyles.ts'

export const languageId = 'flux'

export function registerFlux(): void {
  if (languages.getLanguages().some(l => l.id === languageId)) return
  languages.register({ id: languageId, extensions: ['.flux'], aliases: ['Flux'] })
  languages.setLanguageConfiguration(languageId, {
    comments: { lineComment: '//' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')' },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
    ],
    onEnterRules: [{ beforeText: /^\s*\|>.*$/, action: { indentAction: languages.IndentAction.None } }],
  })
}

/** Where a line stands, and what its first letter is inside of: what the next line's colours depend on. */
class LineState implements languages.IState {
  constructor(
    readonly line: number,
    readonly inside: string,
  ) {}
  clone(): LineState {
    return this
  }
  equals(other: languages.IState): boolean {
    return other instanceof LineState && other.line === this.line && other.inside === this.inside
  }
}

/** Colours the lines of the one model this page has. */
export function colourLines(model: editor.ITextModel): { dispose(): void } {
  let version = -1
  let spans: readonly StyledSpan[] = []
  const refresh = (): void => {
    if (model.isDisposed() || version === model.getVersionId()) return
    version = model.getVersionId()
    spans = styledSpans(model.getValue())
  }
  return languages.setTokensProvider(languageId, {
    getInitialState: () => new LineState(1, ''),
    tokenize(text, state) {
      refresh()
      const { line } = state as LineState
      // Code in a hover is coloured too, and stands nowhere in the script.
      if (line > model.getLineCount() || model.getLineContent(line) !== text)
        return { tokens: cut(styledSpans(text), 0, text.length).tokens, endState: new LineState(line + 1, '') }
      const from = line <= model.getLineCount() ? model.getOffsetAt({ lineNumber: line, column: 1 }) : 0
      const { tokens, inside } = cut(spans, from, from + text.length)
      return { tokens, endState: new LineState(line + 1, inside) }
    },
  })
}

function cut(spans: readonly StyledSpan[], from: number, to: number): { tokens: languages.IToken[]; inside: string } {
  const tokens: languages.IToken[] = []
  let at = from
  let inside = ''
  for (let i = firstEndingAfter(spans, from); i < spans.length && spans[i].from <= to; i++) {
    const span = spans[i]
    if (span.to > to) inside = span.style
    const start = Math.max(span.from, from)
    if (start >= to) break
    if (start > at) tokens.push({ startIndex: at - from, scopes: 'plain' })
    tokens.push({ startIndex: start - from, scopes: span.style })
    at = span.to
  }
  if (at < to || tokens.length === 0) tokens.push({ startIndex: Math.max(0, at - from), scopes: 'plain' })
  return { tokens, inside }
}

function firstEndingAfter(spans: readonly StyledSpan[], offset: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle].to <= offset) low = middle + 1
    else high = middle
  }
  return low
}
