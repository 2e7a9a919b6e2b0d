// The script and what is to be said about it. The plain editor is there at once; Monaco takes its place when the page
// is at rest or the reader begins to write, on screens with a precise pointer.
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { FullButton } from '../layout/FullButton.tsx'
import { useSession } from '../page.ts'
import { ScriptTabs } from '../scripts/ScriptTabs.tsx'
import type { Caret } from './caret.ts'
import { MessageStrip } from './MessageStrip.tsx'
import { PlainEditor } from './PlainEditor.tsx'
import './editor.css'

const CompletionBar = lazy(async () => ({ default: (await import('./CompletionBar.tsx')).CompletionBar }))

type Monaco = typeof import('./monaco/MonacoEditor.tsx').default

export function ScriptPane() {
  const pane = useRef<HTMLElement>(null)
  const { layout, frame } = useSession()
  const narrow = useStore(layout, s => s.narrow)
  const full = useFullEditor()
  const { Monaco, load } = useMonaco(full)
  const [mounted, setMounted] = useState(false)
  const caret = useCallback(() => caretIn(pane.current), [])
  return (
    <section className="script-pane" aria-label="Script" ref={pane}>
      {!narrow && !frame.embedded && <ScriptTabs />}
      <div className="editor-slot" id="editor">
        {Monaco && <Monaco caret={caret} onMounted={setMounted} />}
        {!(Monaco && mounted) && <PlainEditor onFocus={load} />}
        <FullButton pane="script" />
      </div>
      {!full && (
        <Suspense>
          <CompletionBar />
        </Suspense>
      )}
      <MessageStrip />
    </section>
  )
}

/** Monaco once it is here; the text area stays until it has taken over, so no letter typed meanwhile is lost. */
function useMonaco(full: boolean): { Monaco: Monaco | null; load: () => void } {
  const [loaded, setLoaded] = useState<{ readonly Monaco: Monaco } | null>(null)
  const load = useCallback(() => {
    if (!full) return
    import('./monaco/MonacoEditor.tsx').then(
      m => setLoaded(before => before ?? { Monaco: m.default }),
      () => {
        // Without Monaco the text area stays; it does all that is needed.
      },
    )
  }, [full])
  useEffect(() => {
    if (!full) return setLoaded(null)
    const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300))
    const id = setTimeout(() => idle(load), 400)
    return () => clearTimeout(id)
  }, [full, load])
  return { Monaco: loaded?.Monaco ?? null, load }
}

function caretIn(pane: HTMLElement | null): Caret {
  const area = pane?.querySelector<HTMLTextAreaElement>('.plain-editor textarea')
  if (!area) return { from: 0, to: 0, focused: false }
  return { from: area.selectionStart, to: area.selectionEnd, focused: document.activeElement === area }
}

function useFullEditor(): boolean {
  const session = useSession()
  const choice = useStore(session.settings, s => s.editor)
  const narrow = useStore(session.layout, s => s.narrow)
  const [fine] = useState(() => matchMedia('(pointer: fine)').matches)
  return choice === 'full' && fine && !narrow && !session.frame.embedded
}
