// A button that opens a menu. What floats is loaded after the first paint, and takes the button's place when it is
// first pressed.
import { lazy, Suspense, useEffect, useState } from 'react'
import type { MenuButtonProps } from './menu.ts'

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
