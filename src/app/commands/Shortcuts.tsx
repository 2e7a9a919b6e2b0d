// The keys of the page, from the same list of commands; those of tables and of the editor beside them.
import { Dialog } from '@base-ui/react/dialog'
import { usePage } from '../page.ts'
import { commandList } from './commands.ts'
import { keysText } from './keys.ts'
import './palette.css'

const others: ReadonlyArray<readonly [title: string, keys: string]> = [
  ['Move through a table', '← ↑ → ↓'],
  ['To the ends of a row, of a table', 'Home, End, Mod+Home, Mod+End'],
  ['Select cells', 'Shift with the arrows'],
  ['Copy the cells selected', 'Mod+C'],
  ['Copy them as Markdown', 'Mod+Shift+C'],
  ['Let Tab leave the editor', 'Ctrl+M'],
  ['Commands of the editor', 'F1'],
]

export default function Shortcuts() {
  const { layout } = usePage().session
  const close = (): void => layout.setState({ dialog: null })
  const own = commandList.flatMap(c => (c.keys ? [[c.title, c.keys] as const] : []))
  return (
    <Dialog.Root open onOpenChange={open => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-back" />
        <Dialog.Popup className="dialog shortcuts">
          <Dialog.Title>Keyboard shortcuts</Dialog.Title>
          <dl>
            {[...own, ...others].map(([title, keys]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd className="keys">{keysText(keys)}</dd>
              </div>
            ))}
          </dl>
          <div className="dialog-actions">
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
