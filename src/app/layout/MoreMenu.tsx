// The commands that have no button of their own, and the choices that hold for every script.
import { Ellipsis } from 'lucide-react'
import { type Command, commandList, commands, shareCommands } from '../commands/commands.ts'
import { keysText } from '../commands/keys.ts'
import { usePage } from '../page.ts'
import { choices } from './choices.ts'
import { MenuButton } from './MenuButton.tsx'
import type { MenuEntry } from './menu.ts'

const { run, cancel, newScript, openFiles, saveScript, saveScriptAs, closeScript, reopenScript, deleteScript, allScripts, pin, unpin } = commands // biome-ignore format: one list
/** These have a place of their own already. */
const elsewhere = new Set<Command>([run, cancel, newScript, openFiles, saveScript, saveScriptAs, closeScript, reopenScript, deleteScript, allScripts, pin, unpin, ...shareCommands]) // biome-ignore format: one list

export function MoreMenu() {
  const page = usePage()
  const { settings } = page.session
  const entries = (): readonly MenuEntry[] => [
    ...commandList
      .filter(c => !elsewhere.has(c))
      .map(
        (c): MenuEntry => ({
          kind: 'item',
          id: c.id,
          title: c.title,
          aside: c.keys && keysText(c.keys),
          disabled: c.possible?.(page) === false,
          run: () => c.run(page),
        }),
      ),
    ...choices.flatMap(({ setting, label, options }): MenuEntry[] => [
      { kind: 'line', id: `${setting} line` },
      {
        kind: 'choice',
        id: setting,
        label,
        value: settings.getState()[setting],
        options,
        choose: value => settings.setState({ [setting]: value }),
      },
    ]),
  ]
  return (
    <MenuButton className="button icon" label="More" align="end" entries={entries}>
      <Ellipsis size={16} aria-hidden="true" />
    </MenuButton>
  )
}
