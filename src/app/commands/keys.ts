// The keyboard: one listener for the whole page, ahead of the editor's own.
import type { Page } from '../page.ts'
import { type Command, commandList } from './commands.ts'

const apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/** `⌘↵` or `Ctrl+Enter`. */
export function keysText(keys: string): string {
  return apple
    ? keys.replaceAll('Alt+', '⌥').replaceAll('Shift+', '⇧').replaceAll('Mod+', '⌘').replaceAll('Enter', '↵')
    : keys.replaceAll('Mod', 'Ctrl')
}

/** For `aria-keyshortcuts`. */
export function keysForReaders(keys: string): string {
  return keys.replace('Mod', apple ? 'Meta' : 'Control')
}

function matches(command: Command, event: KeyboardEvent): boolean {
  if (!command.keys) return false
  const [key, ...modifiers] = command.keys.split('+').toReversed()
  const [mod, shift, alt] = ['Mod', 'Shift', 'Alt'].map(one => modifiers.includes(one))
  const held = (apple ? event.metaKey : event.ctrlKey) === mod && event.shiftKey === shift && event.altKey === alt
  // With Alt the key gives another letter on some keyboards.
  if (alt) return held && event.code === `Key${key}`
  return held && event.key.toLowerCase() === key.toLowerCase()
}

/** Escape belongs to whatever floats, and to the editor's widgets. */
function takenElsewhere(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false
  const target = event.target as Element | null
  return target?.closest('[role=dialog],[role=menu],[role=listbox],.monaco-editor') != null
}

export function listenForKeys(page: Page, target: Window): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const command = commandList.find(c => matches(c, event) && c.possible?.(page) !== false)
    if (!command || takenElsewhere(event)) return
    event.preventDefault()
    event.stopPropagation()
    command.run(page)
  }
  target.addEventListener('keydown', listen, { capture: true })
  return () => target.removeEventListener('keydown', listen, { capture: true })
}
