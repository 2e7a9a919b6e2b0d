// What a reader has changed of the order in which the engine gave a result, in words.
import type { SortBy } from '../../../workers/protocol.ts'
import { counted } from '../../numbers.ts'

/** `Sorted by _value, down; 2 columns hidden`; null where nothing was changed. */
export function changesText(sort: readonly SortBy[], hidden: readonly string[], moved: boolean): string | null {
  const parts = [
    sort.length > 0 && `sorted by ${sort.map(s => `${s.label}, ${s.descending ? 'down' : 'up'}`).join(', then ')}`,
    hidden.length > 0 && `${counted(hidden.length, 'column')} hidden`,
    moved && 'columns moved',
  ].filter(part => part !== false)
  if (parts.length === 0) return null
  const text = parts.join('; ')
  return text[0].toUpperCase() + text.slice(1)
}
