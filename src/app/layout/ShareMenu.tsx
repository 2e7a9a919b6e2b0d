// The link in one click, and beside it the other ways to hand the script on.
import { ChevronDown, Link } from 'lucide-react'
import { type Command, commands, shareCommands } from '../commands/commands.ts'
import { usePage } from '../page.ts'
import { MenuButton } from './MenuButton.tsx'
import type { MenuEntry } from './menu.ts'

export function ShareMenu() {
  const page = usePage()
  const others: readonly Command[] = [...shareCommands.slice(1), commands.saveScript]
  const entries = (): readonly MenuEntry[] =>
    others.map(({ id, title, possible, run }) => ({
      kind: 'item',
      id,
      title,
      disabled: possible?.(page) === false,
      run: () => run(page),
    }))
  return (
    <span className="joined">
      <button type="button" className="button" onClick={() => commands.copyLink.run(page)}>
        <Link size={16} aria-hidden="true" />
        Copy link
      </button>
      <MenuButton className="button icon" label="Other ways to share" align="end" entries={entries}>
        <ChevronDown size={14} aria-hidden="true" />
      </MenuButton>
    </span>
  )
}
