// A list to choose from, with a field that narrows it, beside the button that opened it. Thousands of entries are as
// quick as ten: only those on screen are drawn.
import { Popover } from '@base-ui/react/popover'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Check } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import './finder.css'

export interface FinderOption {
  readonly id: string
  readonly title: string
  readonly aside?: string
  readonly checked?: boolean
}

export interface FinderProps {
  readonly title: string
  readonly placeholder: string
  readonly anchor: Element
  /** Those that fit what was written. */
  readonly options: (asked: string) => readonly FinderOption[]
  /** Several can be checked: the list stays open. */
  readonly several?: boolean
  readonly choose: (option: FinderOption) => void
  readonly close: () => void
  readonly children?: ReactNode
}

export default function Finder({ title, anchor, close, children, ...list }: FinderProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popover.Root open onOpenChange={open => !open && close()}>
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={4} align="end" anchor={anchor}>
          <Popover.Popup
            className="popup finder"
            aria-label={title}
            initialFocus={field}
            finalFocus={() => anchor as HTMLElement}
          >
            <List {...list} title={title} field={field} close={close} />
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface ListProps extends Omit<FinderProps, 'anchor' | 'children'> {
  readonly field: React.RefObject<HTMLInputElement | null>
}

function List({ title, placeholder, options, several = false, choose, close, field }: ListProps) {
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const found = options(asked)
  const rows = useVirtualizer({ count: found.length, getScrollElement: () => scroller.current, estimateSize: () => 28, overscan: 8 }) // biome-ignore format: one call
  const goTo = (next: number): void => {
    const place = Math.max(0, Math.min(found.length - 1, next))
    setAt(place)
    rows.scrollToIndex(place)
  }
  const take = (option: FinderOption | undefined): void => {
    if (!option) return
    choose(option)
    if (!several) close()
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    if (event.key in steps) goTo(at + steps[event.key])
    else if (event.key === 'Enter') take(found[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        ref={field}
        className="field"
        role="combobox"
        aria-expanded="true"
        aria-controls="finder-list"
        aria-activedescendant={found.length > 0 ? `finder-${at}` : undefined}
        aria-label={placeholder}
        placeholder={placeholder}
        value={asked}
        onChange={e => {
          setAsked(e.target.value)
          goTo(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="finder-list" ref={scroller}>
        <div
          role="listbox"
          id="finder-list"
          aria-label={title}
          aria-multiselectable={several}
          style={{ height: rows.getTotalSize(), position: 'relative' }}
        >
          {rows.getVirtualItems().map(({ index, start }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={found[index].id}
              id={`finder-${index}`}
              className={index === at ? 'finder-option at' : 'finder-option'}
              role="option"
              tabIndex={-1}
              aria-selected={found[index].checked ?? index === at}
              aria-setsize={found.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => take(found[index])}
              onPointerMove={() => setAt(index)}
            >
              <span className="menu-check">{found[index].checked && <Check size={14} aria-hidden="true" />}</span>
              <span>{found[index].title}</span>
              {found[index].aside && <span className="keys">{found[index].aside}</span>}
            </div>
          ))}
        </div>
      </div>
      {found.length === 0 && <p className="muted finder-none">Nothing has these words.</p>}
    </>
  )
}
