// The shape of a script: outline, folding, growing selections, what each name is, and laying it out.
import { Emitter, languages } from 'monaco-editor/editor'
import type { Outline, SemanticToken } from '../../../../workers/protocol.ts'
import { languageId } from '../language.ts'
import { type Asking, editsOf, type IDisposable, rangeOf, spanOf } from './asking.ts'

const { SymbolKind } = languages

const symbolKinds: Readonly<Record<Outline['kind'], languages.SymbolKind>> = {
  import: SymbolKind.Module,
  option: SymbolKind.Property,
  function: SymbolKind.Function,
  stream: SymbolKind.Array,
  variable: SymbolKind.Variable,
  result: SymbolKind.Event,
  stage: SymbolKind.Method,
}

export function provideOutline({ ask, model }: Asking): IDisposable {
  const symbolOf = ({ name, detail, kind, at, children, ...span }: Outline): languages.DocumentSymbol => ({
    name: name || ' ',
    detail,
    kind: symbolKinds[kind],
    tags: [],
    range: rangeOf(model, span),
    selectionRange: rangeOf(model, at),
    children: children.map(symbolOf),
  })
  return languages.registerDocumentSymbolProvider(languageId, {
    async provideDocumentSymbols(asked) {
      if (asked !== model) return null
      return ((await ask((service, script) => service.outline(script))) ?? []).map(symbolOf)
    },
  })
}

export function provideShape({ ask, model }: Asking): IDisposable[] {
  const { Imports, Comment } = languages.FoldingRangeKind
  return [
    languages.registerFoldingRangeProvider(languageId, {
      async provideFoldingRanges(asked) {
        if (asked !== model) return null
        const folds = (await ask((service, script) => service.folds(script))) ?? []
        return folds.map(({ kind, ...span }) => {
          const { startLineNumber: start, endLineNumber: end } = rangeOf(model, span)
          return { start, end, ...(kind === 'code' ? {} : { kind: kind === 'imports' ? Imports : Comment }) }
        })
      },
    }),
    languages.registerSelectionRangeProvider(languageId, {
      async provideSelectionRanges(asked, positions) {
        if (asked !== model) return null
        return Promise.all(
          positions.map(async position => {
            const offset = model.getOffsetAt(position)
            const spans = await ask((service, script) => service.selections({ ...script, offset }))
            return (spans ?? []).map(span => ({ range: rangeOf(model, span) }))
          }),
        )
      },
    }),
    languages.registerDocumentSemanticTokensProvider(languageId, {
      getLegend: () => ({ tokenTypes: [...tokenTypes], tokenModifiers: [] }),
      async provideDocumentSemanticTokens(asked) {
        if (asked !== model) return null
        const tokens = await ask((service, script) => service.tokens(script))
        return tokens && { data: encoded(tokens, from => model.getPositionAt(from)) }
      },
      releaseDocumentSemanticTokens: () => {},
    }),
  ]
}

const tokenTypes: readonly SemanticToken['kind'][] = [
  ...(['package', 'function', 'parameter', 'variable', 'column', 'argument', 'option'] as const),
]

/** Five numbers a token, places told from the token before. */
function encoded(
  tokens: readonly SemanticToken[],
  placeOf: (from: number) => { readonly lineNumber: number; readonly column: number },
): Uint32Array {
  const data = new Uint32Array(tokens.length * 5)
  let [line, column] = [1, 1]
  for (const [i, { from, to, kind }] of tokens.entries()) {
    const place = placeOf(from)
    const lines = place.lineNumber - line
    data.set(
      [lines, lines === 0 ? place.column - column : place.column - 1, to - from, tokenTypes.indexOf(kind), 0],
      5 * i,
    )
    ;[line, column] = [place.lineNumber, place.column]
  }
  return data
}

/** Only while the reader wants them. */
export function provideTypeHints({ ask, model, page }: Asking): IDisposable {
  const { settings } = page.session
  const changed = new Emitter<void>()
  const stop = settings.subscribe((now, before) => {
    if (now.typeHints !== before.typeHints) changed.fire()
  })
  const provided = languages.registerInlayHintsProvider(languageId, {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(asked) {
      if (asked !== model || settings.getState().typeHints === 'off') return { hints: [], dispose: () => {} }
      const hints = (await ask((service, script) => service.typeHints(script))) ?? []
      const { Type } = languages.InlayHintKind
      return {
        hints: hints.map(({ at, text }) => ({ label: text, position: model.getPositionAt(at), kind: Type })),
        dispose: () => {},
      }
    },
  })
  return {
    dispose() {
      stop()
      provided.dispose()
      changed.dispose()
    },
  }
}

export function provideFormatting({ ask, model }: Asking): IDisposable[] {
  return [
    languages.registerDocumentFormattingEditProvider(languageId, {
      async provideDocumentFormattingEdits(asked) {
        if (asked !== model) return null
        return editsOf(model, (await ask((service, script) => service.format({ ...script, span: null }))) ?? [])
      },
    }),
    languages.registerDocumentRangeFormattingEditProvider(languageId, {
      async provideDocumentRangeFormattingEdits(asked, range) {
        if (asked !== model) return null
        const span = spanOf(model, range)
        return editsOf(model, (await ask((service, script) => service.format({ ...script, span }))) ?? [])
      },
    }),
  ]
}
