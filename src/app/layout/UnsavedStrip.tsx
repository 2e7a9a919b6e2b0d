// Over the page while the browser refuses to keep something: what that means, and how to keep it all the same.
import { Download } from 'lucide-react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { usePage } from '../page.ts'
import './unsaved.css'

export function UnsavedStrip() {
  const page = usePage()
  const unsaved = useStore(page.session.share, s => s.unsaved)
  if (!unsaved) return null
  return (
    <div className="unsaved" role="alert">
      <span>
        <b>Not saved.</b> This browser’s storage for this page is full or refused. All of it is here until the page is
        closed. Export it, or delete scripts and history to make room.
      </span>
      <button type="button" className="button quiet" onClick={() => commands.exportWithPoints.run(page)}>
        <Download size={14} aria-hidden="true" />
        Export everything
      </button>
    </div>
  )
}
