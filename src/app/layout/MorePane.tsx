// On small screens: the drawers and what the header has no room for.
import { TargetMenu } from '../connections/TargetMenu.tsx'
import { usePage } from '../page.ts'
import { drawers } from './drawers.ts'
import { ShareMenu } from './ShareMenu.tsx'
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
      <ShareMenu />
      <WatchMenu />
      <TargetMenu />
      <ZoneButton className="button" />
    </section>
  )
}
