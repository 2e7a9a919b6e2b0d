// The menu itself, open from the start: it was asked for before it was here.
import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { MenuButtonProps, MenuChoice, MenuEntry } from './menu.ts'

export default function FloatingMenu({ className, label, align, entries, children }: MenuButtonProps) {
  const [shown, setShown] = useState<readonly MenuEntry[]>(entries)
  return (
    <Menu.Root defaultOpen onOpenChange={open => open && setShown(entries())}>
      <Menu.Trigger className={className} aria-label={label}>
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="layer" sideOffset={4} align={align}>
          <Menu.Popup className="popup">
            {shown.map(entry => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface MenuPopupProps {
  /** For readers' software. */
  readonly title: string
  readonly anchor: Element
  readonly entries: readonly MenuEntry[]
  readonly close: () => void
}

/** A menu without a button, beside what it is about. */
export function MenuPopup({ title, anchor, entries, close }: MenuPopupProps) {
  return (
    <Menu.Root open onOpenChange={open => !open && close()}>
      <Menu.Portal>
        <Menu.Positioner className="layer" sideOffset={4} align="start" anchor={anchor}>
          <Menu.Popup className="popup" aria-label={title} finalFocus={() => anchor as HTMLElement}>
            {entries.map(entry => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if (entry.kind === 'line') return <div className="menu-line" />
  if (entry.kind === 'choice') return <Choice choice={entry} />
  return (
    <Menu.Item className="menu-item" disabled={entry.disabled} onClick={entry.run}>
      {entry.icon}
      <span>{entry.title}</span>
      {entry.aside && (
        <span className="keys" aria-hidden="true">
          {entry.aside}
        </span>
      )}
    </Menu.Item>
  )
}

function Choice({ choice }: { readonly choice: MenuChoice }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">{choice.label}</Menu.GroupLabel>
      <Menu.RadioGroup value={choice.value} onValueChange={choice.choose}>
        {choice.options.map(o => (
          <Menu.RadioItem key={o.value} className="menu-item" value={o.value} closeOnClick>
            <div className="menu-check">
              <Menu.RadioItemIndicator>
                <Check size={14} aria-hidden="true" />
              </Menu.RadioItemIndicator>
            </div>
            <span>{o.title}</span>
            {o.aside && <span className="keys">{o.aside}</span>}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  )
}
