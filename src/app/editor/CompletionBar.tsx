// What can be written next, as buttons over a phone's keyboard: the same list that the other editor opens.
import { useEffect, useState } from 'react'
import type { Completions } from '../../workers/protocol.ts'
import { type Page, usePage } from '../page.ts'
import { snippetText } from './snippetText.ts'

const MOST = 16
const AFTER_MS = 120

interface Offer {
  readonly text: string
  readonly completions: Completions
}

export function CompletionBar() {
  const page = usePage()
  const [offer, setOffer] = useState<Offer | null>(null)
  useEffect(() => followCaret(page, setOffer), [page])
  if (!offer) return null
  const take = (item: Completions['items'][number]): void => {
    if (page.session.program.getState().text === offer.text) insert(page, offer, item)
    setOffer(null)
  }
  return (
    <div className="completion-bar" role="toolbar" aria-label="What can be written here">
      {offer.completions.items.slice(0, MOST).map(item => (
        <button
          key={`${item.label} ${item.detail}`}
          type="button"
          className="button"
          aria-label={item.detail ? `${item.label}, ${item.detail}` : item.label}
          // the text area keeps the focus, and with it the keyboard
          onPointerDown={e => e.preventDefault()}
          onClick={() => take(item)}
        >
          <code>{item.label}</code>
        </button>
      ))}
    </div>
  )
}

function followCaret(page: Page, put: (offer: Offer | null) => void): () => void {
  const { session } = page
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async (): Promise<void> => {
    const area = document.activeElement
    if (!(area instanceof HTMLTextAreaElement) || !area.closest('.plain-editor')) return put(null)
    const { value: text, selectionStart: offset, selectionEnd } = area
    // Without a letter to go by the list would be everything there is.
    if (offset !== selectionEnd || !/[\w."]$|\|>\s*$/.test(text.slice(0, offset))) return put(null)
    const variables = session.variables.record(0, 0)
    const found = await session.language(service => service.complete({ text, offset, variables })).catch(() => null)
    const still = area.value === text && area.selectionStart === offset
    const completions = found && narrowed(found, text.slice(found.replaces.from, offset))
    put(still && completions && completions.items.length > 0 ? { text, completions } : null)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), AFTER_MS)
  }
  document.addEventListener('selectionchange', soon)
  soon()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('selectionchange', soon)
  }
}

/** The items that go on as what is typed begins, then those that have it somewhere. */
function narrowed({ items, ...rest }: Completions, typed: string): Completions {
  const wanted = typed.toLowerCase()
  const place = (label: string): number => label.toLowerCase().indexOf(wanted)
  const fits = items.filter(({ label }) => place(label) >= 0 && label !== typed)
  return { ...rest, items: fits.toSorted((a, b) => Number(place(a.label) > 0) - Number(place(b.label) > 0)) }
}

function insert({ editor }: Page, { completions, text }: Offer, item: Completions['items'][number]): void {
  const { replaces } = completions
  const snippet = item.snippet ? snippetText(item.insert) : { text: item.insert, from: item.insert.length, to: item.insert.length } // biome-ignore format: one choice
  const space = /\|>$/.test(text.slice(0, replaces.from)) ? ' ' : ''
  editor?.apply([...item.also, { ...replaces, text: space + snippet.text }])
  const before = item.also.reduce((sum, edit) => sum + edit.text.length - (edit.to - edit.from), 0)
  const start = replaces.from + before + space.length
  // the new text is in the area after the next paint
  requestAnimationFrame(() => editor?.reveal(start + snippet.from, start + snippet.to))
}
