// The page in a frame of another: the script, its results, Run, and a way to the whole page with the script as it is now.
import { ExternalLink } from 'lucide-react'
import { useStore } from 'zustand'
import { ScriptPane } from '../editor/ScriptPane.tsx'
import { usePage } from '../page.ts'
import { ResultsPane } from '../results/ResultsPane.tsx'
import { OpenWhole } from '../share/OpenWhole.tsx'
import { RunButton } from './RunButton.tsx'
import './layout.css'
import './embed.css'

export default function EmbedPage() {
  const { program, frame } = usePage().session
  const name = useStore(program, s => s.current.name)
  return (
    <div className={`page embed ${frame.view}`}>
      <header className="header">
        <h1 className="brand">{name}</h1>
        <span className="spacer" />
        {frame.view !== 'script' && <RunButton />}
        <OpenWhole className="button">
          <ExternalLink size={14} aria-hidden="true" />
          Open in the playground
        </OpenWhole>
      </header>
      <main className="embed-panes">
        {frame.view !== 'results' && <ScriptPane />}
        {frame.view !== 'script' && <ResultsPane />}
      </main>
    </div>
  )
}
