// A button that opens a list to choose from; the list is loaded when it is first asked for.
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import type { FinderProps } from './Finder.tsx'

const Finder = lazy(() => import('./Finder.tsx'))

interface Props extends Omit<FinderProps, 'anchor' | 'close' | 'children'> {
  readonly className: string
  readonly label?: string
  readonly foot?: ReactNode
  readonly children: ReactNode
}

export function FinderButton({ className, label, foot, children, ...list }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && (
        <Suspense>
          <Finder {...list} anchor={button.current!} close={() => setOpen(false)}>
            {foot}
          </Finder>
        </Suspense>
      )}
    </>
  )
}
