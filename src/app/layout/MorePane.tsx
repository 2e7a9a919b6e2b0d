// On small screens: the drawers and what the header has no room for.
import { Link } from 'lucide-react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { TargetMenu } from '../connections/TargetMenu.tsx'
import { usePage } from '../page.ts'
import { drawers } from './drawers.ts'
import { WatchMenu } from './WatchMenu.tsx'
import { ZoneButton } from './ZoneButton.tsx'

export function MorePane() {
  const page = usePage()
  const { layout } = page.session
  return (
    <section className="more-pane" aria-label="More">
      {drawers.map(({ id, title, Icon }) => (
        <button key={id} type="button" className="button" onClick={() => layout.setState({ drawer: id })}>
          <Icon size={18} aria-hidden="true" />
          {title}
        </button>
      ))}
      <button type="button" className="button" onClick={() => commands.copyLink.run(page)}>
        <Link size={18} aria-hidden="true" />
        {commands.copyLink.title}
      </button>
      <WatchMenu />
      <TargetMenu />
      <ZoneButton className="button" />
      <Notice />
    </section>
  )
}

function Notice() {
  const notice = useStore(usePage().session.share, s => s.notice)
  return notice ? (
    <p className="muted" role="status">
      {notice}
    </p>
  ) : null
}
