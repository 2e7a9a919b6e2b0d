// What all providers share: asking the language worker about the script as it is now, and Monaco's places for ours.
import type { editor, IDisposable, IRange, languages } from 'monaco-editor/editor'
import type { LanguageService, Script, Span, TextEdit } from '../../../../workers/protocol.ts'
import type { Page } from '../../../page.ts'

export type Model = editor.ITextModel

/** Everything a provider works with; one of these a mounted editor. */
export interface Asking {
  readonly page: Page
  readonly model: Model
  /** Null when the answer took too long, or is about a script that has changed since and is not wanted `late`. */
  ask<T>(question: (service: Remote, script: Script) => Promise<T>, late?: boolean): Promise<T | null>
}

type Remote = Parameters<Parameters<Page['session']['language']>[0]>[0]

export type { IDisposable, LanguageService, languages }

export function askingFor(page: Page, model: Model): Asking {
  const { session } = page
  return {
    page,
    model,
    async ask(question, late = false) {
      const version = model.getVersionId()
      const script = { text: model.getValue(), variables: session.variables.record(0, 0) }
      const answer = await session.language(service => question(service, script)).catch(() => null)
      return model.isDisposed() || (!late && model.getVersionId() !== version) ? null : answer
    },
  }
}

export function rangeOf(model: Model, { from, to }: Span): IRange {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)]
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  }
}

export function spanOf(model: Model, range: IRange): Span {
  return {
    from: model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    to: model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  }
}

export function editsOf(model: Model, edits: readonly TextEdit[]): languages.TextEdit[] {
  return edits.map(edit => ({ range: rangeOf(model, edit), text: edit.text }))
}
