// The script and what is to be said about it. The plain editor is there at once; Monaco takes its place when the page
// is at rest or the reader begins to write, on screens with a precise pointer.
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { usePage, useSession } from '../page.ts'
import { MessageStrip } from './MessageStrip.tsx'
import { PlainEditor } from './PlainEditor.tsx'
import './editor.css'

const MonacoEditor = lazy(() => import('./monaco/MonacoEditor.tsx'))

export function ScriptPane() {
  const pane = useRef<HTMLElement>(null)
  const [wanted, setWanted] = useState(false)
  const full = useFullEditor()
  useEffect(() => {
    if (!full) return
    const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300))
    const id = setTimeout(() => idle(() => setWanted(true)), 400)
    return () => clearTimeout(id)
  }, [full])
  return (
    <section className="script-pane" aria-label="Script" ref={pane}>
      <div className="editor-slot">
        {full && wanted ? (
          <Suspense fallback={<PlainEditor />}>
            <KeepingCursor slot={pane}>{caret => <MonacoEditor caret={caret} />}</KeepingCursor>
          </Suspense>
        ) : (
          <PlainEditor onFocus={() => setWanted(true)} />
        )}
      </div>
      <MessageStrip />
    </section>
  )
}

export interface Caret {
  readonly from: number
  readonly to: number
  readonly focused: boolean
}

/** Remembers where the text area's cursor was while the other editor loaded. */
function KeepingCursor({
  slot,
  children,
}: {
  readonly slot: React.RefObject<HTMLElement | null>
  readonly children: (caret: Caret) => React.ReactNode
}) {
  // biome-ignore format: one signature
  const [caret] = useState<Caret>(() => {
    const area = slot.current?.querySelector('textarea')
    if (!area) return { from: 0, to: 0, focused: false }
    return { from: area.selectionStart, to: area.selectionEnd, focused: document.activeElement === area }
  })
  return children(caret)
}

function useFullEditor(): boolean {
  const session = useSession()
  const choice = useStore(session.settings, s => s.editor)
  const narrow = useStore(session.layout, s => s.narrow)
  const [fine] = useState(() => matchMedia('(pointer: fine)').matches)
  usePage()
  return choice === 'full' && fine && !narrow
}
