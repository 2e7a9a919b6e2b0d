// The line at the top: the script's name, Run, where it runs, and the ways to hand it on.
import { useStore } from 'zustand'
import { TargetMenu } from '../connections/TargetMenu.tsx'
import { usePage } from '../page.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { RunButton } from './RunButton.tsx'
import { ShareMenu } from './ShareMenu.tsx'
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
      {!narrow && <ShareMenu />}
      <MoreMenu />
    </header>
  )
}

function Saved() {
  const { session } = usePage()
  const saved = useStore(session.program, s => s.saved)
  const differs = useStore(session.program, s => s.current.file?.differs)
  if (saved === 'refused') return <span className="saved warning-text">not saved</span>
  const words = saved !== 'yes' ? 'saving' : differs ? 'saved here, not in the file' : 'saved'
  return <span className="saved faint">{words}</span>
}
