// From a frame to the whole page in a tab of its own, with the script as it is when the link is followed.
import type { ReactNode } from 'react'
import { usePage } from '../page.ts'
import { usesVariables } from '../state/variables.ts'
import { linkTo } from './codec.ts'

export function OpenWhole({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const { program, variables } = usePage().session
  const address = (): string => {
    const { current, text } = program.getState()
    if (current.link?.startsWith('#')) return location.pathname + current.link
    const packed = linkTo(text, usesVariables(text) ? variables.getState() : null)
    return location.pathname + ('hash' in packed ? packed.hash : '')
  }
  return (
    <a
      className={className}
      href={location.pathname + location.hash}
      target="_blank"
      rel="noopener"
      onClick={e => (e.currentTarget.href = address())}
    >
      {children}
    </a>
  )
}
