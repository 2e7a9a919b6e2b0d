// A button that opens a menu. What floats is loaded after the first paint, and takes the button's place when it is
// first pressed.
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'

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

const loadMenu = () => import('./FloatingMenu.tsx')
const FloatingMenu = lazy(loadMenu)

export function MenuButton(props: MenuButtonProps) {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const id = setTimeout(() => void loadMenu().catch(() => {}), 600)
    return () => clearTimeout(id)
  }, [])
  const button = (
    <button
      type="button"
      className={props.className}
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      {props.children}
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <FloatingMenu {...props} />
    </Suspense>
  )
}
