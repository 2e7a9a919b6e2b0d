// Monaco around the script on screen. The script lives in the program store; this adapter carries edits one way, other
// changes the other way, and marks problems where they are. Each open script has a model of its own, and its cursor.
import './features.ts'
import { editor } from 'monaco-editor/editor'
import editorWorkerUrl from 'monaco-editor/editor/editor.worker?worker&url'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { startWorker } from '../../../workers/clients.ts'
import { type EditorHandle, type Page, usePage } from '../../page.ts'
import type { Caret } from '../caret.ts'
import { Breadcrumbs } from './Breadcrumbs.tsx'
import { colourLines, languageId, registerFlux } from './language.ts'
import { markProblems } from './problems.ts'
import { provideLanguage } from './providers/index.ts'
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
  const document = useStore(page.session.program, s => s.current.id)
  const [kept] = useState(() => new Map<string, Kept>())
  const [focus] = useState(() => ({ had: false }))
  const [view, setView] = useState<editor.IStandaloneCodeEditor | null>(null)
  useEffect(() => () => disposeAll(kept), [kept])
  useLayoutEffect(() => {
    const { own, unmount } = mount(slot.current!, page, caret, { document, kept, focus })
    setView(own)
    onMounted(true)
    return () => {
      setView(null)
      unmount()
      onMounted(false)
    }
  }, [page, caret, onMounted, document, kept, focus])
  return (
    <>
      <div className="monaco-slot" ref={slot} />
      {view && <Breadcrumbs view={view} />}
      <div className="monaco-hint">Ctrl+M: Tab leaves the editor</div>
    </>
  )
}

/** A script that was on screen: its text with all that can be undone, and where it was scrolled to. */
interface Kept {
  readonly model: editor.ITextModel
  readonly view: editor.ICodeEditorViewState | null
}

interface Documents {
  readonly document: string
  readonly kept: Map<string, Kept>
  /** Whether the script that was on screen before had it. */
  readonly focus: { had: boolean }
}

function disposeAll(kept: Map<string, Kept>): void {
  for (const { model } of kept.values()) model.dispose()
  kept.clear()
}

function mount(
  slot: HTMLElement,
  page: Page,
  caretNow: () => Caret,
  { document, kept, focus }: Documents,
): { own: editor.IStandaloneCodeEditor; unmount: () => void } {
  self.MonacoEnvironment = { getWorker: () => startWorker(editorWorkerUrl, 'monaco') }
  registerFlux()
  applyTheme()
  const { program, settings } = page.session
  // what was written here while another tab of the browser wrote too goes on under another name, with the same text
  const before = kept.get(document)
  const same = [...kept.values()].find(one => one.model.getValue() === program.getState().text)
  const model = before?.model ?? editor.createModel(program.getState().text, languageId)
  const colours = colourLines(model)
  const formatOnPaste = settings.getState().pasting === 'laid out'
  const view = editor.create(slot, { ...options, formatOnPaste, model })
  if (model.getValue() !== program.getState().text) replaceAll(view, model, program.getState().text)
  const place = (before ?? same)?.view
  if (place) view.restoreViewState(place)
  else if (kept.size === 0) takeCaret(view, model, caretNow())
  if (focus.had) view.focus()

  const handle = handleOf(view, model)
  page.editor = handle
  const edits = model.onDidChangeContent(() => program.edit(model.getValue()))
  const stops = [
    () => edits.dispose(),
    program.subscribe(({ text, current }) => {
      if (current.id === document && text !== model.getValue()) replaceAll(view, model, text)
    }),
    markProblems(view, model, page),
    settings.subscribe(now => {
      requestAnimationFrame(applyTheme)
      view.updateOptions({ formatOnPaste: now.pasting === 'laid out' })
    }),
    onSystemTheme(applyTheme),
    countStages(view, page),
    provideLanguage(page, model),
  ]
  const unmount = (): void => {
    for (const stop of stops) stop()
    if (page.editor === handle) page.editor = null
    colours.dispose()
    const open = program.getState().tabs
    focus.had = view.hasTextFocus()
    kept.set(document, { model, view: view.saveViewState() })
    for (const [id, other] of kept)
      if (!open.includes(id)) {
        other.model.dispose()
        kept.delete(id)
      }
    view.dispose()
  }
  return { own: view, unmount }
}

/** Where the text area had it. */
function takeCaret(view: editor.IStandaloneCodeEditor, model: editor.ITextModel, { from, to, focused }: Caret): void {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)]
  view.setSelection({ startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column }) // biome-ignore format: one selection
  if (focused) view.focus()
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
  quickSuggestions: { other: 'on', strings: 'on', comments: 'off' },
  quickSuggestionsDelay: 20,
  suggest: { showStatusBar: true, localityBonus: false, shareSuggestSelections: false, insertMode: 'replace' },
  suggestSelection: 'first',
  acceptSuggestionOnCommitCharacter: false,
  parameterHints: { enabled: true },
  'semanticHighlighting.enabled': true,
  lightbulb: { enabled: 'onCode' as editor.ShowLightbulbIconMode },
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
    selection() {
      const selection = view.getSelection()
      if (!selection) return { from: 0, to: 0 }
      const offset = (lineNumber: number, column: number): number => model.getOffsetAt({ lineNumber, column })
      const { startLineNumber, startColumn, endLineNumber, endColumn } = selection
      return { from: offset(startLineNumber, startColumn), to: offset(endLineNumber, endColumn) }
    },
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

function onSystemTheme(run: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  query.addEventListener('change', run)
  return () => query.removeEventListener('change', run)
}
