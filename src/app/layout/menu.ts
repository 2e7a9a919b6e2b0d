// What a menu holds: things to do, and choices among a few.
import type { ReactNode } from 'react'

export interface MenuItem {
  readonly kind: 'item'
  readonly id: string
  readonly title: string
  readonly icon?: ReactNode
  /** Shown at the right end: keys, or a count. */
  readonly aside?: string
  readonly disabled?: boolean
  readonly run: () => void
}

export interface MenuChoice {
  readonly kind: 'choice'
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly title: string; readonly aside?: string }[]
  readonly choose: (value: string) => void
}

export type MenuEntry = MenuItem | MenuChoice | { readonly kind: 'line'; readonly id: string }

export interface MenuButtonProps {
  readonly className: string
  readonly label?: string
  readonly align: 'start' | 'end'
  /** Asked for when the menu opens. */
  readonly entries: () => readonly MenuEntry[]
  readonly children: ReactNode
}
