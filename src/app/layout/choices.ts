// The choices the menus offer, in words.
import type { Settings } from '../state/settings.ts'

/** What is chosen among a few. */
type Chosen = 'theme' | 'density' | 'editor' | 'typeHints' | 'pasting'

interface Choice<K extends Chosen> {
  readonly setting: K
  readonly label: string
  readonly options: readonly { readonly value: Settings[K]; readonly title: string }[]
}

export const choices: readonly Choice<Chosen>[] = [
  {
    setting: 'theme',
    label: 'Theme',
    options: [
      { value: 'system', title: 'As the system' },
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
    ],
  },
  {
    setting: 'density',
    label: 'Rows',
    options: [
      { value: 'comfortable', title: 'Comfortable' },
      { value: 'compact', title: 'Compact' },
    ],
  },
  {
    setting: 'editor',
    label: 'Editor',
    options: [
      { value: 'full', title: 'Full' },
      { value: 'plain', title: 'Plain text area' },
    ],
  },
  {
    setting: 'typeHints',
    label: 'Types of functions',
    options: [
      { value: 'off', title: 'Not in the script' },
      { value: 'on', title: 'Beside their names' },
    ],
  },
  {
    setting: 'pasting',
    label: 'What is pasted',
    options: [
      { value: 'as it is', title: 'As it is' },
      { value: 'laid out', title: 'Laid out' },
    ],
  },
]
