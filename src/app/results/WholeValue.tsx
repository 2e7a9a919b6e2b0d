// A value that its cell has no room for, beside the cell: as much of it as a page draws at once, and all of it to copy.
import { Popover } from '@base-ui/react/popover'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { number } from '../numbers.ts'
import './wholeValue.css'

/** Characters that are drawn. */
const MOST = 10_000

export interface WholeValueProps {
  readonly cell: HTMLElement
  readonly label: string
  readonly type: string
  /** As a copy has it. */
  readonly plain: string
  /** As it is drawn, where that is something else: a time in another zone. */
  readonly drawn: string | null
  /** It was asked for by the keyboard, which goes on in it. */
  readonly focused: boolean
  readonly close: () => void
}

export default function WholeValue({ cell, label, type, plain, drawn, focused, close }: WholeValueProps) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(plain)
    setCopied(true)
  }
  return (
    <Popover.Root open onOpenChange={open => !open && close()}>
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={4} align="start" anchor={cell}>
          <Popover.Popup
            className="popup whole-value"
            aria-label={`Value of ${label}`}
            initialFocus={focused}
            finalFocus={focused ? () => cell : false}
          >
            <div className="whole-head">
              <b>{label}</b>
              <span className="muted">
                {type} · {number(plain.length)} {plain.length === 1 ? 'character' : 'characters'}
              </span>
              <button type="button" className="button quiet" onClick={() => void copy()}>
                <Copy size={14} aria-hidden="true" />
                {copied ? 'Copied' : 'Copy'}
              </button>
              <span role="status" className="visually-hidden">
                {copied && 'Copied'}
              </span>
            </div>
            {drawn !== null && <pre className="muted">{drawn}</pre>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard */}
            <pre tabIndex={0}>{plain.slice(0, MOST)}</pre>
            {plain.length > MOST && (
              <p className="muted">The first {number(MOST)} characters are shown; a copy has all of them.</p>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
