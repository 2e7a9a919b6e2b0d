// Monaco around the page's one script. The script lives in the program store; this adapter carries edits one way,
// other changes the other way, and marks problems where they are.
import './features.ts'
import { editor, MarkerSeverity } from 'monaco-editor/editor'
import editorWorkerUrl from 'monaco-editor/editor/editor.worker?worker&url'
import { useLayoutEffect, useRef } from 'react'
import { startWorker } from '../../../workers/clients.ts'
import type { Problem } from '../../../workers/protocol.ts'
import { type EditorHandle, type Page, usePage } from '../../page.ts'
import type { Caret } from '../caret.ts'
import { colourLines, languageId, registerFlux } from './language.ts'
import { countStages } from './stageCounts.ts'
import { applyTheme } from './theme.ts'

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker }
  }
}

export interface MonacoEditorProps {
  /** Asked in the same task that moves the cursor here, so that no key falls between the editors. */
  caret(): Caret
  onMounted(mounted: boolean): void
}

export default function MonacoEditor({ caret, onMounted }: MonacoEditorProps) {
  const page = usePage()
  const slot = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const unmount = mount(slot.current!, page, caret)
    onMounted(true)
    return () => {
      unmount()
      onMounted(false)
    }
  }, [page, caret, onMounted])
  return (
    <>
      <div className="monaco-slot" ref={slot} />
      <div className="monaco-hint">Ctrl+M: Tab leaves the editor</div>
    </>
  )
}

function mount(slot: HTMLElement, page: Page, caretNow: () => Caret): () => void {
  self.MonacoEnvironment = { getWorker: () => startWorker(editorWorkerUrl, 'monaco') }
  registerFlux()
  applyTheme()
  const { program, settings, results } = page.session
  const model = editor.createModel(program.getState().text, languageId)
  const colours = colourLines(model)
  const view = editor.create(slot, { ...options, model })
  const caret = caretNow()
  const selection = [caret.from, caret.to].map(at => model.getPositionAt(at))
  view.setSelection({ startLineNumber: selection[0].lineNumber, startColumn: selection[0].column, endLineNumber: selection[1].lineNumber, endColumn: selection[1].column }) // biome-ignore format: one selection
  if (caret.focused) view.focus()

  const handle = handleOf(view, model)
  page.editor = handle
  const stops = [
    model.onDidChangeContent(() => program.edit(model.getValue())).dispose,
    program.subscribe(({ text }) => {
      if (text !== model.getValue()) replaceAll(view, model, text)
    }),
    program.subscribe(() => mark(model, page)),
    results.subscribe(() => mark(model, page)),
    settings.subscribe(() => requestAnimationFrame(applyTheme)),
    onSystemTheme(applyTheme),
    countStages(view, page),
  ]
  mark(model, page)
  return () => {
    for (const stop of stops) stop()
    if (page.editor === handle) page.editor = null
    colours.dispose()
    view.dispose()
    model.dispose()
  }
}

const options: editor.IStandaloneEditorConstructionOptions = {
  theme: 'page',
  ariaLabel: 'Script. Control+M makes Tab leave the editor.',
  automaticLayout: true,
  fontFamily:
    'ui-monospace, "JetBrains Mono", "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  padding: { top: 12, bottom: 40 },
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 12,
  glyphMargin: false,
  folding: true,
  showFoldingControls: 'mouseover',
  scrollBeyondLastLine: false,
  scrollBeyondLastColumn: 1,
  overviewRulerLanes: 0,
  renderLineHighlight: 'line',
  renderLineHighlightOnlyWhenFocus: true,
  tabSize: 4,
  insertSpaces: true,
  wordBasedSuggestions: 'off',
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true },
  fixedOverflowWidgets: true,
}

function handleOf(view: editor.IStandaloneCodeEditor, model: editor.ITextModel): EditorHandle {
  const range = (from: number, to: number) => {
    const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)]
    return { startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column } // biome-ignore format: one range
  }
  return {
    focus: () => view.focus(),
    reveal(from, to, { focus } = { focus: true }) {
      view.setSelection(range(from, to))
      view.revealRangeInCenterIfOutsideViewport(range(from, to))
      if (focus) view.focus()
    },
    apply(edits) {
      view.pushUndoStop()
      view.executeEdits('fix', edits.map(e => ({ range: range(e.from, e.to), text: e.text }))) // biome-ignore format: one call
      view.pushUndoStop()
    },
  }
}

function replaceAll(view: editor.IStandaloneCodeEditor, model: editor.ITextModel, text: string): void {
  view.pushUndoStop()
  view.executeEdits('page', [{ range: model.getFullModelRange(), text }])
  view.pushUndoStop()
}

const severities: Record<Problem['severity'], MarkerSeverity> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  information: MarkerSeverity.Info,
  hint: MarkerSeverity.Hint,
}

function mark(model: editor.ITextModel, page: Page): void {
  const { problems, checkedText, text } = page.session.program.getState()
  const { ending } = page.session.results.getState()
  const found = checkedText === text ? [...(problems ?? [])] : []
  if (ending?.kind === 'failed' && ending.text === text) found.push(ending.failure)
  const markers = found.map(p => {
    const message = [p.message, ...(p.notes ?? [])].join('\n')
    const relatedInformation = p.related?.map(one => ({
      resource: model.uri,
      message: one.message,
      ...placeOf(model, one),
    }))
    return { severity: severities[p.severity], message, ...placeOf(model, p), relatedInformation }
  })
  editor.setModelMarkers(model, 'flux', markers)
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

function onSystemTheme(run: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  query.addEventListener('change', run)
  return () => query.removeEventListener('change', run)
}
