// Opens and closes the list of the tables.
import { ListTree } from 'lucide-react'
import { useStore } from 'zustand'
import { commands } from '../../commands/commands.ts'
import { usePage } from '../../page.ts'

export function ContentsButton() {
  const page = usePage()
  const { settings } = page.session
  const open = useStore(settings, s => s.contents)
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label="Contents"
      aria-expanded={open}
      onClick={() => (open ? settings.setState({ contents: false }) : commands.jumpToTable.run(page))}
    >
      <ListTree size={16} aria-hidden="true" />
    </button>
  )
}
