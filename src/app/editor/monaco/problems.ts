// What is wrong, underlined where it is; a word that is being typed only when the typing has paused or left it.
import { editor, MarkerSeverity } from 'monaco-editor/editor'
import type { Problem } from '../../../workers/protocol.ts'
import type { Page } from '../../page.ts'

/** So long a word that is still being typed is left alone. */
const PAUSE_MS = 900

/** Answers how to stop. */
export function markProblems(
  view: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  { session: { program, results } }: Page,
): () => void {
  let typing = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const mark = (): void => {
    const { problems, checkedText, text } = program.getState()
    const { ending } = results.getState()
    const found = checkedText === text ? [...(problems ?? [])] : []
    if (ending?.kind === 'failed' && ending.text === text) found.push(ending.failure)
    const typed = typing ? wordAt(view, model) : null
    const shown = typed ? found.filter(({ from, to }) => to < typed.from || from > typed.to) : found
    editor.setModelMarkers(
      model,
      'flux',
      shown.map(problem => markerOf(model, problem)),
    )
  }
  const settle = (): void => {
    clearTimeout(timer)
    if (!typing) return
    typing = false
    mark()
  }
  const edits = model.onDidChangeContent(({ isFlush }) => {
    if (isFlush || !view.hasTextFocus()) return
    typing = true
    clearTimeout(timer)
    timer = setTimeout(settle, PAUSE_MS)
  })
  const moves = view.onDidChangeCursorPosition(({ source }) => {
    // Moving on by a key or the mouse is as good as a pause.
    if (source !== 'keyboard' && source !== 'mouse') return
    queueMicrotask(() => {
      if (model.getVersionId() === lastVersion) settle()
      lastVersion = model.getVersionId()
    })
  })
  let lastVersion = model.getVersionId()
  const stops = [program.subscribe(mark), results.subscribe(mark), () => edits.dispose(), () => moves.dispose()]
  mark()
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** The word around the cursor; where there is none, the place itself. */
function wordAt(view: editor.IStandaloneCodeEditor, model: editor.ITextModel): { from: number; to: number } | null {
  const position = view.getPosition()
  if (!position) return null
  const { lineNumber } = position
  const { startColumn, endColumn } = model.getWordUntilPosition(position)
  const word = model.getWordAtPosition(position)
  const offset = (column: number): number => model.getOffsetAt({ lineNumber, column })
  return { from: offset(word?.startColumn ?? startColumn), to: offset(word?.endColumn ?? endColumn) }
}

const severities: Record<Problem['severity'], MarkerSeverity> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  information: MarkerSeverity.Info,
  hint: MarkerSeverity.Hint,
}

function markerOf(model: editor.ITextModel, problem: Problem): editor.IMarkerData {
  const message = [problem.message, ...(problem.notes ?? [])].join('\n')
  const relatedInformation = problem.related?.map(one => ({
    resource: model.uri,
    message: one.message,
    ...placeOf(model, one),
  }))
  return { severity: severities[problem.severity], message, ...placeOf(model, problem), relatedInformation }
}

/** A span in Monaco's numbers; an empty one is drawn a character wide. */
function placeOf(model: editor.ITextModel, { from, to }: { readonly from: number; readonly to: number }) {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(Math.max(to, from + 1))]
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  }
}
