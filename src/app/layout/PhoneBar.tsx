// On small screens: one pane at a time, chosen at the thumb; above it what was said last.
import { CodeXml, Ellipsis, Table2 } from 'lucide-react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { Notice } from '../share/Notice.tsx'
import type { Pane } from '../state/layout.ts'

const panes: readonly { readonly id: Pane; readonly title: string; readonly Icon: typeof CodeXml }[] = [
  { id: 'script', title: 'Script', Icon: CodeXml },
  { id: 'results', title: 'Results', Icon: Table2 },
  { id: 'more', title: 'More', Icon: Ellipsis },
]

export function PhoneBar() {
  const { layout } = useSession()
  const { pane, drawer } = useStore(layout)
  return (
    <div className="phone-foot">
      <Notice />
      <nav className="phone-bar" aria-label="Panes">
        {panes.map(({ id, title, Icon }) => (
          <button
            key={id}
            type="button"
            className="button"
            aria-current={pane === id && drawer === null ? 'page' : undefined}
            onClick={() => layout.setState({ pane: id, drawer: null })}
          >
            <Icon size={18} aria-hidden="true" />
            {title}
          </button>
        ))}
      </nav>
    </div>
  )
}
