// An example that can be changed and run where it stands, with what it gives below it.
import { Play } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../page.ts'
import type { Preview } from '../state/preview.ts'
import { SmallTable } from './SmallTable.tsx'
import './reference.css'

interface ExampleBoxProps {
  readonly name: string
  readonly script: string
  /** What an expression gives, known without a run. */
  readonly gives: string | null
}

export function ExampleBox({ name, script, gives }: ExampleBoxProps) {
  const session = useSession()
  const [text, setText] = useState(script)
  const [state, setState] = useState<'idle' | 'running'>('idle')
  const [preview, setPreview] = useState<Preview | null>(null)
  const run = async (): Promise<void> => {
    setState('running')
    try {
      setPreview(await session.preview(text))
    } catch (error) {
      setPreview({ tables: [], more: 0, failure: error instanceof Error ? error.message : String(error) })
    } finally {
      setState('idle')
    }
  }
  const open = (): void => {
    session.program.create(name, text)
    if (session.layout.getState().narrow) session.layout.setState({ pane: 'script', drawer: null })
  }
  return (
    <div className="reference-example">
      <textarea
        aria-label={`Example of ${name}`}
        spellCheck={false}
        rows={text.split('\n').length}
        value={text}
        onChange={e => setText(e.target.value)}
        onKeyDown={e => {
          if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return
          e.preventDefault()
          e.stopPropagation()
          void run()
        }}
      />
      {gives !== null && text === script && !preview && (
        <p>
          gives <code>{gives}</code>
        </p>
      )}
      <div className="reference-actions">
        <button type="button" className="button quiet" disabled={state === 'running'} onClick={() => void run()}>
          <Play size={14} aria-hidden="true" />
          Run here
        </button>
        <button type="button" className="button" onClick={open}>
          Open as a script
        </button>
      </div>
      <div aria-live="polite">{preview && <PreviewView {...preview} />}</div>
    </div>
  )
}

function PreviewView({ tables, more, failure }: Preview) {
  return (
    <>
      {failure !== null && <p className="danger-text">{failure}</p>}
      {failure === null && tables.length === 0 && <p className="muted">No tables.</p>}
      {tables.map((table, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tables of one run never move
        <SmallTable key={place} {...table} />
      ))}
      {more > 0 && <p className="muted">{more} more tables. Open it as a script to see all of them.</p>}
    </>
  )
}
