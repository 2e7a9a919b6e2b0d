// Gives a pane the whole page, and shows both again.
import { Maximize2, Minimize2 } from 'lucide-react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { keysForReaders } from '../commands/keys.ts'
import { useSession } from '../page.ts'

export function FullButton({ pane }: { readonly pane: 'script' | 'results' }) {
  const { layout } = useSession()
  const { full, narrow } = useStore(layout)
  if (narrow) return null
  const Icon = full ? Minimize2 : Maximize2
  return (
    <button
      type="button"
      className="button icon full-button"
      aria-label={full ? commands.bothPanes.title : `Give the ${pane} the whole page`}
      aria-keyshortcuts={keysForReaders(full ? commands.bothPanes.keys : commands.fullPane.keys)}
      onClick={() => layout.setState({ full: full ? null : pane, drawer: null })}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}
