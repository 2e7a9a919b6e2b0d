// The line at the top: the script's name, Run (or Cancel, with the time so far), and the link.
import { Link, Play, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { keysForReaders, keysText } from '../commands/keys.ts'
import { TargetMenu } from '../connections/TargetMenu.tsx'
import { elapsed } from '../numbers.ts'
import { usePage } from '../page.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { TitleMenu } from './TitleMenu.tsx'
import { WatchMenu } from './WatchMenu.tsx'

export function Header() {
  const page = usePage()
  const narrow = useStore(page.session.layout, s => s.narrow)
  return (
    <header className="header">
      <h1 className="brand">
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <path d="M2 5.500c4.500 0 4.500 3.500 7 3.500s2.500-3.500 7-3.500M2 12.500c4.500 0 4.500-3.500 7-3.500s2.500 3.500 7 3.500" />
        </svg>
        Flux<span className="visually-hidden"> Playground</span>
      </h1>
      <TitleMenu />
      {!narrow && <Saved />}
      <span className="spacer" />
      <RunButton />
      {!narrow && <WatchMenu />}
      {!narrow && <TargetMenu />}
      <span className="spacer" />
      {!narrow && (
        <button type="button" className="button" onClick={() => commands.copyLink.run(page)}>
          <Link size={16} aria-hidden="true" />
          Copy link
        </button>
      )}
      <MoreMenu />
    </header>
  )
}

function RunButton() {
  const page = usePage()
  const phase = useStore(page.session.run, s => s.phase)
  const { run, cancel } = commands
  // A run that ends at once must not make the button flicker.
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (phase === 'idle') return setLate(false)
    const id = setTimeout(() => setLate(true), 100)
    return () => clearTimeout(id)
  }, [phase])
  if (late)
    return (
      <button type="button" className="button quiet run-button" onClick={() => cancel.run(page)}>
        <Square size={12} fill="currentColor" aria-hidden="true" />
        Cancel <Clock />
      </button>
    )
  const start = (): void => {
    const { layout, share } = page.session
    const { narrow, pane } = layout.getState()
    // On a small screen the panel of a stranger's script may be out of sight: it comes before the run.
    const unseen = narrow && pane !== 'results' && share.getState().waiting
    if (narrow) layout.setState({ pane: 'results', drawer: null })
    if (!unseen) run.run(page)
  }
  return (
    <button
      type="button"
      className="button primary run-button"
      onClick={start}
      aria-keyshortcuts={keysForReaders(run.keys)}
    >
      <Play size={12} fill="currentColor" stroke="none" aria-hidden="true" />
      Run{' '}
      <span className="keys" aria-hidden="true">
        {keysText(run.keys)}
      </span>
    </button>
  )
}

function Clock() {
  const { session } = usePage()
  const started = useStore(session.run, s => s.started)
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const id = setInterval(() => setNow(performance.now()), 100)
    return () => clearInterval(id)
  }, [])
  return <span className="clock muted">{elapsed(Math.max(0, now - started))}</span>
}

function Saved() {
  const { session } = usePage()
  const saved = useStore(session.program, s => s.saved)
  const differs = useStore(session.program, s => s.current.file?.differs)
  if (saved === 'refused') return <span className="saved warning-text">not saved</span>
  const words = saved !== 'yes' ? 'saving' : differs ? 'saved here, not in the file' : 'saved'
  return <span className="saved faint">{words}</span>
}
