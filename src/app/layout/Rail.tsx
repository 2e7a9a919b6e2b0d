// The drawers, one button each. The names show on hover and are read out.
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { drawers } from './drawers.ts'

export function Rail() {
  const { layout } = useSession()
  const open = useStore(layout, s => s.drawer)
  return (
    <nav className="rail" aria-label="Panels">
      {drawers.map(({ id, title, Icon }) => (
        <button
          key={id}
          type="button"
          className="button icon tipped"
          data-tip={title}
          aria-label={title}
          aria-expanded={open === id}
          onClick={() => layout.setState({ drawer: open === id ? null : id })}
        >
          <Icon size={16} aria-hidden="true" />
        </button>
      ))}
    </nav>
  )
}
