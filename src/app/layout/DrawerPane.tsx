// The drawer that is open.
import { X } from 'lucide-react'
import { Suspense } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { allDrawers } from './drawers.ts'
import './drawer.css'

export function DrawerPane() {
  const { layout } = useSession()
  const open = useStore(layout, s => s.drawer)
  const drawer = allDrawers.find(d => d.id === open)
  if (!drawer) return null
  return (
    <aside className={drawer.wide ? 'drawer wide' : 'drawer'} aria-label={drawer.title}>
      <div className="drawer-head">
        <h2>{drawer.title}</h2>
        <button
          type="button"
          className="button icon"
          aria-label="Close"
          onClick={() => layout.setState({ drawer: null })}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <Suspense>
        <drawer.Content />
      </Suspense>
    </aside>
  )
}
