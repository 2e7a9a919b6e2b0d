// What components work with: the session, and the handles that only the page has (the editor that is mounted).
import { createContext, useContext } from 'react'
import type { Fix } from '../workers/protocol.ts'
import type { Session } from './state/session.ts'

/** The editor on screen, whichever it is. */
export interface EditorHandle {
  focus(): void
  /** Where the cursor is, or what is selected. */
  selection(): { readonly from: number; readonly to: number }
  /** Selects a piece of the script and brings it into view; the focus goes there too, unless it is not to. */
  reveal(from: number, to: number, options?: { readonly focus: boolean }): void
  /** As one step that undo takes back. */
  apply(edits: Fix['edits']): void
}

export interface Page {
  readonly session: Session
  /** Set by the editor while it is mounted. */
  editor: EditorHandle | null
  readonly clipboard: { writeText(text: string): Promise<void> } | null
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('no page around this component')
  return page
}

export function useSession(): Session {
  return usePage().session
}
